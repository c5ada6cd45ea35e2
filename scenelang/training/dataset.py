"""Rows for a data loader: part of a sequence of rows, by number, kept in memory if wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from scenelang.diagnostics import Refusal
from scenelang.shards import Row, ShardSet
from scenelang.source import Span
from scenelang.training.messages import NoRows
from scenelang.training.target_names import TargetNames


class RowSource(Protocol):
    """Anything that has rows by number: a `ShardSet`, a list."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> Row: ...


class SceneDataset:
    """A map-style dataset of rows.

    Args:
        source: where rows come from.
        indices: which of them, in which order; all of them unless given.
        in_memory: keep each row after its first use.
        origins: names of the origins that sites point at, for reports.
        names: the names of axes, labels and concepts that sites point at.
    """

    def __init__(
        self,
        source: RowSource,
        indices: Sequence[int] | None = None,
        in_memory: bool = False,
        origins: Sequence[str] = (),
        names: TargetNames | None = None,
    ) -> None:
        self._source = source
        self._indices = list(range(len(source))) if indices is None else [int(index) for index in indices]
        self._kept: list[Row | None] | None = [None] * len(self._indices) if in_memory else None
        self.origins = tuple(origins)
        self.names = names or TargetNames()

    @classmethod
    def of_split(cls, shards: ShardSet, split: str, in_memory: bool = True) -> SceneDataset:
        """The rows of one split of compiled shards.

        Raises:
            Refusal: the split is empty.
        """
        indices = shards.indices(split)
        if not len(indices):
            raise Refusal(NoRows(Span.start_of(shards.folder), split=split))
        manifest = shards.manifest
        return cls(shards, indices.tolist(), in_memory, manifest.origins, TargetNames.of(manifest))

    def __len__(self) -> int:
        return len(self._indices)

    def __getitem__(self, index: int) -> Row:
        if self._kept is None:
            return self._source[self._indices[index]]
        row = self._kept[index]
        if row is None:
            row = self._kept[index] = self._source[self._indices[index]]
        return row

    def __getitems__(self, indices: Sequence[int]) -> list[Row]:
        """Several rows at once, as data loaders ask for them."""
        return [self[index] for index in indices]
