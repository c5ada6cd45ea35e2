from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import TrainerCallback

from scenelang import training
from scenelang.diagnostics import Refusal
from scenelang.experimenting import ArmResult, CurvePoint, Plan, worker
from scenelang.experimenting.arm_job import ArmJob
from scenelang.experimenting.arm_rows import ArmRows
from scenelang.experimenting.run_arm import _trainer, run_arm
from scenelang.experimenting.schedule import Schedule
from scenelang.experimenting.worker import Failure, Workers, outcome
from scenelang.shards import ShardSet

Made = Callable[..., ArmResult]


def test_rows_of_an_arm_are_random_once_and_for_all(hops: ShardSet) -> None:
    rows, again, other = (ArmRows(hops, "attention_keys", seed) for seed in (0, 0, 1))
    assert len(rows) == len(hops)
    for index in (0, 5, 9):
        assert np.array_equal(rows[index].attention.keys, again[index].attention.keys)
    assert any(not np.array_equal(rows[i].attention.keys, other[i].attention.keys) for i in range(5))
    assert not np.array_equal(rows[0].attention.keys, rows[1].attention.keys)


def test_each_kind_of_random_rows_changes_its_own_targets_alone(hops: ShardSet) -> None:
    true = [hops[index] for index in range(20)]
    keys = [ArmRows(hops, "attention_keys", 0)[index] for index in range(20)]
    reads = [ArmRows(hops, "reads_tokens", 0)[index] for index in range(20)]
    assert [row.hidden.token[0] for row in keys] == [row.hidden.token[0] for row in true]
    assert all(np.array_equal(a.attention.keys, b.attention.keys) for a, b in zip(reads, true, strict=True))
    assert [row.hidden.token[0] for row in reads] != [row.hidden.token[0] for row in true]
    assert all(np.array_equal(a.input_ids, b.input_ids) for a, b in zip(keys, true, strict=True))
    assert np.array_equal(ArmRows(hops, "none", 0)[3].attention.keys, true[3].attention.keys)


def test_an_arm_is_trained_within_its_budget_and_measured_on_the_way(job: Callable[..., ArmJob]) -> None:
    told: list[CurvePoint] = []
    found = run_arm(job(), told.append)
    assert (found.steps, found.tokens_seen) == (4, 4 * 4 * 49)
    assert [point.step for point in found.curve] == [2, 4]
    assert [point.tokens for point in found.curve] == [392, 784]
    assert tuple(told) == found.curve
    assert found.tokens_to_target is None
    assert found.held_out_rows == 12
    assert found.best_accuracy == max(point.accuracy for point in found.curve)
    assert {table.origin for table in found.heads} == {
        "binding.first",
        "binding.second",
        "logic.1",
        "logic.2",
        "self.1",
    }
    assert all(len(table.masses) == 3 and len(table.masses[0]) == 2 for table in found.heads)
    assert found.lens is not None
    assert len(found.lens.ranks) == 3


def test_two_arms_of_a_seed_see_the_same_rows_in_the_same_order(
    job: Callable[..., ArmJob], plan: Plan, hops: ShardSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, list[int]] = {}
    true_rows = ArmRows.__getitem__

    for arm in plan.arms:
        seen = asked.setdefault(arm.name, [])

        def spy(self: ArmRows, index: int, seen: list[int] = seen) -> object:
            seen.append(index)
            return true_rows(self, index)

        monkeypatch.setattr(ArmRows, "__getitem__", spy)
        run_arm(job(arm))
    assert asked["full"] == asked["plain"]
    assert len(set(asked["full"])) > 10
    assert set(asked["full"]).isdisjoint(hops.indices("held_out").tolist())


def test_all_arms_of_a_seed_start_from_the_same_weights(
    job: Callable[..., ArmJob], plan: Plan, hops: ShardSet, tmp_path: Path
) -> None:
    random_arm = plan.arms[0].model_copy(update={"name": "rnd", "randomise": "attention_keys"})
    full, plain, drawn, other = (
        dict(_trainer(one, hops, tmp_path, TrainerCallback()).model.named_parameters())
        for one in (job(plan.arms[0]), job(plan.arms[1]), job(random_arm), job(plan.arms[0], seed=1))
    )
    assert all(torch.equal(full[name], plain[name]) and torch.equal(full[name], drawn[name]) for name in full)
    assert not all(torch.equal(full[name], other[name]) for name in full)


def test_the_same_job_gives_the_same_numbers_twice(job: Callable[..., ArmJob]) -> None:
    first, second = run_arm(job(seed=1)), run_arm(job(seed=1))
    assert first.model_copy(update={"seconds": 0.0}) == second.model_copy(update={"seconds": 0.0})
    assert run_arm(job(seed=2)).heads != first.heads


