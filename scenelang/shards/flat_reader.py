"""Reads rows by the batch: all numbers of any rows of any shards, with a few operations of numpy.

Takes: opened shard folders, whose rows are numbered through, one folder after the other.
Gives: flat batches; texts where they are asked for.
May assume: the columns of `columns.py`, and that shards do not change while they are open.
Never does: make a Python object for a row, or keep a copy of what it read.

Where a row's items begin is looked up for all columns at once. Columns that are long in this batch are then
joined from slices, which moves memory in blocks; all short ones are fetched item by item in one operation
for each width of number, which costs the same however many columns there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scenelang.shards.address_space import SPACE, address, item_number, steady
from scenelang.shards.columns import NUMBER_LISTS, ROW_NUMBERS
from scenelang.shards.flat_batch import FlatBatch
from scenelang.shards.flat_lists import list_items, list_offsets
from scenelang.shards.merged_words import MergedWords
from scenelang.shards.shard_set import ShardSet
from scenelang.shards.stored_batches import StoredBatches

Ints = NDArray[np.int64]

_LONG: Final = 64
"""Items a row from which slices are cheaper than fetching items one by one."""
_GROUPS: Final = tuple(NUMBER_LISTS)
_COLUMNS: Final = tuple(
    (name, group, code) for group, names in enumerate(NUMBER_LISTS.values()) for name, code in names.items()
)
_GROUP: Final[Ints] = np.array([group for _, group, _ in _COLUMNS])
_WORDS: Final = {1: "b", 2: "h", 4: "i", 8: "q"}
"""Numbers of one width are moved as whole numbers, whatever they mean."""
_WIDTHS: Final[Ints] = np.array([np.dtype(code).itemsize for _, _, code in _COLUMNS])
_NONE: Final = {code: np.zeros(0, np.dtype(code)) for code in "bhiqfd"}


class FlatReader:
    """Rows of one or several shard folders, read by the batch. It can be pickled, for workers."""

    def __init__(self, folders: Sequence[ShardSet]) -> None:
        """Maps the shards of these folders."""
        self._folders = tuple(folders)
        self._batches = StoredBatches(file for one in folders for file in one.files)
        self.words = MergedWords.of([one.manifest for one in folders])
        count = len(self._batches)
        self._kept: list[NDArray[Any]] = []
        self._known = np.zeros(count, np.bool_)
        self._items = np.zeros((count, len(_COLUMNS)), np.int64)
        self._edges = np.zeros((count, len(_GROUPS)), np.int64)
        self._singles = np.zeros((count, len(ROW_NUMBERS)), np.int64)

    def __len__(self) -> int:
        return int(self._batches.starts[-1])

    def __reduce__(self) -> tuple[object, tuple[tuple[ShardSet, ...]]]:
        return type(self), (self._folders,)

    def read(self, rows: Sequence[int] | Ints) -> FlatBatch:
        """All numbers of these rows, in this order.

        Raises:
            IndexError: there is no such row.
            Refusal: a shard says that rows have items which it does not hold.
        """
        wanted = np.asarray(rows, np.int64)
        batch = self._find(wanted)
        place = wanted - self._batches.starts[batch]
        first = self._edges[batch] + place[:, None]
        low = SPACE["i"].take(first)
        counts = (SPACE["i"].take(first + 1) - low).T
        edges = np.zeros((len(_GROUPS), len(wanted) + 1), np.int64)
        np.cumsum(counts, axis=1, out=edges[:, 1:])
        begins = (self._items[batch] + low[:, _GROUP]).T
        columns = self._lists(begins, counts[_GROUP], edges[:, -1])
        singles = self._singles[batch]
        for number, (name, code) in enumerate(ROW_NUMBERS.items()):
            columns[name] = SPACE[code].take(singles[:, number] + place)
        flat = FlatBatch(wanted, dict(zip(_GROUPS, edges, strict=True)), columns)
        return flat if self.words.one_folder else self.words.renumbered(flat, self.folder_of(wanted))

    def texts(self, column: str, rows: Sequence[int] | Ints) -> list[str] | list[list[str]]:
        """One column of texts of these rows: a text for each, or a list of texts where it is a list."""
        wanted = np.asarray(rows, np.int64)
        batch = self._find(wanted)
        place = wanted - self._batches.starts[batch]
        both = zip(batch.tolist(), place.tolist(), strict=True)
        return [self._batches[number].column(column)[row].as_py() for number, row in both]

    def record_batches(self) -> Iterator[pa.RecordBatch]:
        """All rows as they are stored, batch by batch."""
        return map(self._batches.__getitem__, range(len(self._batches)))

    def batch_folders(self) -> Ints:
        """The number of the folder that each record batch is in."""
        return self.folder_of(self._batches.starts[:-1])

    def lengths(self) -> NDArray[np.int32]:
        """The tokens of every row."""
        return np.concatenate(
            [np.diff(list_offsets(one.column("input_ids"))) for one in self.record_batches()]
        )

    def folder_of(self, rows: Ints) -> Ints:
        """The number of the folder that each row is in."""
        ends = np.cumsum([len(one) for one in self._folders])
        return np.searchsorted(ends, rows, "right")

    def _find(self, rows: Ints) -> Ints:
        """The batch of each row, opened."""
        if len(rows) and not 0 <= rows.min() <= rows.max() < len(self):
            raise IndexError(f"rows from {rows.min()} to {rows.max()} of {len(self)}")
        batch = self._batches.find(rows)
        if not self._known[batch].all():
            for number in np.unique(batch).tolist():
                self._open(number)
        return batch

    def _open(self, number: int) -> None:
        """Notes where everything of a record batch lies."""
        if self._known[number]:
            return
        batch = self._batches[number]
        self._batches.prove(number)
        for place, (name, group, _) in enumerate(_COLUMNS):
            column = batch.column(name)
            self._items[number, place] = self._place(number, list_items(column))
            self._edges[number, group] = self._place(number, list_offsets(column))
        for place, name in enumerate(ROW_NUMBERS):
            self._singles[number, place] = self._place(number, batch.column(name).to_numpy())
        self._known[number] = True

    def _place(self, number: int, items: NDArray[Any]) -> int:
        """The number of an array's first item in memory; what lies outside the mapped file is kept."""
        held = steady(items)
        if not self._batches.maps(number, address(held)):
            self._kept.append(held)
        return item_number(held)

    @staticmethod
    def _lists(begins: Ints, counts: NDArray[np.int32], totals: Ints) -> dict[str, NDArray[Any]]:
        """The columns that are lists, by name; one line of `begins` and `counts` for each of them."""
        long = (totals > _LONG * begins.shape[1])[_GROUP]
        short = (totals > 0)[_GROUP] & ~long
        columns = {name: _NONE[code] for name, _, code in _COLUMNS}
        joined = np.flatnonzero(long)
        ends = begins[joined] + counts[joined]
        for place, starts, stops in zip(joined.tolist(), begins[joined].tolist(), ends.tolist(), strict=True):
            name, _, code = _COLUMNS[place]
            space = SPACE[code]
            columns[name] = np.concatenate(
                [space[start:stop] for start, stop in zip(starts, stops, strict=True)]
            )
        for width, word in _WORDS.items():
            fetched = np.flatnonzero(short & (width == _WIDTHS))
            if len(fetched):
                columns.update(_fetch(fetched, begins[fetched], counts[fetched], word))
        return columns


def _fetch(places: Ints, begins: Ints, counts: NDArray[np.int32], word: str) -> dict[str, NDArray[Any]]:
    """Several columns of numbers of one width, item by item."""
    each = counts.ravel()
    ends = np.cumsum(each, dtype=np.int64)
    items = np.repeat(begins.ravel() - ends + each, each)
    items += np.arange(len(items))
    values = SPACE[word].take(items)
    parts = np.split(values, ends[begins.shape[1] - 1 :: begins.shape[1]][:-1])
    named = ((_COLUMNS[place], part) for place, part in zip(places.tolist(), parts, strict=True))
    return {name: part.view(code) for (name, _, code), part in named}
