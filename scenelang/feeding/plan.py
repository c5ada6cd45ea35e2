"""The whole order of reading: which row stands at any place, from the first epoch to the last.

Takes: strands, and whose turn is when.
Gives: the rows of any stretch of places; what a state must say to be resumed by the same plan.
May assume: nothing about how it is read.
Never does: know of batches, ranks or packs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenelang.feeding.interleave import Interleave
from scenelang.feeding.strand import Strand

Ints = NDArray[np.int64]


class Plan:
    """An endless sequence of rows; `rows` of them make an epoch.

    An epoch has as many rows as all strands have together. With one strand, and no pacing, it is each of
    its rows once. Several are dealt by weight, and each goes on with its next pass whenever it is used up.

    Args:
        strands: what rows are taken from.
        turns: whose turn is when; None where there is one strand.
        settings: all that the order depends on, as plain values of JSON.
    """

    def __init__(
        self, strands: Sequence[Strand], turns: Interleave | None, settings: Mapping[str, Any]
    ) -> None:
        self._strands = tuple(strands)
        self._turns = turns
        self.settings = dict(settings)
        self.rows = sum(map(len, strands))

    def between(self, start: int, stop: int) -> Ints:
        """The rows at the places from `start` up to `stop`, counted from the first epoch on."""
        places = np.arange(start, stop)
        if self._turns is None:
            return self._strands[0].at(places)
        part, turn = self._turns.at(places)
        found = np.empty_like(places)
        for number, strand in enumerate(self._strands):
            mine = part == number
            found[mine] = strand.at(turn[mine])
        return found
