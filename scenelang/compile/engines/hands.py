"""Which engine does the work: as few processes as are of use, started when they are first needed.

Takes: what was asked for, and how much there is to do.
Gives: an engine; the same one for all work of a build, unless more hands turn out to be of use.
May assume: nothing.
Never does: start a process for a handful of files, or leave one behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from types import TracebackType
from typing import NamedTuple, Self

from scenelang.compile.compiled_file import CompiledFile
from scenelang.compile.engines.engine import Engine
from scenelang.compile.engines.serial import SerialEngine
from scenelang.compile.range_lowering import RANGE, InstanceRange, LoweredRange
from scenelang.compile.worker import Worker, WorkerTask
from scenelang.gathering import core_count

FEW_FILES = 256
"""So many files are compiled sooner than processes are started."""
_FEW_RANGES = 4
_FEWEST_AT_ONCE = 64


class EngineKind(StrEnum):
    """Where the work is done."""

    PROCESSES = "processes"  # of this machine
    RAY = "ray"  # of a cluster


class EngineWish(NamedTuple):
    """What was asked for: `workers` is None for one for each core, `address` that of a Ray cluster."""

    kind: EngineKind = EngineKind.PROCESSES
    workers: int | None = None
    address: str | None = None


class Hands:
    """The engine of one build, as a context: no process is left when it ends."""

    def __init__(self, wish: EngineWish, worker: Worker, task: WorkerTask) -> None:
        self._wish = wish
        self._worker = worker
        self._task = task
        self._engine: Engine = SerialEngine(worker)
        self._is_started = False
        self._count = 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.close()

    def for_files(self, files: int) -> None:
        """Makes ready for so many files."""
        if files:
            self._start(enough=files > FEW_FILES)

    def cut(self, files: Sequence[str], most: int) -> Iterator[tuple[str, ...]]:
        """Files in portions of `most`; those for several workers are smaller towards the end.

        Source: C. Polychronopoulos and D. Kuck, "Guided self-scheduling" (1987): each worker takes its share
        of what is left.
        """
        at = 0
        while at < len(files):
            share = most if self._count <= 1 else (len(files) - at) // self._count
            size = max(1, min(most, max(_FEWEST_AT_ONCE, share)))
            yield tuple(files[at : at + size])
            at += size

    def portions(self, portions: Iterable[tuple[str, ...]]) -> Iterator[tuple[CompiledFile | None, ...]]:
        """What files give, portion by portion."""
        return self._engine.portions(portions)

    def ranges(self, ranges: Iterable[InstanceRange]) -> Iterator[LoweredRange]:
        """What ranges of instances give."""
        return self._engine.ranges(ranges)

    def dismiss(self) -> None:
        """Lets all workers go, whose work is done; `close` waits for them."""
        self._engine.dismiss()

    def close(self) -> None:
        """Ends at once."""
        self._engine.close()

    def for_rows(self, rows: int) -> None:
        """Makes ready for so many rows of scenes that are lowered in ranges."""
        self._start(enough=rows > _FEW_RANGES * RANGE)

    def _start(self, *, enough: bool) -> None:
        """Starts other processes where they were asked for and have enough to do."""
        if self._is_started or (self._wish.kind is EngineKind.PROCESSES and not enough):
            return
        self._is_started = True
        if self._wish.kind is EngineKind.RAY:
            from scenelang.compile.engines.ray_cluster import RayEngine  # noqa: PLC0415 - few builds have Ray

            cluster = RayEngine(self._worker, self._task, self._wish.workers, self._wish.address)
            self._engine, self._count = cluster, cluster.count
        else:
            self._count = core_count() if self._wish.workers is None else self._wish.workers
            if self._count > 1:
                from scenelang.compile.engines.processes import ProcessEngine  # noqa: PLC0415 - slow to load

                self._engine = ProcessEngine(self._worker, self._task, self._count)
