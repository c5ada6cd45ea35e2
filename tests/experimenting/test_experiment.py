from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from in_process_pool import InProcess
from rich.console import Console

from scenelang.experimenting import ArmResult, CurvePoint, ExperimentResults, Plan, experiment, terminal_table
from scenelang.experimenting.arm_job import ArmJob
from scenelang.experimenting.experiment import run_experiment
from scenelang.experimenting.progress import Bars, Lines, watcher_for
from scenelang.experimenting.report import write_report
from scenelang.experimenting.result_table import summary, table_lines
from scenelang.experimenting.results import in_order
from scenelang.experimenting.worker import Event, Failure

Made = Callable[..., ArmResult]


@pytest.fixture
def pools(monkeypatch: pytest.MonkeyPatch) -> list[InProcess]:
    """Every pool that an experiment makes, of the kind that runs here."""
    made: list[InProcess] = []

    def make(count: int) -> InProcess:
        made.append(InProcess(count))
        return made[-1]

    monkeypatch.setattr(experiment, "Workers", make)
    return made


@pytest.fixture
def silent() -> Console:
    return Console(file=io.StringIO(), width=200)


@pytest.fixture
def results(plan: Plan, result: Made) -> ExperimentResults:
    runs = [
        result("plain", seed=1, seen=9000),
        result("full", seed=0, reached=1_000_000),
        result("plain", seed=0, reached=4_000_000),
        result("full", seed=1, reached=2_000_000),
    ]
    plan = plan.with_seeds(2)
    return ExperimentResults(plan, "scenelang experiment <tiny>", in_order(plan, runs))


