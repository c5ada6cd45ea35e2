"""One numbering for the words of several shard folders: origins, names, axes, sources.

Takes: manifests, in the order of the folders.
Gives: the vocabularies of all of them together, and rows renumbered to these.
May assume: rows come from the folder that is named with them.
Never does: change anything where there is one folder.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from scenelang.shards.flat_batch import GROUP_OF, FlatBatch
from scenelang.shards.manifest import (
    ConceptRecord,
    ConceptSplitRecord,
    Manifest,
    SourceRecord,
)
from scenelang.shards.row import Row
from scenelang.shards.vocabularies import Vocabulary

T = TypeVar("T", bound=Hashable)
Table = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class MergedWords:
    """What the numbers in rows of several folders mean.

    `tables` has, for each column of numbers of words and each folder, the new number of each word; the
    last entry is -1, so that no word stays no word.
    """

    origins: tuple[str, ...]
    names: tuple[str, ...]
    axes: tuple[tuple[str, ...], ...]
    sources: tuple[SourceRecord, ...]
    concepts: dict[str, ConceptRecord]
    tables: dict[str, tuple[Table, ...]]

    @classmethod
    def of(cls, manifests: Sequence[Manifest]) -> Self:
        """The words of these manifests, in the order in which they are first met."""
        origins, origin_tables = _merge(manifests, lambda one: one.origins)
        names, name_tables = _merge(manifests, lambda one: one.names)
        axes, axis_tables = _merge(manifests, lambda one: one.axes)
        sources, source_tables = _merge(manifests, lambda one: one.sources)
        tables = {
            "attention_origin": origin_tables,
            "hidden_origin": origin_tables,
            "hidden_name": name_tables,
            "axes": axis_tables,
            "source": source_tables,
        }
        return cls(origins, names, axes, sources, _merged_concepts(manifests), tables)

    @property
    def one_folder(self) -> bool:
        """Whether there is nothing to renumber."""
        return len(self.tables["axes"]) == 1

    def renumbered(self, flat: FlatBatch, folders: NDArray[np.int64]) -> FlatBatch:
        """The batch with these words' numbers; `folders` has the number of each row's folder."""
        columns = dict(flat.columns)
        for name, tables in self.tables.items():
            of_items = folders if name not in GROUP_OF else folders[flat.row_of_items(GROUP_OF[name])]
            firsts = np.cumsum([0, *map(len, tables)])
            # Numbers count from the folder's first entry; -1 finds its last, which is -1 again.
            lengths = np.diff(firsts)
            places = firsts[of_items] + columns[name] % lengths[of_items]
            columns[name] = np.concatenate(tables)[places].astype(columns[name].dtype)
        return replace(flat, columns=columns)

    def renumbered_row(self, row: Row, folder: int) -> Row:
        """The row of a folder with these words' numbers."""
        if self.one_folder:
            return row
        origins, names = self.tables["hidden_origin"][folder], self.tables["hidden_name"][folder]
        return replace(
            row,
            attention=replace(row.attention, origin=origins[row.attention.origin]),
            hidden=replace(row.hidden, origin=origins[row.hidden.origin], name=names[row.hidden.name]),
        )


def _merge(
    manifests: Sequence[Manifest], words_of: Callable[[Manifest], Iterable[T]]
) -> tuple[tuple[T, ...], tuple[Table, ...]]:
    vocabulary: Vocabulary[T] = Vocabulary()
    tables = tuple(
        np.array([*map(vocabulary.number, words_of(manifest)), -1], np.int32) for manifest in manifests
    )
    return vocabulary.values(), tables


def _merged_concepts(manifests: Sequence[Manifest]) -> dict[str, ConceptRecord]:
    names = sorted({name for manifest in manifests for name in manifest.concepts})
    found = {name: [one.concepts[name] for one in manifests if name in one.concepts] for name in names}
    return {name: _sum(records) for name, records in found.items()}


def _sum(records: Sequence[ConceptRecord]) -> ConceptRecord:
    bands = dict.fromkeys(band for record in records for band in record.bands)
    splits = {
        split: ConceptSplitRecord(
            pulled=sum(record.splits[split].pulled for record in records),
            instances=sum(record.splits[split].instances for record in records),
            own=sum(record.splits[split].own for record in records),
        )
        for split in records[0].splits
    }
    return ConceptRecord(bands=tuple(bands), splits=splits)
