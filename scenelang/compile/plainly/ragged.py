"""Runs of unequal length in flat arrays, without a loop.

Takes: how long each run is, and where it begins.
Gives: the numbers in all runs, one behind the other; offsets; which run an item belongs to.
May assume: no length is below 0.
Never does: copy an item twice.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Int = NDArray[np.int64]
Places = NDArray[np.int32] | Int


def offsets_of(counts: Places) -> Int:
    """Where each run begins in the flat array, and where the last one ends."""
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets


def owners_of(counts: Places) -> Int:
    """For each item of the flat array, the number of its run."""
    return np.repeat(np.arange(len(counts)), counts)


def within(counts: Places) -> Int:
    """For each item of the flat array, its place in its run."""
    offsets = offsets_of(counts)
    return np.arange(offsets[-1]) - np.repeat(offsets[:-1], counts)


def runs(starts: Places, counts: Places) -> Int:
    """The numbers from each start on, as many as its count says."""
    offsets = offsets_of(counts)
    return np.arange(offsets[-1]) + np.repeat(starts - offsets[:-1], counts)
