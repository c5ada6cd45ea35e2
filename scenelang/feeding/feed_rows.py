"""Rows of one or several shard folders by number, as a dataset: one by one, in packs, or flat.

Takes: items as a feed gives them: a row's number, or a tuple of numbers where rows are packed.
Gives: `Row` values, or flat batches. The words that rows name by number are those of all folders together.
May assume: nothing.
Never does: choose what is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from scenelang.feeding.cursor import Item
from scenelang.shards import ConceptRecord, FlatBatch, FlatReader, Row, ShardSet


class FeedRows:
    """A map-style dataset. It can be pickled, for workers: each of them maps the files for itself.

    Its rows are numbered through, one folder after the other.
    """

    def __init__(self, folders: Sequence[ShardSet]) -> None:
        """Maps the rows of these folders."""
        self.folders = tuple(folders)
        self.reader = FlatReader(self.folders)

    def __len__(self) -> int:
        return len(self.reader)

    def __reduce__(self) -> tuple[object, tuple[tuple[ShardSet, ...]]]:
        return type(self), (self.folders,)

    def __getitem__(self, item: Item) -> Row | tuple[Row, ...]:
        """The row of a number, or those of a pack.

        Raises:
            IndexError: there is no such row.
        """
        return self.row(item) if isinstance(item, int) else tuple(map(self.row, item))

    def __getitems__(self, items: Sequence[Item]) -> list[Row | tuple[Row, ...]]:
        """Several items at once, as data loaders ask for them."""
        return [self[item] for item in items]

    def row(self, number: int) -> Row:
        """One row."""
        folder, place = self.place(number)
        return self.reader.words.renumbered_row(self.folders[folder][place], folder)

    def flat(self, items: Iterable[Item]) -> FlatBatch:
        """All numbers of these items' rows, one after the other."""
        rows = chain.from_iterable((item,) if isinstance(item, int) else item for item in items)
        return self.reader.read(list(rows))

    def place(self, number: int) -> tuple[int, int]:
        """The folder of a row, and its number there.

        Raises:
            IndexError: there is no such row.
        """
        left = number + len(self) if number < 0 else number
        for folder, shards in enumerate(self.folders):
            if 0 <= left < len(shards):
                return folder, left
            left -= len(shards)
        raise IndexError(f"row {number} of {len(self)}")

    def source_of(self, number: int) -> str:
        """The file that a row was written in."""
        folder, place = self.place(number)
        return self.folders[folder].source_of(place)

    @property
    def origins(self) -> tuple[str, ...]:
        """The names of origins, by number."""
        return self.reader.words.origins

    @property
    def names(self) -> tuple[str, ...]:
        """The concepts, labels and axes that hidden targets name, by number."""
        return self.reader.words.names

    @property
    def axes(self) -> tuple[tuple[str, ...], ...]:
        """The sets of tension axes, by number."""
        return self.reader.words.axes

    @property
    def concepts(self) -> dict[str, ConceptRecord]:
        """What the folders say of each concept, together."""
        return self.reader.words.concepts
