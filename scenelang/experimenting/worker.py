"""Runs arms in processes of their own, each on one thread, and hears from them.

Takes: jobs, one at a time. Gives: events (a point, a result, a failure).
May assume: a job's result depends on the job alone. Never does: leave a process behind.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Self

from scenelang.diagnostics import Diagnostic, Refusal
from scenelang.experimenting.arm_job import ArmJob
from scenelang.experimenting.arm_result import ArmResult, CurvePoint
from scenelang.experimenting.run_arm import run_arm

_THREADS = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a run came to nothing: a finding, or the words of a crash."""

    finding: Diagnostic | None
    text: str


Event = CurvePoint | ArmResult | Failure


class Workers:
    """A few processes that train arms. Use it as a context: leaving it ends them all."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._busy: dict[Connection, ArmJob] = {}
        self._idle: list[Connection] = []
        self._processes: list[SpawnProcess] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join()
        for pipe in (*self._idle, *self._busy):
            pipe.close()

    @property
    def has_room(self) -> bool:
        """True when one more job can start now."""
        return len(self._busy) < self._count

    @property
    def is_busy(self) -> bool:
        """True while some job runs."""
        return bool(self._busy)

    def start(self, job: ArmJob) -> None:
        """Gives a job to an idle worker, or to a new one."""
        pipe = self._idle.pop() if self._idle else self._new_worker()
        pipe.send(job)
        self._busy[pipe] = job

    def events(self) -> Iterator[tuple[ArmJob, Event]]:
        """What has happened since the last time; waits until something has."""
        for ready in wait(list(self._busy)):
            assert isinstance(ready, Connection)
            job = self._busy[ready]
            try:
                event: Event = ready.recv()
            except (EOFError, OSError):
                event = Failure(None, "its process ended without a word, for want of memory perhaps")
                del self._busy[ready]
                ready.close()
            else:
                self._free(ready, event)
            yield job, event

    def _free(self, pipe: Connection, event: Event) -> None:
        if not isinstance(event, CurvePoint):
            del self._busy[pipe]
            self._idle.append(pipe)

    def _new_worker(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs,), daemon=True)
        before = {name: os.environ.get(name) for name in _THREADS}
        # A child reads these as it starts, before any library can.
        os.environ.update(_THREADS)
        try:
            process.start()
        finally:
            _restore(before)
        theirs.close()
        self._processes.append(process)
        return ours


def serve(pipe: Connection) -> None:
    """The life of a worker process: job in, points and one last event out, until the pipe closes."""
    # The parent hears an interrupt too, and ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        pipe.send(outcome(job, pipe))


def outcome(job: ArmJob, pipe: Connection) -> Event:
    """The last event of a job; its points go through the pipe on the way."""
    try:
        return run_arm(job, pipe.send)
    except Refusal as refusal:
        return Failure(refusal.diagnostic, "")
    except Exception:  # noqa: BLE001 - a crash of one arm is told, and the others go on
        return Failure(None, traceback.format_exc())


def _restore(environment: dict[str, str | None]) -> None:
    for name, value in environment.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
