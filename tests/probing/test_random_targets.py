from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scenelang.probing import keys_drawn_anew, read_tokens, reads_drawn_anew
from scenelang.shards import AttentionSites, Row, ShardSet


def with_sites(row: Row, queries: list[int], groups: list[list[int]]) -> Row:
    size = len(queries)
    sites = row.attention
    template = {
        name: np.resize(getattr(sites, name), size)
        for name in ("away", "head_rule", "head_count", "head_mask")
    }
    bands = replace(
        sites.bands, **{name: np.resize(getattr(sites.bands, name), size) for name in ("unit", "low", "high")}
    )
    attention = AttentionSites(
        query=np.array(queries, dtype=np.int32),
        keys=np.array([key for group in groups for key in group], dtype=np.int32),
        key_offsets=np.cumsum([0, *map(len, groups)]).astype(np.int32),
        bands=bands,
        weight=np.ones(size, dtype=np.float32),
        origin=np.zeros(size, dtype=np.int32),
        target=np.zeros(size, dtype=np.int32),
        **template,
    )
    return replace(row, attention=attention)


@given(seed=st.integers(0, 2**32), lowest=st.integers(0, 1), data=st.data())
def test_drawn_keys_lie_before_their_query_as_many_as_there_were(
    hops: ShardSet, seed: int, lowest: int, data: st.DataObject
) -> None:
    queries = data.draw(st.lists(st.integers(0, 48), min_size=1, max_size=6))
    counts = [data.draw(st.integers(1, 5)) for _ in queries]
    row = with_sites(hops[0], queries, [list(range(count)) for count in counts])
    drawn = keys_drawn_anew(row, np.random.default_rng(seed), lowest).attention
    for site, (query, count) in enumerate(zip(queries, counts, strict=True)):
        keys = drawn.keys[drawn.key_offsets[site] : drawn.key_offsets[site + 1]].tolist()
        first = min(lowest, query)
        assert len(keys) == min(count, query + 1 - first)
        assert len(set(keys)) == len(keys)
        assert all(first <= key <= query for key in keys)
        assert query not in keys or count >= query - first


def test_a_draw_of_keys_leaves_everything_else_as_it_was(hops: ShardSet) -> None:
    row = hops[0]
    drawn = keys_drawn_anew(row, np.random.default_rng(1))
    assert not np.array_equal(drawn.attention.keys, row.attention.keys)
    assert np.array_equal(drawn.attention.key_offsets, row.attention.key_offsets)
    assert drawn.attention.query is row.attention.query
    assert drawn.attention.bands is row.attention.bands
    assert drawn.hidden is row.hidden
    assert drawn.input_ids is row.input_ids


def test_single_keys_are_drawn_evenly_from_all_places_before_the_query(hops: ShardSet) -> None:
    row = with_sites(hops[0], [4] * 4000, [[0]] * 4000)
    counts = np.bincount(keys_drawn_anew(row, np.random.default_rng(0)).attention.keys, minlength=5)
    assert counts[4] == 0
    assert counts[:4].min() > 900


def test_tokens_to_be_read_are_drawn_from_those_that_are_asked_for(hops: ShardSet) -> None:
    tokens = read_tokens(hops)
    assert len(tokens) == len({dict(row.binding)["b"] for row in hops})
    assert sorted(set(tokens.tolist())) == tokens.tolist()
    random = np.random.default_rng(3)
    drawn = [int(reads_drawn_anew(row, tokens, random).hidden.token[0]) for row in hops]
    assert set(drawn) <= set(tokens.tolist())
    assert len(set(drawn)) > 12
    assert drawn != [int(row.hidden.token[0]) for row in hops]


def test_rows_without_targets_pass_through(hops: ShardSet) -> None:
    bare = with_sites(hops[0], [], [])
    nothing = replace(bare, hidden=replace(bare.hidden, kind=np.ones(1, dtype=np.int8)))
    random = np.random.default_rng(0)
    assert keys_drawn_anew(nothing, random) is nothing
    assert reads_drawn_anew(nothing, np.array([5], dtype=np.int32), random) is nothing
    assert len(read_tokens([])) == 0