def test_an_experiment_runs_every_arm_and_leaves_numbers_curves_and_a_page(
    plan: Plan, shards: Path, tmp_path: Path, pools: list[InProcess], silent: Console
) -> None:
    results, diagnostics = run_experiment(plan, {"6 facts": shards}, tmp_path, command="me", console=silent)
    assert not diagnostics
    assert results is not None
    assert pools[0].ran == [("6 facts", "full", 0), ("6 facts", "plain", 0)]
    written = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert list(written["arms"]) == ["full", "plain"]
    assert written["arms"] == written["tables"]["6 facts"]["arms"]
    (seed,) = written["arms"]["plain"]["seeds"]
    assert seed["tokens_to_100"] is None
    assert seed["tokens_seen"] == 784
    assert seed["held_out_accuracy"] == results.of("6 facts", "plain")[0].held_out_accuracy
    assert (tmp_path / "curves.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "index.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_an_interrupted_experiment_goes_on_with_what_is_missing(
    plan: Plan, shards: Path, tmp_path: Path, pools: list[InProcess], silent: Console
) -> None:
    first = run_experiment(plan, {"6 facts": shards}, tmp_path, console=silent).value
    (tmp_path / "runs" / "6-facts" / "plain-seed0.json").unlink()
    second = run_experiment(plan, {"6 facts": shards}, tmp_path, console=silent).value
    third = run_experiment(plan, {"6 facts": shards}, tmp_path, console=silent).value
    assert [pool.ran for pool in pools[1:]] == [[("6 facts", "plain", 0)], []]
    assert first is not None
    assert second is not None
    assert second == third
    timeless = [[run.model_copy(update={"seconds": 0.0}) for run in found.runs] for found in (first, second)]
    assert timeless[0] == timeless[1]
    assert "from an earlier sitting" in silent.file.getvalue()  # type: ignore[attr-defined]


def test_a_table_without_shards_is_told_with_its_label(plan: Plan, tmp_path: Path, silent: Console) -> None:
    outcome = run_experiment(plan, {}, tmp_path, console=silent)
    assert outcome.value is None
    (found,) = outcome.diagnostics
    assert (found.code, found.message) == ("SL680", "the table `6 facts` has no shards")
    assert found.help_text == "pass the folder that its scenes were compiled into, under the label `6 facts`"


def test_shards_that_are_none_are_told_before_anything_runs(
    plan: Plan, tmp_path: Path, silent: Console
) -> None:
    outcome = run_experiment(plan, {"6 facts": tmp_path / "none"}, tmp_path, console=silent)
    assert outcome.value is None
    assert len(outcome.diagnostics) == 1


def test_a_crash_of_one_arm_is_told_and_the_others_are_kept(
    plan: Plan, shards: Path, tmp_path: Path, silent: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crashing(InProcess):
        def events(self) -> Iterator[tuple[ArmJob, Event]]:
            if self.jobs[0].arm.name == "plain":
                yield self.jobs.popleft(), Failure(None, "Traceback {of a crash}")
            else:
                yield from super().events()

    monkeypatch.setattr(experiment, "Workers", Crashing)
    outcome = run_experiment(plan, {"6 facts": shards}, tmp_path, console=silent)
    assert outcome.value is None
    (found,) = outcome.diagnostics
    assert (found.code, found.message) == ("SL681", "the arm `plain` crashed on `6 facts`, seed 0")
    file = tmp_path / "runs" / "6-facts" / "plain-seed0.crash.txt"
    assert found.help_text.endswith(f"It said last: Traceback {{of a crash}} (all of it: {file})")
    assert file.read_text() == "Traceback {of a crash}\n"
    assert (tmp_path / "runs" / "6-facts" / "full-seed0.json").exists()


def test_the_table_shows_every_seed_and_marks_bounds(results: ExperimentResults) -> None:
    full, plain = table_lines(results, "6 facts")
    assert full.cells == ("all of it", "1.00 M, 2.00 M", "1.000, 1.000", "1, 1")
    assert plain.cells == ("text alone", "4.00 M, > 0.01 M", "1.000, 0.300", "4.0 x, > 0.0 x")
    assert (full.learned, plain.learned) == (2, 1)
    console = Console(file=io.StringIO(), width=160)
    console.print(terminal_table(results, "6 facts"))
    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert "tokens to 100% (seeds 0, 1)" in said
    assert "4.00 M, > 0.01 M" in said


def test_a_summary_never_hides_a_run_that_did_not_learn(results: ExperimentResults, result: Made) -> None:
    assert summary(results, "6 facts", "full") == "1.50 M (1.00-2.00)"
    assert summary(results, "6 facts", "plain") == "1 of 2 seeds got there"
    one = ExperimentResults(
        results.plan, "", (result("full", reached=1_000_000), result("plain", seen=3_000_000))
    )
    assert summary(one, "6 facts", "full") == "1.00 M"
    assert summary(one, "6 facts", "plain") == "not in 3.00 M"
    assert summary(one, "4 facts", "plain") == "not run"


def test_without_a_reference_that_got_there_no_ratio_is_given(plan: Plan, result: Made) -> None:
    runs = (result("full"), result("plain", reached=1000))
    results = ExperimentResults(plan, "", runs)
    assert results.ratio(runs[1]) is None
    assert table_lines(results, "6 facts")[1].ratios == ("-",)


def test_the_page_holds_everything_and_loads_nothing(results: ExperimentResults, tmp_path: Path) -> None:
    write_report(results, tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "Does anything &lt;happen&gt;?" in page
    assert "scenelang experiment &lt;tiny&gt;" in page
    assert page.count("<svg") == 1
    for arm in results.plan.arms:
        assert page.count(arm.description) == 1
    assert "rgb(0 114 178 / 0.90)" in page
    assert "<th>after layer 0</th><td>0.75</td><td>3</td><td>900</td>" in page
    loads = re.findall(r"(?:src|href)\s*=\s*\"(?!#)", page) + re.findall(r"@import|url\((?!#)", page)
    assert not loads
    opened = re.findall(r"<(table|div|figure|ul|dl|main)\b", page)
    assert all(opened.count(tag) == page.count(f"</{tag}>") for tag in set(opened))


def test_the_same_results_give_the_same_files(results: ExperimentResults, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_report(results, tmp_path / name)
    for file in ("results.json", "curves.png", "index.html"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_log_gets_lines_and_a_terminal_bars(job: Callable[..., ArmJob], result: Made) -> None:
    log = Console(file=io.StringIO(), width=200)
    terminal = Console(file=io.StringIO(), width=120, force_terminal=True)
    for console, kind in ((log, Lines), (terminal, Bars)):
        with watcher_for(console, 2) as watcher:
            assert isinstance(watcher, kind)
            watcher.started(job())
            for tokens in (78, 79, 400):
                watcher.measured(job(), CurvePoint(step=1, tokens=tokens, accuracy=0.25))
            watcher.ended(job(), result("full", reached=1_000_000))
            watcher.started(job(seed=1))
            watcher.ended(job(seed=1), None)
    lines = log.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert lines == [
        "6 facts · all of it · seed 0: starts, up to 0.00 M tokens",
        "6 facts · all of it · seed 0: 0.00 M tokens, accuracy 0.250",
        "6 facts · all of it · seed 0: 0.00 M tokens, accuracy 0.250",
        "[1/2] 6 facts · all of it · seed 0: 100% at 1.00 M tokens, held-out accuracy 1.000",
        "6 facts · all of it · seed 1: starts, up to 0.00 M tokens",
        "[2/2] 6 facts · all of it · seed 1: failed",
    ]
    assert "2 of 2" in terminal.file.getvalue()  # type: ignore[attr-defined]