def test_an_arm_that_reaches_the_target_goes_on_as_far_as_the_plan_says(
    job: Callable[..., ArmJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    accuracies = iter([0.5, 1.0, 0.75, 0.75, 0.875])
    monkeypatch.setattr(training, "answer_accuracy", lambda *_: next(accuracies), raising=False)
    long = job(budget=49 * 4 * 40)
    budget = long.plan.budget.model_copy(update={"go_on": 2.0})
    found = run_arm(replace(long, plan=long.plan.model_copy(update={"budget": budget})))
    assert found.tokens_to_target == 4 * 4 * 49
    assert found.tokens_seen == 8 * 4 * 49
    assert (found.held_out_accuracy, found.best_accuracy) == (0.875, 1.0)


def test_a_result_is_kept_whole_and_known_by_its_digest(
    job: Callable[..., ArmJob], result: Made, tmp_path: Path
) -> None:
    path = tmp_path / "deep" / "one.json"
    made = result("full")
    made.save(path)
    assert ArmResult.load(path, "d") == made
    assert ArmResult.load(path, "other") is None
    assert ArmResult.load(tmp_path / "none.json", "d") is None
    path.write_text("{", encoding="utf-8")
    assert ArmResult.load(path, "d") is None
    assert job().file == tmp_path / "runs" / "6-facts" / "full-seed0.json"


def test_the_digest_of_a_job_follows_what_its_result_depends_on(
    job: Callable[..., ArmJob], plan: Plan
) -> None:
    base = job()
    renamed = base.plan.model_copy(update={"description": "other words"})
    assert replace(base, plan=renamed).digest == base.digest
    slower = plan.optimisation.model_copy(update={"learning_rate": 1e-4})
    others = {
        job(seed=1).digest,
        job(budget=999).digest,
        job(plan.arms[1]).digest,
        replace(base, build="another").digest,
        replace(base, plan=plan.model_copy(update={"optimisation": slower})).digest,
    }
    assert len(others | {base.digest}) == 6


def test_other_arms_wait_for_their_reference_and_get_their_budget_from_it(
    plan: Plan, result: Made, tmp_path: Path
) -> None:
    schedule = Schedule(plan.with_seeds(2), {"6 facts": (tmp_path, "b")}, tmp_path)
    assert schedule.count == 4
    references = [schedule.take(), schedule.take()]
    assert [job.key for job in references if job] == [("6 facts", "full", 0), ("6 facts", "full", 1)]
    assert schedule.take() is None
    schedule.learn(result("full", seed=1, reached=1000))
    schedule.learn(result("full", seed=0, reached=500))
    budgets = [(job.key, job.budget) for job in (schedule.take(), schedule.take()) if job]
    assert budgets == [(("6 facts", "plain", 0), 5000), (("6 facts", "plain", 1), 3000)]
    schedule.learn(result("plain"))
    assert schedule.take() is None


def test_where_the_reference_never_gets_there_the_others_get_as_many_tokens(
    plan: Plan, result: Made, tmp_path: Path
) -> None:
    schedule = Schedule(plan, {"6 facts": (tmp_path, "b")}, tmp_path)
    schedule.take()
    schedule.learn(result("full"))
    waiting = schedule.take()
    assert waiting is not None
    assert waiting.budget == plan.budget.tokens


def test_shards_that_are_gone_end_a_job_with_a_finding(job: Callable[..., ArmJob], tmp_path: Path) -> None:
    lost = replace(job(), shards=tmp_path / "nowhere")
    with pytest.raises(Refusal):
        run_arm(lost)
    ours, theirs = multiprocessing.Pipe()
    failure = outcome(lost, theirs)
    assert isinstance(failure, Failure)
    assert failure.finding is not None
    crash = outcome(replace(job(), arm=None), theirs)  # type: ignore[arg-type]
    assert isinstance(crash, Failure)
    assert "AttributeError" in crash.text
    ours.close()


def test_a_worker_answers_until_its_pipe_closes(
    job: Callable[..., ArmJob], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker.signal, "signal", lambda *_: None)
    ours, theirs = multiprocessing.Pipe()
    heard: list[object] = []

    def ask_and_leave() -> None:
        ours.send(replace(job(), shards=tmp_path / "nowhere"))
        heard.append(ours.recv())
        ours.close()

    asker = threading.Thread(target=ask_and_leave)
    asker.start()
    worker.serve(theirs)
    asker.join()
    assert [type(event) for event in heard] == [Failure]


@pytest.mark.slow
def test_workers_train_in_processes_of_their_own(job: Callable[..., ArmJob], tmp_path: Path) -> None:
    with Workers(1) as pool:
        pool.start(job())
        assert not pool.has_room
        events = []
        while pool.is_busy:
            events += [event for _, event in pool.events()]
        pool.start(replace(job(), shards=tmp_path / "nowhere"))
        last = [event for _, event in pool.events()]
    assert [type(event) for event in events] == [CurvePoint, CurvePoint, ArmResult]
    assert isinstance(last[0], Failure)


@pytest.mark.slow
def test_a_worker_that_dies_is_a_failure_and_not_a_wait(job: Callable[..., ArmJob]) -> None:
    with Workers(1) as pool:
        pool.start(job())
        pool._processes[0].kill()
        ((_, event),) = list(pool.events())
        assert isinstance(event, Failure)
        assert "without a word" in event.text
        assert not pool.is_busy
