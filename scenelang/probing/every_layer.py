"""The targets of rows, asked of every layer of a model instead of their own bands."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenelang.shards import AttentionSites, Bands, HiddenSites, Row
from scenelang.signals import HeadRuleKind
from scenelang.tokens import HiddenKind

_ANY = tuple(HeadRuleKind).index(HeadRuleKind.ANY)
_READS = tuple(HiddenKind).index(HiddenKind.READS)


def in_every_layer(row: Row) -> Row:
    """The row with all its targets in all layers, of weight 1, for any head.

    Attention targets that say where not to look are left out, and so are hidden targets other than `reads`.
    """
    return replace(row, attention=_attention(row), hidden=_hidden(row))


def _attention(row: Row) -> AttentionSites:
    sites = row.attention
    wanted = np.flatnonzero(~sites.away)
    counts = np.diff(sites.key_offsets)
    keep = np.repeat(~sites.away, counts)
    offsets = np.concatenate((np.zeros(1, dtype=np.int32), np.cumsum(counts[wanted], dtype=np.int32)))
    size = len(wanted)
    return replace(
        sites,
        query=sites.query[wanted],
        keys=sites.keys[keep],
        key_offsets=offsets,
        away=np.zeros(size, dtype=np.bool_),
        bands=_all_layers(size),
        head_rule=np.full(size, _ANY, dtype=np.int8),
        head_count=np.zeros(size, dtype=np.int16),
        head_mask=np.zeros(size, dtype=np.int64),
        weight=np.ones(size, dtype=np.float32),
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
        bands=_all_layers(size),
        token=sites.token[wanted],
        other=sites.other[wanted],
        name=sites.name[wanted],
        value=sites.value[wanted],
        weight=np.ones(size, dtype=np.float32),
        origin=sites.origin[wanted],
    )


def _all_layers(size: int) -> Bands:
    return Bands(
        unit=np.zeros(size, dtype=np.int8),
        low=np.zeros(size, dtype=np.float32),
        high=np.full(size, 100, dtype=np.float32),
    )
