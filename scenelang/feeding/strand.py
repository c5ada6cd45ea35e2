"""The rows of one heap, again and again: which row stands at any place of an endless sequence.

Takes: the numbers of rows, from the easiest where there is a curriculum, and how they are ordered.
Gives: the rows at any places, however far away.
May assume: at least one row.
Never does: remember what was asked before; a place has its row whoever asks.

The sequence is made of passes. A pass reads each of its rows once; without pacing these are all rows.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenelang.feeding.permutation import Permutation, mixed_key
from scenelang.feeding.settings import Pacing, open_rows

Ints = NDArray[np.int64]


class Paced(NamedTuple):
    """A pacing, and over how many rows of this strand its run goes."""

    pacing: Pacing
    run: float


class Strand:
    """One endless sequence of rows.

    Args:
        rows: their numbers, in the order that is kept where nothing is shuffled.
        key: what the shuffling of each pass comes from; None keeps the order.
        paced: what opens when; every pass is then shuffled.
    """

    def __init__(self, rows: Ints, key: int | None, paced: Paced | None = None) -> None:
        self._rows = rows
        self._key = key
        self._paced = paced
        self._starts = [0]
        self._sizes = [self._size_from(0)]

    def __len__(self) -> int:
        return len(self._rows)

    def at(self, places: Ints) -> Ints:
        """The rows at these places, which ascend."""
        if not len(places):
            return places
        found = np.empty_like(places)
        done = 0
        while done < len(places):
            number, start, size = self._pass_at(int(places[done]))
            stop = int(np.searchsorted(places, start + size))
            found[done:stop] = self._in_pass(number, places[done:stop] - start, size)
            done = stop
        return found

    def _in_pass(self, number: int, places: Ints, size: int) -> Ints:
        if self._key is None:
            return self._rows[places]
        return self._rows[Permutation(size, mixed_key(self._key, number))(places)]

    def _pass_at(self, place: int) -> tuple[int, int, int]:
        """The pass that a place is in: its number, its first place, its size."""
        while place >= self._starts[-1] + self._sizes[-1] and not self._is_settled():
            start = self._starts[-1] + self._sizes[-1]
            self._starts.append(start)
            self._sizes.append(self._size_from(start))
        number = bisect_right(self._starts, place) - 1
        start, size = self._starts[number], self._sizes[number]
        # Only the last pass that is written down can lie before the place: all after it have its size.
        further = (place - start) // size
        return number + further, start + further * size, size

    def _is_settled(self) -> bool:
        """Whether all passes from the last one on are of one size."""
        if self._paced is None:
            return True
        return self._sizes[-1] == len(self) or self._starts[-1] >= self._paced.run

    def _size_from(self, start: int) -> int:
        if self._paced is None:
            return len(self)
        return open_rows(self._paced.pacing, len(self), min(1.0, start / self._paced.run))
