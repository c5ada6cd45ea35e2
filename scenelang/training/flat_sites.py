"""The sites of several rows in flat arrays, each site knowing its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenelang.shards import AttentionSites, Bands, HiddenSites, Row

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FlatAttention:
    """Attention sites of a batch. `row` is the batch row of each site, `key_count` its number of keys.

    `start` is the first position that its query may see: where its scene starts in its row.
    """

    row: Ints
    start: Ints
    query: Ints
    keys: Ints
    key_count: Ints
    away: NDArray[np.bool_]
    bands: Bands
    head_rule: Ints
    head_count: Ints
    head_mask: Ints
    weight: NDArray[np.float32]
    origin: Ints

    @property
    def first_key(self) -> Ints:
        """Where each site's keys begin in `keys`."""
        return np.cumsum(self.key_count) - self.key_count


@dataclass(frozen=True, slots=True)
class FlatHidden:
    """Hidden-layer sites of a batch."""

    row: Ints
    position: Ints
    kind: Ints
    bands: Bands
    token: Ints
    other: Ints
    name: Ints
    value: NDArray[np.float32]
    weight: NDArray[np.float32]
    origin: Ints


def flatten_attention(rows: Sequence[Row]) -> FlatAttention:
    """Puts the attention sites of rows behind each other; sites that weigh nothing fall away."""
    parts = [row.attention for row in rows]
    weight = _joined([part.weight for part in parts], np.float32)
    row = np.repeat(np.arange(len(rows)), [len(part.query) for part in parts])
    flat = FlatAttention(
        row=row,
        start=np.zeros_like(row),
        query=_joined([part.query for part in parts]),
        keys=_joined([part.keys for part in parts]),
        key_count=_joined([np.diff(part.key_offsets) for part in parts]),
        away=_joined([part.away for part in parts], np.bool_),
        bands=_joined_bands(parts),
        head_rule=_joined([part.head_rule for part in parts]),
        head_count=_joined([part.head_count for part in parts]),
        head_mask=_joined([part.head_mask for part in parts]),
        weight=weight,
        origin=_joined([part.origin for part in parts]),
    )
    return flat if weight.all() else take_attention(flat, np.flatnonzero(weight))


def take_attention(flat: FlatAttention, sites: Ints) -> FlatAttention:
    """These sites, in this order, with their keys."""
    count = flat.key_count[sites]
    end = np.cumsum(count)
    inside = np.arange(int(end[-1]) if len(end) else 0) - np.repeat(end - count, count)
    return FlatAttention(
        row=flat.row[sites],
        start=flat.start[sites],
        query=flat.query[sites],
        keys=flat.keys[np.repeat(flat.first_key[sites], count) + inside],
        key_count=count,
        away=flat.away[sites],
        bands=Bands(flat.bands.unit[sites], flat.bands.low[sites], flat.bands.high[sites]),
        head_rule=flat.head_rule[sites],
        head_count=flat.head_count[sites],
        head_mask=flat.head_mask[sites],
        weight=flat.weight[sites],
        origin=flat.origin[sites],
    )


def flatten_hidden(rows: Sequence[Row]) -> FlatHidden:
    """Puts the hidden-layer sites of rows behind each other."""
    parts = [row.hidden for row in rows]
    return FlatHidden(
        row=np.repeat(np.arange(len(rows)), [len(part.position) for part in parts]),
        position=_joined([part.position for part in parts]),
        kind=_joined([part.kind for part in parts]),
        bands=_joined_bands(parts),
        token=_joined([part.token for part in parts]),
        other=_joined([part.other for part in parts]),
        name=_joined([part.name for part in parts]),
        value=_joined([part.value for part in parts], np.float32),
        weight=_joined([part.weight for part in parts], np.float32),
        origin=_joined([part.origin for part in parts]),
    )


def take_hidden(flat: FlatHidden, sites: Ints) -> FlatHidden:
    """These sites, in this order."""
    return FlatHidden(
        row=flat.row[sites],
        position=flat.position[sites],
        kind=flat.kind[sites],
        bands=Bands(flat.bands.unit[sites], flat.bands.low[sites], flat.bands.high[sites]),
        token=flat.token[sites],
        other=flat.other[sites],
        name=flat.name[sites],
        value=flat.value[sites],
        weight=flat.weight[sites],
        origin=flat.origin[sites],
    )


def _joined(parts: Sequence[NDArray[Any]], kind: Any = np.int64) -> NDArray[Any]:
    return np.concatenate(parts).astype(kind, copy=False) if parts else np.zeros(0, dtype=kind)


def _joined_bands(parts: Sequence[AttentionSites] | Sequence[HiddenSites]) -> Bands:
    bands = [part.bands for part in parts]
    return Bands(
        unit=_joined([band.unit for band in bands], np.int8),
        low=_joined([band.low for band in bands], np.float32),
        high=_joined([band.high for band in bands], np.float32),
    )
