"""What all ranks together read, in order: through workers, over stops, packed or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, reduce
from itertools import islice
from typing import Any, NamedTuple

import pytest
from feed_building import feed_of, instances

from scenelang.feeding import Packing, Part
from scenelang.shards import ShardSet
from scenelang.training import FeedLoader

BATCH = 2
pytestmark = [
    pytest.mark.filterwarnings("ignore:This DataLoader will create"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),
]

PACKINGS = {"rows": None, "packs": Packing(16, 20)}
State = dict[str, Any]


def loaders(shards: ShardSet, packing: Packing | None, workers: int, ranks: int) -> list[FeedLoader]:
    more = {"multiprocessing_context": "fork"} if workers else {}
    feeds = [
        feed_of(Part(shards), batch=BATCH, seed=3, packing=packing, rank=rank, world=ranks)
        for rank in range(ranks)
    ]
    return [FeedLoader(feed, collate_fn=instances, num_workers=workers, **more) for feed in feeds]


def read(group: list[FeedLoader], steps: int | None) -> list[Any]:
    """What all ranks read in so many steps (to the end of the epoch unless given), in their global order."""
    by_rank = [list(islice(loader, steps)) for loader in group]
    assert len({len(batches) for batches in by_rank}) == 1
    return [batch[place] for step in zip(*by_rank, strict=True) for place in range(BATCH) for batch in step]


def state_of(group: list[FeedLoader]) -> State:
    states = [loader.state_dict() for loader in group]
    assert all(state == states[0] for state in states)
    return states[0]


def resumed(group: list[FeedLoader], state: State) -> list[FeedLoader]:
    for loader in group:
        loader.load_state_dict(state)
    return group


def expected(shards: ShardSet, packing: Packing | None) -> Iterator[Any]:
    """The order itself, item by item, asked of no loader."""
    feed = feed_of(Part(shards), batch=1, seed=3, packing=packing)
    cursor = feed.cursor(feed.position)
    while True:
        yield from instances(feed.rows[item] for item in cursor.take(1))


class Reading(NamedTuple):
    """What was read between stops, each part by loaders of its own that began with a state of the last."""

    begun: list[Any]
    by_others: list[Any]
    to_the_edge: list[Any]
    edge: State
    next_epoch: list[Any]


@cache
def reading(workers: int, ranks: int, packing: Packing | None, shards: ShardSet) -> Reading:
    """Two epochs with three stops; after the first, other numbers of workers and ranks read on."""
    group = loaders(shards, packing, workers, ranks)
    begun = read(group, 2)
    others = resumed(loaders(shards, packing, (workers + 1) % 3, 5 - ranks), state_of(group))
    by_others = read(others, 2)
    again = resumed(loaders(shards, packing, workers, ranks), state_of(others))
    to_the_edge = read(again, None)
    edge = state_of(again)
    last = resumed(loaders(shards, packing, workers, ranks), edge)
    return Reading(begun, by_others, to_the_edge, edge, read(last, None))


every_way = [
    pytest.mark.parametrize("packing", PACKINGS.values(), ids=PACKINGS),
    pytest.mark.parametrize("ranks", [1, 2, 4]),
    pytest.mark.parametrize("workers", [0, 1, 2, 8]),
]


def every_way_of_reading(test: Callable[..., None]) -> Callable[..., None]:
    return reduce(lambda one, mark: mark(one), every_way, test)


@every_way_of_reading
def test_a_stop_loses_nothing_and_repeats_nothing(
    shards: ShardSet, workers: int, ranks: int, packing: Packing | None
) -> None:
    done = reading(workers, ranks, packing, shards)
    found = done.begun + done.by_others
    assert len(found) == 2 * BATCH * 5
    assert found == list(islice(expected(shards, packing), len(found)))


@every_way_of_reading
def test_a_second_stop_loses_nothing_and_repeats_nothing(
    shards: ShardSet, workers: int, ranks: int, packing: Packing | None
) -> None:
    done = reading(workers, ranks, packing, shards)
    found = done.begun + done.by_others + done.to_the_edge
    assert found == list(islice(expected(shards, packing), len(found)))


@every_way_of_reading
def test_a_stop_at_the_edge_of_an_epoch_begins_the_next(
    shards: ShardSet, workers: int, ranks: int, packing: Packing | None
) -> None:
    done = reading(workers, ranks, packing, shards)
    first = done.begun + done.by_others + done.to_the_edge
    assert done.edge["epoch"] == 1
    assert len(done.next_epoch) > len(first) // 2
    found = first + done.next_epoch
    assert found == list(islice(expected(shards, packing), len(found)))


@pytest.mark.parametrize("packing", PACKINGS.values(), ids=PACKINGS)
def test_an_epoch_is_every_row_once(shards: ShardSet, packing: Packing | None) -> None:
    feed = feed_of(Part(shards), batch=1, packing=packing)
    epochs = [instances(feed.rows[item] for batch in feed for item in batch) for _ in range(3)]
    for epoch in epochs:
        rows = [row for item in epoch for row in (item if isinstance(item, tuple) else (item,))]
        assert len(rows) == 49
        assert sorted(rows) == [number for number in range(61) if number % 5 != 4]
    assert len({tuple(epoch) for epoch in epochs}) == 3


def test_a_batch_over_the_edge_of_an_epoch_is_filled_from_the_next(shards: ShardSet) -> None:
    feed = feed_of(Part(shards), batch=4)
    first, second = list(feed), list(feed)
    assert [len(first), len(second)] == [13, 12]
    assert {len(batch) for batch in first + second} == {4}
    rows = [row for batch in first + second for row in batch]
    assert len(set(rows[:49])) == 49
    assert len(set(rows[49:98])) == 49
