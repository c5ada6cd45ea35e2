"""The targets of rows that probes ask about: those that want something, in their bands or in every layer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scenelang.shards import AttentionSites, Bands, HiddenSites, Row
from scenelang.signals import HeadRuleKind
from scenelang.tokens import HiddenKind

_ANY = tuple(HeadRuleKind).index(HeadRuleKind.ANY)
_READS = tuple(HiddenKind).index(HiddenKind.READS)


def in_every_layer(row: Row) -> Row:
    """The row with all its targets in all layers, of weight 1, for any head.

    Attention targets that say where not to look are left out, and so are hidden targets other than `reads`.
    """
    wanted = only_wanted(row)
    sites, size = wanted.attention, len(wanted.attention.query)
    attention = replace(
        sites,
        bands=_all_layers(size),
        head_rule=np.full(size, _ANY, dtype=np.int8),
        head_count=np.zeros(size, dtype=np.int16),
        head_mask=np.zeros(size, dtype=np.int64),
        weight=np.ones(size, dtype=np.float32),
    )
    hidden = replace(wanted.hidden, bands=_all_layers(len(wanted.hidden.position)))
    return replace(row, attention=attention, hidden=hidden)


def only_wanted(row: Row) -> Row:
    """The row with attention targets that say where to look and `reads` targets alone, in their bands."""
    return replace(row, attention=_attention(row), hidden=_hidden(row))


def _attention(row: Row) -> AttentionSites:
    sites = row.attention
    wanted = np.flatnonzero(~sites.away)
    counts = np.diff(sites.key_offsets)
    offsets = np.concatenate((np.zeros(1, dtype=np.int32), np.cumsum(counts[wanted], dtype=np.int32)))
    return replace(
        sites,
        query=sites.query[wanted],
        keys=sites.keys[np.repeat(~sites.away, counts)],
        key_offsets=offsets,
        away=sites.away[wanted],
        bands=_bands(sites.bands, wanted),
        head_rule=sites.head_rule[wanted],
        head_count=sites.head_count[wanted],
        head_mask=sites.head_mask[wanted],
        weight=sites.weight[wanted],
        origin=sites.origin[wanted],
        target=sites.target[wanted],
    )


def _hidden(row: Row) -> HiddenSites:
    sites = row.hidden
    wanted = np.flatnonzero(sites.kind == _READS)
    size = len(wanted)
    return replace(
        sites,
        position=sites.position[wanted],
        kind=sites.kind[wanted],
        bands=_bands(sites.bands, wanted),
        token=sites.token[wanted],
        other=sites.other[wanted],
        name=sites.name[wanted],
        value=sites.value[wanted],
        weight=np.ones(size, dtype=np.float32),
        origin=sites.origin[wanted],
    )


def _bands(bands: Bands, wanted: NDArray[np.intp]) -> Bands:
    return Bands(unit=bands.unit[wanted], low=bands.low[wanted], high=bands.high[wanted])


def _all_layers(size: int) -> Bands:
    return Bands(
        unit=np.zeros(size, dtype=np.int8),
        low=np.zeros(size, dtype=np.float32),
        high=np.full(size, 100, dtype=np.float32),
    )
