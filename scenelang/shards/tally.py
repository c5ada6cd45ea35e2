"""Counts for the manifest: rows, tokens and weight by split; supervision by kind, origin and module.

Takes: record batches with the numbers of the build, always cut alike; the counts of other shards.
Gives: the manifest's `splits`, `supervision` and `concepts`, and the highest token id.
May assume: sites of one target stand together and say the same.
Never does: round while it counts; sums are rounded once, to millionths, when they are written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scenelang.shards.as_written import as_written
from scenelang.shards.concept_tally import ConceptTally
from scenelang.shards.flat_lists import list_items, list_offsets, list_starts, rows_of
from scenelang.shards.manifest import (
    ConceptRecord,
    SplitRecord,
    SupervisionRecord,
)
from scenelang.shards.mass_records import DECIMALS, masses, record_of, records, records_by_name
from scenelang.signals import Module
from scenelang.tokens import HiddenKind, Split

Json = Any
"""Values of JSON, nested: every level is looked at where it is read."""

_SPLITS: Final = {split.value: number for number, split in enumerate(Split)}
_FIRST_HIDDEN: Final = 2
_KINDS: Final = ("attention", "away", *(kind.value for kind in HiddenKind))
_MODULES: Final = tuple(module.value for module in Module)


class Tally:
    """Running counts over some rows. `_sites` and `_sums` are by kind and by the number of an origin."""

    def __init__(self) -> None:
        self.highest_id = -1
        self._splits = np.zeros((len(Split), 3))
        self._sites = np.zeros((len(_KINDS), 0), np.int64)
        self._sums = np.zeros((len(_KINDS), 0))
        self._avoid: list[float] = [0, 0.0]
        self._exposure: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._concepts = ConceptTally()

    def to_json(self) -> Json:
        """The counts as values of JSON, in one order."""
        kinds, origins = np.nonzero(self._sites)
        held = (self._sites[kinds, origins], self._sums[kinds, origins])
        masses = [column.tolist() for column in (kinds, origins, *held)]
        exposure = [[module, *ranges] for module, ranges in sorted(self._exposure.items())]
        splits = self._splits.tolist()
        return [self.highest_id, splits, masses, self._avoid, exposure, self._concepts.to_json()]

    def merge(self, counts: Json) -> None:
        """Adds the counts of other rows, as `to_json` told them.

        Raises:
            TypeError, ValueError, IndexError: they are nothing that `to_json` gave.
        """
        highest_id, splits, (kinds, origins, sites, sums), avoid, exposure, concepts = counts
        self.highest_id = max(self.highest_id, int(highest_id))
        self._splits += np.array(splits, np.float64).reshape(self._splits.shape)
        places = (np.array(kinds, np.int64), np.array(origins, np.int64))
        self._add_masses(*places, np.array(sites, np.int64), np.array(sums, np.float64))
        _add(self._avoid, avoid)
        for module, *ranges in exposure:
            _add(self._exposure[str(module)], ranges)
        self._concepts.merge(concepts)

    def _add_masses(
        self,
        kinds: NDArray[np.int64],
        origins: NDArray[np.int64],
        sites: NDArray[np.int64],
        sums: NDArray[np.float64],
    ) -> None:
        """Adds masses of distinct kinds and origins."""
        more = int(origins.max(initial=-1)) + 1 - self._sites.shape[1]
        if more > 0:
            self._sites = np.hstack((self._sites, np.zeros((len(_KINDS), more), np.int64)))
            self._sums = np.hstack((self._sums, np.zeros((len(_KINDS), more))))
        self._sites[kinds, origins] += sites
        self._sums[kinds, origins] += sums

    def add(self, batch: pa.RecordBatch) -> None:
        """Counts the rows of one batch."""
        splits = np.fromiter(
            map(_SPLITS.__getitem__, batch.column("split").to_pylist()), np.int32, len(batch)
        )
        self._add_tokens(batch, splits)
        self._add_attention(batch)
        if len(list_items(batch.column("hidden_position"))):
            self._add_hidden(batch)
            self._concepts.add(batch, splits)
        self._add_exposure(batch)

    def _add_tokens(self, batch: pa.RecordBatch, splits: NDArray[np.int32]) -> None:
        for name in ("input_ids", "hidden_token"):
            self.highest_id = max(self.highest_id, int(list_items(batch.column(name)).max(initial=-1)))
        column = batch.column("loss_weight")
        offsets, weights = list_offsets(column), list_items(column)
        starts = list_starts(weights, offsets)
        sums = as_written(weights[starts]) * np.diff(starts, append=len(weights))
        count = len(Split)
        self._splits[:, 0] += np.bincount(splits, minlength=count)
        self._splits[:, 1] += np.bincount(splits, np.diff(offsets), count)
        self._splits[:, 2] += np.bincount(splits[rows_of(starts, offsets)], sums, count)
        avoided = list_items(batch.column("avoid_weight"))
        avoided = avoided[avoided != 0]
        self._avoid[0] += len(avoided)
        self._avoid[1] += float(as_written(avoided).sum())

    def _add_attention(self, batch: pa.RecordBatch) -> None:
        column = batch.column("attention_target")
        targets = list_items(column)
        starts = list_starts(targets, list_offsets(column))
        away, origins, weights = (
            list_items(batch.column(f"attention_{name}"))[starts] for name in ("away", "origin", "weight")
        )
        self._count(away, origins, weights, np.diff(starts, append=len(targets)))

    def _add_hidden(self, batch: pa.RecordBatch) -> None:
        kinds, origins, weights = (
            list_items(batch.column(f"hidden_{name}")) for name in ("kind", "origin", "weight")
        )
        self._count(kinds + _FIRST_HIDDEN, origins, weights, np.ones(len(kinds), np.int64))

    def _count(
        self,
        kinds: NDArray[np.int8],
        origins: NDArray[np.int32],
        weights: NDArray[np.float32],
        sites: NDArray[np.int64],
    ) -> None:
        """Adds so many sites for each of some targets."""
        groups = origins.astype(np.int64) * len(_KINDS) + kinds
        counts = np.bincount(groups, sites)
        sums = np.bincount(groups, as_written(weights) * sites)
        held = np.flatnonzero(counts)
        numbers, kinds_held = np.divmod(held, len(_KINDS))
        sites_held, sums_held = counts[held].astype(np.int64), sums[held].astype(np.float64)
        self._add_masses(kinds_held, numbers, sites_held, sums_held)

    def _add_exposure(self, batch: pa.RecordBatch) -> None:
        start, end, modules = (
            list_items(batch.column(f"exposure_{name}")) for name in ("start", "end", "module")
        )
        for number in sorted(set(modules.tolist())):
            chosen = modules == number
            ranges = self._exposure[_MODULES[number]]
            ranges[0] += int(chosen.sum())
            ranges[1] += int((end[chosen] - start[chosen]).sum())

    def splits(self) -> dict[str, SplitRecord]:
        """Rows, tokens and weight of each split."""
        return {
            split.value: SplitRecord(rows=int(rows), tokens=int(tokens), weight=round(weight, DECIMALS))
            for split, (rows, tokens, weight) in zip(Split, self._splits.tolist(), strict=True)
        }

    def supervision(self, origin_names: Sequence[str]) -> SupervisionRecord:
        """Sites and weight by kind and by origin, names in order."""
        kinds = dict(zip(_KINDS, masses(self._sites, self._sums, 1), strict=True))
        by_origin = records_by_name(origin_names, self._sites.sum(0).tolist(), self._sums.sum(0).tolist())
        exposure = {
            module: {"ranges": ranges, "tokens": tokens}
            for module, (ranges, tokens) in sorted(self._exposure.items())
        }
        record = {"kinds": records(kinds), "origins": by_origin, "avoid": record_of(self._avoid)}
        return SupervisionRecord.model_validate({**record, "exposure": exposure})

    def concepts(self, names: Sequence[str]) -> dict[str, ConceptRecord]:
        """What is pulled to each concept and what shows it, sorted by name."""
        return self._concepts.records(names)


def _add(total: list[Any], part: list[Any]) -> None:
    for place, (one, other) in enumerate(zip(total, part, strict=True)):
        total[place] = one + other
