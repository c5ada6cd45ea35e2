"""Blocks of any size to record batches of one size.

Takes: blocks in the order of the rows, and the vocabularies of the build.
Gives: the same rows in batches of exactly so many rows, with the build's numbers; the last may be smaller.
May assume: one schema.
Never does: hold more rows than one batch and what came last, or number the words of a row before the batch
    of that row has begun.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from scenelang.shards.joined_batches import joined
from scenelang.shards.renumbering import renumbered
from scenelang.shards.row_block import RowBlock
from scenelang.shards.vocabularies import Vocabularies


class RowCutter:
    """Rows that wait until there are enough of them."""

    def __init__(self, size: int, words: Vocabularies) -> None:
        """Makes the cutter, empty; `size` is the number of rows in a batch."""
        self._size = size
        self._words = words
        self._waiting: list[pa.RecordBatch] = []
        self.rows = 0
        """Rows that wait."""

    def add(self, block: RowBlock) -> Iterator[pa.RecordBatch]:
        """Takes more rows and gives the batches that are now full, each before the next has begun."""
        start = 0
        while start < block.rows:
            stop = min(block.rows, start + self._size - self.rows)
            self._waiting.append(renumbered(block.slice(start, stop), self._words))
            self.rows += stop - start
            start = stop
            if self.rows == self._size:
                yield from self.rest()

    def rest(self) -> Iterator[pa.RecordBatch]:
        """The rows that wait, as one batch; none where no row does."""
        if self._waiting:
            whole = joined(self._waiting)
            self._waiting, self.rows = [], 0
            yield whole
