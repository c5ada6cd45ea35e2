"""Attention sites of a batch, laid out for batched arithmetic: by head rule, then layer by layer.

Takes: flat sites and the layers of each. Gives: the arrays of `batch.AttentionBatch`.
May assume: bands and heads fit the model. Never does: loop over sites.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenelang.signals import HeadRuleKind
from scenelang.training.flat_sites import FlatAttention, Ints, take_attention

POOLINGS = (*(kind.value for kind in HeadRuleKind), "away", "away_named")
"""How heads are pooled: the head rules, then staying away from all heads or from the named ones."""


def lay_out_attention(flat: FlatAttention, layers: NDArray[np.bool_], rows: int) -> dict[str, Any]:
    """The arrays of an `AttentionBatch`.

    Args:
        flat: the sites, at least one.
        layers: (sites, layers), which layers each site speaks of.
        rows: how many rows the batch has.
    """
    pooling = _pooling(flat)
    order = np.argsort(pooling, kind="stable")
    flat, layers, pooling = take_attention(flat, order), layers[order], pooling[order]
    site_key = np.repeat(np.arange(len(flat.query)), flat.key_count)
    pair_layer, pair_site = np.nonzero(layers.T)
    width = int(layers.sum(axis=1).max())
    rank = (np.cumsum(layers, axis=1) - 1)[pair_site, pair_layer]
    return {
        "layers": [
            _layer(layer, np.flatnonzero(layers[:, layer]), flat, site_key, rows)
            for layer in np.flatnonzero(layers.any(axis=0)).tolist()
        ],
        "groups": _groups(pooling),
        "pair_cell": pair_site * width + rank,
        "pair_layer": pair_layer,
        "pair_site": pair_site,
        "cell_used": np.arange(width) < layers.sum(axis=1)[:, None],
        "width": width,
        "weight": flat.weight,
        "head_count": flat.head_count,
        "head_mask": flat.head_mask,
        "origin": flat.origin,
    }


def _pooling(flat: FlatAttention) -> Ints:
    named = flat.head_rule == POOLINGS.index(HeadRuleKind.NAMED.value)
    away = np.where(named, POOLINGS.index("away_named"), POOLINGS.index("away"))
    return np.where(flat.away, away, flat.head_rule)


def _groups(pooling: Ints) -> list[tuple[str, int, int]]:
    edges = [0, *(np.flatnonzero(np.diff(pooling)) + 1).tolist(), len(pooling)]
    return [(POOLINGS[int(pooling[first])], first, end) for first, end in pairwise(edges)]


def _layer(layer: int, sites: Ints, flat: FlatAttention, site_key: Ints, rows: int) -> dict[str, Any]:
    """One layer: its distinct queries in slots, its sites, its keys."""
    step = int(flat.query.max()) + 1
    distinct, first, place = np.unique(
        flat.row[sites] * step + flat.query[sites], return_index=True, return_inverse=True
    )
    row, query = distinct // step, distinct % step
    count = np.bincount(row, minlength=rows)
    slots = int(count.max())
    slot = row * slots + np.arange(len(row)) - (np.cumsum(count) - count)[row]
    slot_query, slot_start = np.zeros((2, rows * slots), dtype=np.int64)
    slot_query[slot], slot_start[slot] = query, flat.start[sites][first]
    local = np.full(len(flat.query), -1)
    local[sites] = np.arange(len(sites))
    key_site = local[site_key]
    mine = key_site >= 0
    return {
        "layer": layer,
        "slot_query": slot_query.reshape(rows, slots),
        "slot_start": slot_start.reshape(rows, slots),
        "site_slot": slot[place.ravel()],
        "key": flat.keys[mine],
        "key_site": key_site[mine],
        "single": bool((flat.key_count[sites] == 1).all()),
    }
