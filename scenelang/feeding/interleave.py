"""Whose turn it is: a fixed dealing of places to parts by weight, without chance.

Takes: whole weights.
Gives: for any place of an endless sequence, its part, and its place among those of the part.
May assume: weights over 0, with a sum that a table may have.
Never does: let a part be a whole place ahead of its share or behind it, however far the sequence goes.

The place after `n` others goes to the part whose next turn is due first, among those whose turn has begun:
turn `j` of a part with weight `w` of `W` lies in the places from `j W / w` (down) to `(j + 1) W / w` (up).
These are the windows of fair scheduling (Baruah and others, "Proportionate Progress", 1996); the table is
one round of it and repeats.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


class Interleave:
    """The turns of several parts."""

    def __init__(self, weights: Sequence[int]) -> None:
        """Deals one round."""
        self._weights = np.array(weights, np.int64)
        self._total = sum(weights)
        taken = [0] * len(weights)
        parts, turns = [], []
        for place in range(self._total):
            part = _due_first(place, taken, weights, self._total)
            parts.append(part)
            turns.append(taken[part])
            taken[part] += 1
        self._part = np.array(parts, np.int64)
        self._turn = np.array(turns, np.int64)

    def at(self, places: Ints) -> tuple[Ints, Ints]:
        """The part of each place, and which turn of that part it is, from 0."""
        rounds, place = places // self._total, places % self._total
        part = self._part[place]
        turn: Ints = self._turn[place] + rounds * self._weights[part]
        return part, turn


def _due_first(place: int, taken: Sequence[int], weights: Sequence[int], total: int) -> int:
    begun = [
        part
        for part, weight in enumerate(weights)
        if taken[part] < weight and taken[part] * total // weight <= place
    ]
    return min(begun, key=lambda part: (-(-(taken[part] + 1) * total // weights[part]), part))
