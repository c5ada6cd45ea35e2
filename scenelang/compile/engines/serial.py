"""All work in this process, one piece after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scenelang.compile.compiled_file import CompiledFile
from scenelang.compile.range_lowering import InstanceRange, LoweredRange
from scenelang.compile.worker import Worker


@dataclass(frozen=True, slots=True)
class SerialEngine:
    """Does each piece when its result is asked for."""

    worker: Worker

    def portions(self, portions: Iterable[tuple[str, ...]]) -> Iterator[tuple[CompiledFile | None, ...]]:
        """What files give, portion by portion."""
        return map(self.worker.portion, portions)

    def ranges(self, ranges: Iterable[InstanceRange]) -> Iterator[LoweredRange]:
        """What ranges of instances give."""
        return map(self.worker.lower, ranges)

    def dismiss(self) -> None:
        """Nobody is to be let go."""

    def close(self) -> None:
        """Nothing is left behind."""
