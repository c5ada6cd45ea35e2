"""What does the work of a build: this process, several of this machine, or a cluster.

Takes: what a worker must know, and pieces of work.
Gives: what came of each piece, in their order.
May assume: a piece gives the same wherever it is done.
Never does: take more pieces than it has hands for, or keep more than a few results that nobody has asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from scenelang.compile.compiled_file import CompiledFile
from scenelang.compile.range_lowering import InstanceRange, LoweredRange


class Engine(Protocol):
    """Does pieces of work in order. One kind of work is done at a time: what was begun is read to its end.

    A file is given as None where it must be compiled by the process that began the build.
    """

    def portions(self, portions: Iterable[tuple[str, ...]]) -> Iterator[tuple[CompiledFile | None, ...]]:
        """What files give, portion by portion; their rows lie in the packs of the build."""

    def ranges(self, ranges: Iterable[InstanceRange]) -> Iterator[LoweredRange]:
        """What ranges of instances give."""

    def dismiss(self) -> None:
        """Lets go of whoever did the work, all of which is done; `close` waits for them."""

    def close(self) -> None:
        """Ends at once; work in flight is lost."""
