"""A column of lists as two arrays: where each row's items begin, and all items in one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scenelang.shards.arrow_arrays import number_array, numbers_of


def list_offsets(column: pa.ListArray) -> NDArray[np.int32]:
    """Where each row's items begin and the last one's end, counted from the first row of the column."""
    offsets: NDArray[np.int32] = numbers_of(column.offsets)
    return offsets - offsets[0] if offsets[0] else offsets


def list_items(column: pa.ListArray) -> NDArray[Any]:
    """The items of all rows of a column of numbers, one after the other; a view where that can be."""
    first, last = column.offsets[0].as_py(), column.offsets[-1].as_py()
    return numbers_of(column.values.slice(first, last - first))


def is_sound(column: pa.ListArray) -> bool:
    """Whether every row's items lie in the column, each behind those of the row before."""
    offsets: NDArray[np.int32] = numbers_of(column.offsets)
    rises = bool((offsets[1:] >= offsets[:-1]).all())
    return rises and bool(offsets[0] >= 0) and int(offsets[-1]) <= len(column.values)


def with_items(column: pa.ListArray, items: NDArray[Any]) -> pa.ListArray:
    """The same lists with other items."""
    return pa.ListArray.from_arrays(number_array(list_offsets(column)), number_array(items), type=column.type)


def list_starts(values: NDArray[Any], offsets: NDArray[np.int32]) -> NDArray[np.int64]:
    """Where runs of one value begin; no run goes on into another row."""
    if not len(values):
        return np.zeros(0, np.int64)
    begins = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=begins[1:])
    edges = offsets[:-1]
    begins[edges[edges < len(values)]] = True
    return np.flatnonzero(begins)


def rows_of(places: NDArray[np.int64], offsets: NDArray[np.int32]) -> NDArray[np.int64]:
    """The row of each item, for places of items in ascending order."""
    counts = np.diff(np.searchsorted(places, offsets))
    return np.repeat(np.arange(len(counts)), counts)
