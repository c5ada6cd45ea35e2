"""What a state says, and which states are refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from feed_building import feed_of
from hypothesis import given, settings
from hypothesis import strategies as st

from scenelang.diagnostics import Refusal
from scenelang.feeding import AsWritten, Curriculum, Packing, Part, Shuffled
from scenelang.shards import ShardSet


def refusal(state: Any, shards: ShardSet, **more: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        feed_of(Part(shards), **more).load_state_dict(state)
    return caught.value


def test_a_state_goes_through_json(shards: ShardSet) -> None:
    feed = feed_of(Part(shards), packing=Packing(16, 10))
    next(iter(feed))
    assert json.loads(json.dumps(feed.state_dict())) == feed.state_dict()


def test_the_state_after_the_last_batch_is_the_next_epoch(shards: ShardSet) -> None:
    feed = feed_of(Part(shards), batch=7)
    iterator = iter(feed)
    for _ in range(7):
        next(iterator)
    state = feed.state_dict()
    assert (state["epoch"], state["rows"], state["packs"]) == (1, 0, 0)
    again = feed_of(Part(shards), batch=7)
    again.load_state_dict(state)
    assert len(list(again)) == 7


def test_leaving_a_loop_takes_nothing_from_a_feed(shards: ShardSet) -> None:
    feed = feed_of(Part(shards))
    first = next(iter(feed))
    assert next(iter(feed)) == first


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(1, 6)), min_size=1, max_size=4),
    st.sampled_from([None, Packing(10, 7), Packing(40, 49)]),
    st.sampled_from([Shuffled(), AsWritten(), Curriculum("tension")]),
)
def test_any_stops_with_any_batches_and_ranks_read_the_same(
    shards: ShardSet, stops: list[tuple[int, int, int]], packing: Packing | None, order: Any
) -> None:
    state = None
    found: list[Any] = []
    for batch, world, steps in stops:
        ranks = [
            feed_of(
                Part(shards), batch=batch, rank=rank, world=world, packing=packing, order=order, endless=True
            )
            for rank in range(world)
        ]
        for rank in ranks:
            if state is not None:
                rank.load_state_dict(state)
        iterators = [iter(rank) for rank in ranks]
        for _ in range(steps):
            step = [next(iterator) for iterator in iterators]
            found += [one[place] for place in range(batch) for one in step]
        state = json.loads(json.dumps(ranks[0].state_dict()))
    whole = feed_of(Part(shards), batch=1, packing=packing, order=order, endless=True)
    assert found == whole.cursor(whole.position).take(len(found))


def test_a_state_of_other_settings_is_refused_by_what_differs(shards: ShardSet) -> None:
    state = feed_of(Part(shards), seed=1).state_dict()
    error = refusal(state, shards, seed=2)
    assert error.diagnostic.code == "SL643"
    assert error.diagnostic.message == "this state is of another feed: seed was 1 and is 2"
    error = refusal(state, shards, seed=1, packing=Packing(16, 10))
    assert "packing was not given and is [16, 10]" in error.diagnostic.message
    error = refusal(state, shards, order=AsWritten())
    assert "order was shuffled and is as written" in error.diagnostic.message
    assert error.diagnostic.place.file == "state of a feed"


def test_a_state_of_other_shards_is_refused(shards: ShardSet, more_shards: ShardSet) -> None:
    error = refusal(feed_of(Part(more_shards)).state_dict(), shards)
    digests = more_shards.manifest.digest[:12], shards.manifest.digest[:12]
    assert error.diagnostic.message == "this state is of another feed: shards was [{}] and is [{}]".format(
        *digests
    )


@pytest.mark.parametrize(
    "state",
    [{}, {"epoch": 1}, [], None, {"format": 2, "epoch": 0, "rows": 0, "packs": 0, "settings": {}},
     {"format": 1, "epoch": -1, "rows": 0, "packs": 0, "settings": {}},
     {"format": 1, "epoch": 0, "rows": 0.5, "packs": 0, "settings": {}}],
)  # fmt: skip
def test_what_is_no_state_is_refused(shards: ShardSet, state: Any) -> None:
    error = refusal(state, shards)
    assert error.diagnostic.code == "SL644"
    assert "state_dict()" in error.diagnostic.help_text
