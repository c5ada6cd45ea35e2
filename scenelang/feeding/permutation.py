"""A shuffle without a list: where a place goes is worked out, so any place costs the same.

Takes: how many things there are, and a key.
Gives: for any places, the things that stand there; every thing stands at exactly one place.
May assume: nothing.
Never does: hold anything per thing, or depend on a library's random numbers: the same key gives the same
order under every version of numpy, for ever.

A Feistel network over pairs (remainder, quotient) by about the root of the count, with one half changed by
a hash of the other in each round (Black and Rogaway, "Ciphers with Arbitrary Finite Domains", 2002). There
are a few more pairs than things; a place that leads to none of them is sent through again until it does.
"""

from __future__ import annotations

from math import isqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

ROUNDS: Final = 8
_BITS: Final = (1 << 64) - 1
_STEP: Final = 0x9E3779B97F4A7C15
_FIRST: Final = 0xBF58476D1CE4E5B9
_SECOND: Final = 0x94D049BB133111EB


class Permutation:
    """The order of `count` things that a key stands for."""

    def __init__(self, count: int, key: int) -> None:
        """Works out the sizes of the two halves; nothing else is prepared.

        Raises:
            ValueError: there is nothing to order.
        """
        if count < 1:
            raise ValueError("nothing to order")
        self._count = count
        root = isqrt(count - 1) + 1
        self._sizes = (np.uint64(root), np.uint64(-(-count // root)))
        self._keys = [np.uint64(mixed_key(key, number)) for number in range(ROUNDS)]

    def __call__(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """What stands at these places, all of them in `0..count-1`."""
        found = self._once(places.astype(np.uint64))
        outside = np.flatnonzero(found >= self._count)
        while len(outside):
            found[outside] = self._once(found[outside])
            outside = outside[found[outside] >= self._count]
        return found.astype(np.int64)

    def _once(self, places: NDArray[np.uint64]) -> NDArray[np.uint64]:
        low = self._sizes[0]
        one, other = places % low, places // low
        for number, key in enumerate(self._keys):
            one, other = other, (one + _hash(other + key)) % self._sizes[number % 2]
        return one + other * low


def mixed_key(*parts: int) -> int:
    """One key of 64 bits for several whole numbers, in their order."""
    key = 0
    for part in parts:
        key = (key + part + _STEP) & _BITS
        key = ((key ^ key >> 30) * _FIRST) & _BITS
        key = ((key ^ key >> 27) * _SECOND) & _BITS
        key ^= key >> 31
    return key


def _hash(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finalizer of SplitMix64 (Steele, Lea and Flood, 2014)."""
    values = (values ^ values >> np.uint64(30)) * np.uint64(_FIRST)
    values = (values ^ values >> np.uint64(27)) * np.uint64(_SECOND)
    # The upper half: what it is added to has at most 32 bits too, and so the sum never wraps.
    return values >> np.uint64(32)
