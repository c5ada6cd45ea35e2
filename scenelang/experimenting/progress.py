"""What is to be seen while an experiment runs: bars on a terminal, lines in a log."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from scenelang.experimenting.arm_job import ArmJob
from scenelang.experimenting.arm_result import ArmResult, CurvePoint


class Watcher(Protocol):
    """Hears of every run's start, points and end."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def started(self, job: ArmJob) -> None:
        """A run begins."""

    def measured(self, job: ArmJob, point: CurvePoint) -> None:
        """A run was measured."""

    def ended(self, job: ArmJob, result: ArmResult | None, known: bool = False) -> None:
        """A run is through; without a result it failed. `known` results come from an earlier sitting."""


def watcher_for(console: Console, runs: int) -> Watcher:
    """Bars where the console is a terminal, else lines."""
    return Bars(console, runs) if console.is_terminal else Lines(console, runs)


class Bars:
    """One bar for all runs, and one for each that runs now: tokens of its budget, and accuracy."""

    def __init__(self, console: Console, runs: int) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TextColumn("{task.fields[said]}"),
            TimeElapsedColumn(),
            console=console,
        )
        self._all = self._progress.add_task("all runs", total=runs, said=f"0 of {runs}")
        self._runs = runs
        self._done = 0
        self._bars: dict[tuple[str, str, int], TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def started(self, job: ArmJob) -> None:
        """Puts up a bar."""
        self._bars[job.key] = self._progress.add_task(_name(job), total=job.budget, said="loading")

    def measured(self, job: ArmJob, point: CurvePoint) -> None:
        """Moves the run's bar."""
        said = f"{point.tokens / 1e6:5.2f} M tokens  accuracy {point.accuracy:.2f}"
        self._progress.update(self._bars[job.key], completed=point.tokens, said=said)

    def ended(self, job: ArmJob, result: ArmResult | None, known: bool = False) -> None:
        """Takes the run's bar away and leaves a line."""
        self._done += 1
        self._progress.update(self._all, completed=self._done, said=f"{self._done} of {self._runs}")
        bar = self._bars.pop(job.key, None)
        if bar is not None:
            self._progress.remove_task(bar)
        self._progress.console.print(_last_words(job, result, known), highlight=False)


class Lines:
    """A line at the start and the end of every run, and at every tenth of its budget."""

    def __init__(self, console: Console, runs: int) -> None:
        self._console = console
        self._runs = runs
        self._done = 0
        self._told: dict[tuple[str, str, int], int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def started(self, job: ArmJob) -> None:
        """Says that a run begins."""
        self._say(f"{_name(job)}: starts, up to {job.budget / 1e6:.2f} M tokens")

    def measured(self, job: ArmJob, point: CurvePoint) -> None:
        """Says how far a run is, ten times at most."""
        tenth = 10 * point.tokens // job.budget
        if tenth > self._told.get(job.key, 0):
            self._told[job.key] = tenth
            self._say(f"{_name(job)}: {point.tokens / 1e6:.2f} M tokens, accuracy {point.accuracy:.3f}")

    def ended(self, job: ArmJob, result: ArmResult | None, known: bool = False) -> None:
        """Says what a run came to."""
        self._done += 1
        self._say(f"[{self._done}/{self._runs}] {_last_words(job, result, known)}")

    def _say(self, line: str) -> None:
        self._console.print(line, highlight=False, markup=False, soft_wrap=True)


def _name(job: ArmJob) -> str:
    return f"{job.table} · {job.arm.title} · seed {job.seed}"


def _last_words(job: ArmJob, result: ArmResult | None, known: bool) -> str:
    if result is None:
        return f"{_name(job)}: failed"
    if result.tokens_to_target is None:
        reached = f"not in {result.tokens_seen / 1e6:.2f} M tokens"
    else:
        reached = f"at {result.tokens_to_target / 1e6:.2f} M tokens"
    again = ", from an earlier sitting" if known else ""
    target = f"{job.plan.target:.0%}"
    return f"{_name(job)}: {target} {reached}, held-out accuracy {result.held_out_accuracy:.3f}{again}"
