"""Numbers as an author wrote them, out of the 32 bits that shards keep of them."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

_STEPS: Final = (1, 10, 100, 1_000, 10_000, 3, 7, 9, 11, 12, 13, 100_000, 1_000_000)
"""Denominators in the order in which they are tried: short decimals first, then thirds and their like."""


def as_written(values: NDArray[np.float32]) -> NDArray[np.float64]:
    """The simplest number that 32 bits keep as each value: 0.1, and two thirds, and not what lies near them.

    Sums of weights and the bounds of bands in a manifest are thereby those of the scenes. What no short
    decimal and no small fraction stands for stays as it is stored.
    """
    exact = values.astype(np.float64)
    left = np.flatnonzero(np.rint(exact) != exact)
    for step in _STEPS[1:]:
        if not left.size:
            break
        stored = exact[left]
        simple = np.rint(stored * step) / step
        fits = simple.astype(np.float32) == stored
        exact[left[fits]] = simple[fits]
        left = left[~fits]
    return exact
