"""Goes through a plan item by item, and knows where it stands.

Takes: a plan, a position in it, and lengths and a packing where rows are packed.
Gives: the next items: numbers of rows, or packs of them.
May assume: no row is longer than a pack.
Never does: stop. Epochs follow on each other.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from scenelang.feeding.packs import Pack, first_fit_decreasing
from scenelang.feeding.plan import Plan
from scenelang.feeding.position import Position

Item = int | Pack

FIRST_BLOCK: Final = 256
LAST_BLOCK: Final = 4096
"""Rows whose places are worked out together: few at first, so that the first batch is there at once."""


class RowCursor:
    """Row after row."""

    def __init__(self, plan: Plan, position: Position) -> None:
        self._plan = plan
        self._block: list[int] = []
        self._block_start = 0
        self._block_rows = FIRST_BLOCK
        self.position = position.settled(plan.rows)

    def take(self, count: int) -> list[Item]:
        """The next rows."""
        epoch, rows, _ = self.position
        start = epoch * self._plan.rows + rows
        found: list[Item] = []
        while len(found) < count:
            found += self._from_block(start + len(found), count - len(found))
        self.position = Position(epoch, rows + count).settled(self._plan.rows)
        return found

    def _from_block(self, start: int, most: int) -> list[int]:
        if start >= self._block_start + len(self._block) or not self._block:
            self._block = self._plan.between(start, start + self._block_rows).tolist()
            self._block_start = start
            self._block_rows = min(2 * self._block_rows, LAST_BLOCK)
        first = start - self._block_start
        return self._block[first : first + most]

    def left(self) -> int:
        """The items from here to the end of the epoch."""
        return self._plan.rows - self.position.rows


class PackCursor:
    """Pack after pack. Rows are packed in windows, none of which goes over the end of an epoch."""

    def __init__(
        self, plan: Plan, position: Position, lengths: NDArray[np.int32], size: int, lookahead: int
    ) -> None:
        self._plan = plan
        self._lengths = lengths
        self._size = size
        self._lookahead = lookahead
        self._packs: list[Pack] | None = None
        self.position = position.settled(plan.rows)

    def take(self, count: int) -> list[Item]:
        """The next packs."""
        found: list[Item] = []
        while len(found) < count:
            packs = self._window()
            begun = self.position.packs
            taken = packs[begun : begun + count - len(found)]
            found += taken
            self._move(begun + len(taken), len(packs))
        return found

    def _move(self, packs: int, of_packs: int) -> None:
        epoch, rows, _ = self.position
        if packs < of_packs:
            self.position = Position(epoch, rows, packs)
            return
        self._packs = None
        self.position = Position(epoch, min(rows + self._lookahead, self._plan.rows)).settled(self._plan.rows)

    def _window(self) -> list[Pack]:
        """The packs of the window at hand."""
        if self._packs is None:
            self._packs = self._packed(self.position.epoch, self.position.rows)
        return self._packs

    def _packed(self, epoch: int, rows: int) -> list[Pack]:
        start = epoch * self._plan.rows
        stop = start + min(rows + self._lookahead, self._plan.rows)
        window = self._plan.between(start + rows, stop)
        packs = first_fit_decreasing(self._lengths[window].astype(np.int64), self._size)
        numbers = window.tolist()
        return [tuple(numbers[place] for place in pack) for pack in packs]

    def left(self) -> int:
        """The items from here to the end of the epoch: every window of it is packed to know."""
        epoch, rows, packs = self.position
        windows = range(rows, self._plan.rows, self._lookahead)
        return sum(len(self._packed(epoch, window)) for window in windows) - packs


Cursor = RowCursor | PackCursor
