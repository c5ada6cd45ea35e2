"""Runs a whole experiment: every arm on every table and seed, what is known already left alone.

Takes: a plan and the compiled shards of its tables. Gives: the results, and their files in a folder.
May assume: the shards of a table come from its scenes. Never does: run an arm twice on the same ground.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.console import Console

from scenelang.diagnostics import Collector, Diagnostic, Outcome
from scenelang.experimenting.arm_job import ArmJob
from scenelang.experimenting.arm_result import ArmResult, CurvePoint
from scenelang.experimenting.messages import ArmCrashed, TableWithoutShards
from scenelang.experimenting.plan import Plan
from scenelang.experimenting.progress import Watcher, watcher_for
from scenelang.experimenting.report import write_report
from scenelang.experimenting.results import ExperimentResults, in_order
from scenelang.experimenting.schedule import Schedule
from scenelang.experimenting.worker import Event, Failure, Workers
from scenelang.shards import open_shards
from scenelang.source import Span


def run_experiment(
    plan: Plan,
    shards: Mapping[str, Path],
    out: Path,
    *,
    command: str = "",
    workers: int = 2,
    console: Console | None = None,
) -> Outcome[ExperimentResults]:
    """Runs what is missing and writes `results.json`, curves and a page into `out`.

    Finished runs are kept under `out/runs`. After an interruption the same call goes on with the others.

    Args:
        plan: the experiment.
        shards: the compiled scenes of each table, by its label.
        out: the folder of the experiment.
        command: what was typed to run it; the report quotes it.
        workers: how many runs go on at a time, each in a process with one thread.
        console: where progress is shown; the standard error stream unless given.

    Returns:
        The results, or what kept runs from finishing. Finished runs stay in either case.
    """
    builds, found = _open_all(plan, shards)
    if found:
        return Outcome(None, found)
    schedule = Schedule(plan, builds, out)
    console = console or Console(stderr=True)
    with watcher_for(console, schedule.count) as watcher, Workers(workers) as pool:
        sitting = _Sitting(schedule, pool, watcher)
        sitting.run()
    if sitting.found.has_errors:
        return Outcome(None, sitting.found.sorted())
    results = ExperimentResults(plan, command, in_order(plan, sitting.results))
    write_report(results, out)
    return Outcome(results)


class _Sitting:
    """One go at an experiment, from what is on disk to nothing left to do."""

    def __init__(self, schedule: Schedule, pool: Workers, watcher: Watcher) -> None:
        self._schedule = schedule
        self._pool = pool
        self._watcher = watcher
        self.results: list[ArmResult] = []
        self.found = Collector()

    def run(self) -> None:
        """Starts runs while there is room, and listens until the last has ended."""
        self._fill()
        while self._pool.is_busy:
            for job, event in self._pool.events():
                self._hear(job, event)
            self._fill()

    def _fill(self) -> None:
        while self._pool.has_room:
            job = self._schedule.take()
            if job is None:
                return
            known = ArmResult.load(job.file, job.digest)
            if known is None:
                self._watcher.started(job)
                self._pool.start(job)
            else:
                self._keep(job, known, known_before=True)

    def _hear(self, job: ArmJob, event: Event) -> None:
        if isinstance(event, CurvePoint):
            self._watcher.measured(job, event)
        elif isinstance(event, Failure):
            self._watcher.ended(job, None)
            self.found.add(event.finding or _crashed(job, event))
        else:
            event.save(job.file)
            self._keep(job, event, known_before=False)

    def _keep(self, job: ArmJob, result: ArmResult, known_before: bool) -> None:
        self.results.append(result)
        self._schedule.learn(result)
        self._watcher.ended(job, result, known_before)


def _open_all(
    plan: Plan, shards: Mapping[str, Path]
) -> tuple[dict[str, tuple[Path, str]], tuple[Diagnostic, ...]]:
    builds: dict[str, tuple[Path, str]] = {}
    found = Collector()
    for label, folder in _folders(plan, shards, found):
        opened = open_shards(folder)
        found.extend(opened.diagnostics)
        if opened.value is not None:
            builds[label] = (folder, opened.value.manifest.digest)
    return builds, found.sorted()


def _folders(plan: Plan, shards: Mapping[str, Path], found: Collector) -> Iterator[tuple[str, Path]]:
    for table in plan.tables:
        if table.label in shards:
            yield table.label, shards[table.label]
        else:
            found.add(TableWithoutShards(Span(plan.name, 0, 0), table=table.label))


def _crashed(job: ArmJob, failure: Failure) -> ArmCrashed:
    """What to say of a crash; its traceback goes to a file beside the results."""
    text = failure.text.strip()
    file = job.file.with_suffix(".crash.txt")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text + "\n", encoding="utf-8")
    last = text.rpartition("\n")[2]
    place = Span(job.plan.name, 0, 0)
    return ArmCrashed(place, arm=job.arm.name, table=job.table, seed=job.seed, last=last, file=str(file))
