"""A long list of file offsets kept as runs of neighbours, so that a text of megabytes costs its lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload


@dataclass(frozen=True, slots=True)
class PlaceRuns(Sequence[int]):
    """File offsets of decoded characters, one entry per run of characters that lie side by side.

    Character `i` of run `k` (the last with `firsts[k] <= i`) has the offset `places[k] + i - firsts[k]`.
    `firsts` starts with 0 and strictly increases; `length` counts all characters and is at least 1.
    """

    firsts: tuple[int, ...]
    places: tuple[int, ...]
    length: int

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, index: int) -> int: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...

    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            return self._part(index)
        place = index + self.length if index < 0 else index
        if not 0 <= place < self.length:
            raise IndexError(f"{index} is outside a list of {self.length} places")
        return self.at(place)

    def at(self, place: int) -> int:
        """The offset of a character that is there."""
        run = bisect_right(self.firsts, place) - 1
        return self.places[run] + place - self.firsts[run]

    def pieces(self, start: int, stop: int) -> Iterator[tuple[int, int, int]]:
        """The runs under a range that lies in the list: number, characters skipped, characters taken."""
        firsts, last = self.firsts, len(self.firsts) - 1
        run = bisect_right(firsts, start) - 1
        while start < stop:
            end = stop if run == last else min(stop, firsts[run + 1])
            yield run, start - firsts[run], end - start
            start, run = end, run + 1

    def _part(self, index: slice) -> Sequence[int]:
        start, stop, step = index.indices(self.length)
        if step != 1:
            return [self[place] for place in range(start, stop, step)]
        if start >= stop:
            return ()
        low, high = bisect_right(self.firsts, start) - 1, bisect_right(self.firsts, stop - 1)
        firsts = (0, *(first - start for first in self.firsts[low + 1 : high]))
        places = (self[start], *self.places[low + 1 : high])
        return PlaceRuns(firsts, places, stop - start)
