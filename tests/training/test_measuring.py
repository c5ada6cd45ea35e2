"""Accuracy, measurements on the way, the alarm, the record of anchors, and rows for loaders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from row_building import VOCABULARY, Look, Scene, random_rows, row_of, tiny_model

from scenelang.training import (
    AnchorMass,
    Cadence,
    LossSettings,
    MetricsCallback,
    Optimisation,
    SceneDataset,
    SceneTrainer,
    answer_accuracy,
    steps_of,
    training_arguments,
)
from scenelang.training.anchor_record import AnchorRecord, SaddleAlarm


def test_accuracy_asks_for_every_supervised_token_of_a_row() -> None:
    model = tiny_model()
    ids = [1, 2, 3, 4, 5]
    with torch.no_grad():
        said = model(torch.tensor([ids])).logits[0].argmax(-1).tolist()
    wrong = (said[1] + 1) % VOCABULARY
    # What is predicted at places 0 and 1 is written there; place 2 gets a wrong token.
    right = row_of(Scene([1, said[0], 3], weights=[0, 1, 0]))
    first, last = said[0], said[1]
    rows = [
        right,
        row_of(Scene([1, first, 3], weights=[0, 1, 0.5])),
        row_of(Scene([1, 2, last], weights=[0, 0, 1])),
        row_of(Scene([1, 2, wrong], weights=[0, 0, 1])),
        row_of(Scene([1, 2], weights=[0, 0])),
    ]
    with torch.no_grad():
        second = model(torch.tensor([[1, first, 3]])).logits[0, 1].argmax().item() == 3
    wanted = (1 + second + 1 + 0) / 4
    model.train()
    assert answer_accuracy(model, rows) == wanted
    assert answer_accuracy(model, rows, batch=2) == wanted
    assert model.training


def test_accuracy_of_rows_that_ask_nothing_is_zero() -> None:
    assert answer_accuracy(tiny_model(), [row_of(Scene([1, 2], weights=[0, 0]))]) == 0.0
    assert answer_accuracy(tiny_model(), []) == 0.0


def copying_rows(count: Any) -> Any:
    """The last token repeats the first: easy to learn."""
    return [
        row_of(Scene([n % 8, 9, 10, n % 8], weights=[0, 0, 0, 1], looks=[Look(2, (0,))]))
        for n in range(count)
    ]


def test_training_stops_when_the_target_is_reached(tmp_path: Path) -> None:
    rows, told = copying_rows(32), []
    metrics = MetricsCallback(
        lambda model: {"accuracy": answer_accuracy(model, rows)},
        every=10,
        target=("accuracy", 1.0),
        tell=told.append,
    )
    arguments = training_arguments(
        Optimisation(steps=400, batch=16, learning_rate=1e-2), Cadence(log=100), tmp_path, 400, use_cpu=True
    )
    trainer = SceneTrainer(
        tiny_model(), arguments, SceneDataset(rows), losses=LossSettings(), callbacks=[metrics]
    )
    trainer.train()
    assert metrics.reached is metrics.history[-1] is told[-1]
    assert metrics.reached.values == {"accuracy": 1.0}
    assert metrics.reached.step == trainer.state.global_step < 400
    assert metrics.reached.tokens_seen == trainer.tokens_seen == 16 * 4 * metrics.reached.step
    assert [found.step for found in metrics.history] == list(range(10, metrics.reached.step + 1, 10))


def test_the_end_is_measured_once(tmp_path: Path) -> None:
    rows = random_rows(2, seed=0)
    for every, steps in ((None, [3]), (3, [3]), (2, [2, 3])):
        metrics = MetricsCallback(lambda model: {"x": 1.0}, every=every)
        arguments = training_arguments(Optimisation(steps=3, batch=2), Cadence(), tmp_path, 3, use_cpu=True)
        SceneTrainer(tiny_model(), arguments, SceneDataset(rows), callbacks=[metrics]).train()
        assert [found.step for found in metrics.history] == steps


def standing(mass: Any, origin: Any = "logic.1") -> Any:
    return [AnchorMass(origin, 0, 0, mass, {0: (mass,)})]


def test_the_alarm_waits_for_its_patience_and_tells_once() -> None:
    alarm = SaddleAlarm(patience=100)
    assert [bool(alarm.look(step, standing(0.25))) for step in (0, 50, 99, 100, 200)] == [
        False,
        False,
        False,
        True,
        False,
    ]


def test_the_alarm_keeps_quiet_where_masses_move_or_are_large() -> None:
    alarm = SaddleAlarm(patience=100)
    assert not any(alarm.look(step, standing(0.2 + step / 1000)) for step in range(0, 1000, 50))
    assert not any(alarm.look(step, standing(0.9, "logic.2")) for step in range(0, 1000, 50))


def test_without_names_of_origins_nothing_is_recorded() -> None:
    record = AnchorRecord((), 3, 4)
    record.add(None, torch.zeros(2, 4))
    assert record.sums() is None
    assert record.report(None) == []


def test_rows_are_read_once_when_kept_in_memory() -> None:
    class Counting(list):
        read = 0

        def __getitem__(self, index: Any) -> Any:
            Counting.read += 1
            return super().__getitem__(index)

    rows = Counting(random_rows(4, seed=1))
    kept, fresh = SceneDataset(rows, [3, 1], in_memory=True), SceneDataset(rows, [3, 1])
    assert [row.input_ids.tolist() for row in kept.__getitems__([0, 1, 0])] == [
        list.__getitem__(rows, index).input_ids.tolist() for index in (3, 1, 3)
    ]
    assert Counting.read == 2
    assert fresh[0] is fresh[0] is list.__getitem__(rows, 3)
    assert Counting.read == 4
    assert len(kept) == 2


@pytest.mark.parametrize(("tokens", "wanted"), [(1, 1), (80, 1), (81, 2), (8000, 100)])
def test_a_token_budget_becomes_steps_by_the_mean_length(tokens: int, wanted: int) -> None:
    rows = SceneDataset([row_of(Scene([1] * length)) for length in (8, 12) * 8])
    assert steps_of(Optimisation(tokens=tokens, batch=4, accumulation=2), rows) == wanted


@pytest.mark.parametrize(("tokens", "wanted"), [(30, 1), (31, 2), (60, 2), (61, 3)])
def test_a_budget_over_several_passes_counts_the_rows_that_are_there(tokens: int, wanted: int) -> None:
    """Three rows of 10 tokens are 30 tokens a pass, in one step, however large the batch may be."""
    rows = SceneDataset([row_of(Scene([1] * 10)) for _ in range(3)])
    assert steps_of(Optimisation(tokens=tokens, batch=64), rows) == wanted


def test_short_last_steps_of_a_pass_are_counted_as_such() -> None:
    """5 rows in steps of 2 are 3 steps a pass: 100 tokens are two passes, so 6 steps and not 5."""
    rows = SceneDataset([row_of(Scene([1] * 10)) for _ in range(5)])
    assert steps_of(Optimisation(tokens=100, batch=2), rows) == 6
