"""Targets that ask for anything at all: what every claim about targets is compared with.

Takes: a row, and a source of random numbers. Gives: the row with its keys, or its tokens to be read, drawn
anew; all else (text, queries, layers, heads, weights, number of keys) as it was.
May assume: nothing is a key after its query. Never does: touch what the row came from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scenelang.shards import HiddenSites, Row
from scenelang.tokens import HiddenKind

_READS = tuple(HiddenKind).index(HiddenKind.READS)


def keys_drawn_anew(row: Row, random: np.random.Generator, lowest: int = 0) -> Row:
    """The row with every key group replaced by as many positions before its query.

    Positions are drawn uniformly and without repeats from `lowest` up to the query, the query left out.
    Where a group has more keys than there are such positions, it takes as many as there are, the query
    itself last. Each site draws for itself.

    Args:
        row: any row.
        random: the source of the draw.
        lowest: the first position that may be drawn. Probes pass 1, because many models park the attention
            that they have no use for on position 0, and a control with that in it says nothing.
    """
    sites = row.attention
    if not len(sites.query):
        return row
    counts = np.diff(sites.key_offsets)
    drawn = [
        _positions(int(query), int(count), random, lowest)
        for query, count in zip(sites.query, counts, strict=True)
    ]
    lengths = np.array([len(keys) for keys in drawn], dtype=np.int32)
    offsets = np.concatenate((np.zeros(1, dtype=np.int32), np.cumsum(lengths, dtype=np.int32)))
    return replace(row, attention=replace(sites, keys=np.concatenate(drawn), key_offsets=offsets))


def reads_drawn_anew(row: Row, tokens: NDArray[np.int32], random: np.random.Generator) -> Row:
    """The row with the token of every `reads` target replaced by one drawn uniformly from `tokens`.

    The true token may be drawn too, with the chance of any other.
    """
    hidden = row.hidden
    reads = hidden.kind == _READS
    if not reads.any():
        return row
    token = np.array(hidden.token)
    token[reads] = random.choice(tokens, size=int(reads.sum()))
    return replace(row, hidden=replace(hidden, token=token))


def read_tokens(rows: Iterable[Row]) -> NDArray[np.int32]:
    """Every token that some `reads` target of these rows asks for, once each, ascending."""
    found = [_tokens_of(row.hidden) for row in rows]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int32)


def _tokens_of(hidden: HiddenSites) -> NDArray[np.int32]:
    return hidden.token[hidden.kind == _READS]


def _positions(query: int, count: int, random: np.random.Generator, lowest: int) -> NDArray[np.int32]:
    lowest = min(lowest, query)
    if count == 1 and query > lowest:
        return np.array([random.integers(lowest, query)], dtype=np.int32)
    if count >= query - lowest:
        return np.arange(lowest, min(lowest + count, query + 1), dtype=np.int32)
    drawn = random.choice(query - lowest, size=count, replace=False) + lowest
    return np.sort(drawn).astype(np.int32)
