"""Which tokens of a batch are to be said and which are not, and the places that they follow.

Takes: padded token ids and weights. Gives: places and tokens, row by row. Never does: count the first
token of a row, which nothing predicts.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenelang.training.flat_sites import Ints


def said_tokens(ids: Ints, weight: NDArray[np.float32]) -> dict[str, Any]:
    """The targets of a batch: target n is predicted at position `target_place[n]` of row `target_row[n]`."""
    row, place = np.nonzero(weight[:, 1:])
    columns, column = _columns(place)
    return {
        "columns": columns,
        "target_row": row,
        "target_place": place,
        "target_column": column,
        "target_token": ids[row, place + 1],
        "target_weight": weight[row, place + 1],
    }


def avoided_tokens(
    ids: Ints, weight: NDArray[np.float32], target_row: Ints, target_place: Ints
) -> dict[str, Any] | None:
    """The tokens that are not to be said; None where there is none.

    The model is asked once, for all places: those of a `Places` view. Of these, `of_targets` are the places
    of the targets and `of_avoided` those before the avoided tokens, which are `token` with `weight`.
    """
    row, place = np.nonzero(weight[:, 1:])
    if not len(row):
        return None
    length = ids.shape[1]
    said, avoided = target_row * length + target_place, row * length + place
    both = np.union1d(said, avoided)
    columns, column = _columns(both % length)
    return {
        "row": both // length,
        "place": both % length,
        "columns": columns,
        "column": column,
        "of_targets": np.searchsorted(both, said),
        "of_avoided": np.searchsorted(both, avoided),
        "token": ids[row, place + 1],
        "weight": weight[row, place + 1],
        "avoided_row": row,
        "avoided_place": place,
    }


def _columns(place: Ints) -> tuple[Ints, Ints]:
    """The distinct positions, and the place of each among them."""
    if not len(place):
        # At least one column: a head that gets no position at all is refused by some models.
        return np.zeros(1, np.int64), place
    columns, column = np.unique(place, return_inverse=True)
    return columns, column.ravel()
