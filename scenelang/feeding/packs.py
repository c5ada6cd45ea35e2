"""Rows into packs: several rows that stand in one sequence of a fixed length."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Pack = tuple[int, ...]


def first_fit_decreasing(lengths: NDArray[np.int64], size: int) -> list[Pack]:
    """Puts rows into packs, the longest first, each into the first pack that has room for it.

    Args:
        lengths: the tokens of each row, none over `size`.
        size: the tokens of a pack.

    Returns:
        The places of the rows of each pack, ascending; packs in the order of their first rows.
    """
    room = np.full(len(lengths), size, np.int64)
    packs: list[list[int]] = []
    order = np.argsort(-lengths, kind="stable")
    for place, length in zip(order.tolist(), lengths[order].tolist(), strict=True):
        pack = int(np.argmax(room[: len(packs) + 1] >= length))
        if pack == len(packs):
            packs.append([])
        packs[pack].append(place)
        room[pack] -= length
    return sorted(tuple(sorted(pack)) for pack in packs)
