"""Several rows at once: every column of numbers as one flat array, and where each row's part begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenelang.shards.columns import NUMBER_LISTS, ROW_NUMBERS

GROUP_OF = {name: group for group, names in NUMBER_LISTS.items() for name in names}
"""The group of each column that is a list of numbers: columns of one group are cut at the same edges."""


@dataclass(frozen=True, slots=True)
class FlatBatch:
    """All numbers of some rows, in the order in which the rows were asked for.

    `columns` has every column of numbers that shards have, under its name there. A column that has one
    number a row has one item a row. Of any other, the items of row `i` are
    `columns[name][edges[group][i]:edges[group][i + 1]]`, with `group` as in `GROUP_OF`. The arrays are
    copies: they outlive the files.
    """

    rows: NDArray[np.int64]
    edges: Mapping[str, NDArray[np.int64]]
    columns: Mapping[str, NDArray[Any]]

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, name: str) -> NDArray[Any]:
        """A whole column."""
        return self.columns[name]

    def of_row(self, name: str, place: int) -> NDArray[Any]:
        """What one column says of the row at a place of the batch; a view."""
        if name in ROW_NUMBERS:
            return self.columns[name][place : place + 1]
        start, end = self.edges[GROUP_OF[name]][place : place + 2].tolist()
        return self.columns[name][start:end]

    def counts(self, group: str) -> NDArray[np.int64]:
        """How many items of a group each row has."""
        return np.diff(self.edges[group])

    def row_of_items(self, group: str) -> NDArray[np.int64]:
        """For each item of a group, the place of its row in the batch."""
        return np.repeat(np.arange(len(self.rows)), self.counts(group))
