"""Counts for the manifest: what is pulled to each concept, in which bands, and what shows it.

Takes: record batches with the numbers of the build.
Gives: the manifest's `concepts`.
May assume: nothing.
Never does: depend on the order of rows or targets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scenelang.shards.as_written import as_written
from scenelang.shards.columns import HIDDEN_KIND_NUMBERS
from scenelang.shards.flat_lists import list_items, list_offsets
from scenelang.shards.manifest import BandRecord, ConceptRecord, ConceptSplitRecord
from scenelang.signals import LayerBand, LayerUnit
from scenelang.tokens import HiddenKind, Split

_UNITS: Final = tuple(LayerUnit)
_CONCEPT: Final = HIDDEN_KIND_NUMBERS[HiddenKind.CONCEPT]


class ConceptTally:
    """Running counts of the concepts of a build."""

    def __init__(self) -> None:
        self._bands: defaultdict[int, set[LayerBand]] = defaultdict(set)
        self._counts: defaultdict[int, NDArray[np.int64]] = defaultdict(
            lambda: np.zeros((len(Split), 3), np.int64)
        )

    def add(self, batch: pa.RecordBatch, splits: NDArray[np.int32]) -> None:
        """Counts the rows of a batch; `splits` has the number of each row's split."""
        held = np.flatnonzero(list_items(batch.column("hidden_kind")) == _CONCEPT)
        if not len(held):
            return

        def column(name: str) -> NDArray[Any]:
            return list_items(batch.column(f"hidden_{name}"))[held]

        per_row = np.diff(list_offsets(batch.column("hidden_name")))
        rows = np.repeat(np.arange(len(per_row)), per_row)[held]
        names, positions, pulls = column("name"), column("position"), column("weight") > 0
        place = rows * (int(names.max()) + 1) + names
        place = place * (int(positions.max()) + 1) + positions
        own = ~pulls & np.isin(place, place[pulls])
        for which, chosen in enumerate((pulls, ~pulls, own)):
            self._count(which, names[chosen], splits[rows[chosen]])
        unit, low, high = (column(f"band_{name}")[pulls] for name in ("unit", "low", "high"))
        said = zip(names[pulls].tolist(), unit.tolist(), *map(_listed, (low, high)), strict=True)
        for name, number, lowest, highest in set(said):
            self._bands[name].add(LayerBand(_UNITS[number], lowest, highest))

    def _count(self, which: int, names: NDArray[np.int32], splits: NDArray[np.int32]) -> None:
        counts = np.bincount(names.astype(np.int64) * len(Split) + splits)
        for group in np.flatnonzero(counts).tolist():
            name, split = divmod(group, len(Split))
            self._counts[name][split, which] += counts[group]

    def to_json(self) -> list[Any]:
        """The counts as values of JSON, in one order."""
        return [
            [
                number,
                counts.tolist(),
                [[band.unit.value, band.low, band.high] for band in self._sorted(number)],
            ]
            for number, counts in sorted(self._counts.items())
        ]

    def merge(self, counts: list[Any]) -> None:
        """Adds the counts of other rows, as `to_json` told them."""
        for number, by_split, bands in counts:
            self._counts[int(number)] += np.array(by_split, np.int64).reshape(len(Split), 3)
            for unit, low, high in bands:
                self._bands[int(number)].add(LayerBand(LayerUnit(unit), float(low), float(high)))

    def _sorted(self, number: int) -> list[LayerBand]:
        return sorted(self._bands.get(number, ()), key=lambda band: (band.unit.value, band.low, band.high))

    def records(self, names: Sequence[str]) -> dict[str, ConceptRecord]:
        """The record of each concept, sorted by name, with every split; `names` are those of the build."""
        found = {names[number]: self._record(number) for number in self._counts}
        return dict(sorted(found.items()))

    def _record(self, number: int) -> ConceptRecord:
        splits = {}
        for split, counts in zip(Split, self._counts[number].tolist(), strict=True):
            pulled, instances, own = counts
            splits[split.value] = ConceptSplitRecord(pulled=pulled, instances=instances, own=own)
        return ConceptRecord(bands=tuple(map(BandRecord.of, self._sorted(number))), splits=splits)


def _listed(values: NDArray[np.float32]) -> list[float]:
    numbers: list[float] = as_written(values).tolist()
    return numbers
