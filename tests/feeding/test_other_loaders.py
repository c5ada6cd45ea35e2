"""Feeds in loaders that are not ours: torch's own, and torchdata's with a state."""

from __future__ import annotations

import pickle
from itertools import islice
from typing import Any

import numpy as np
import pytest
from feed_building import feed_of, instances
from torch.utils.data import DataLoader
from torchdata.stateful_dataloader import StatefulDataLoader

from scenelang.feeding import Feed, Packing, Part
from scenelang.shards import FlatBatch, ShardSet
from scenelang.training import FeedLoader

pytestmark = [
    pytest.mark.filterwarnings("ignore:'set_vital' is deprecated"),  # torchdata's own
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),
]
PACKED = Packing(16, 20)


def feed(shards: ShardSet, **more: Any) -> Feed:
    return feed_of(Part(shards), seed=5, **more)


def stateful(shards: ShardSet, workers: int, every: int = 1, **more: Any) -> StatefulDataLoader:
    one = feed(shards, **more)
    return StatefulDataLoader(
        one.rows,
        batch_sampler=one,
        collate_fn=instances,
        num_workers=workers,
        snapshot_every_n_steps=every,
        multiprocessing_context="fork" if workers else None,
    )


def epochs_of(shards: ShardSet, count: int, **more: Any) -> list[list[Any]]:
    one = feed(shards, **more)
    return [[instances(one.rows[item] for item in batch) for batch in one] for _ in range(count)]


@pytest.mark.parametrize("packing", [None, PACKED], ids=["rows", "packs"])
@pytest.mark.parametrize("workers", [0, 2])
def test_a_data_loader_reads_epoch_after_epoch(
    shards: ShardSet, workers: int, packing: Packing | None
) -> None:
    one = feed(shards, packing=packing)
    loader = DataLoader(one.rows, batch_sampler=one, collate_fn=instances, num_workers=workers)
    assert [list(loader), list(loader)] == epochs_of(shards, 2, packing=packing)


def test_a_data_loader_without_workers_is_resumed_by_the_state_of_its_feed(shards: ShardSet) -> None:
    one = feed(shards)
    first = list(islice(DataLoader(one.rows, batch_sampler=one, collate_fn=instances), 4))
    again = feed(shards)
    again.load_state_dict(one.state_dict())
    rest = list(DataLoader(again.rows, batch_sampler=again, collate_fn=instances))
    assert first + rest == epochs_of(shards, 1)[0]


@pytest.mark.parametrize("every", [1, 3])
@pytest.mark.parametrize("workers", [0, 1, 2])
@pytest.mark.parametrize("packing", [None, PACKED], ids=["rows", "packs"])
def test_a_stateful_loader_resumes_where_it_stopped_twice(
    shards: ShardSet, packing: Packing | None, workers: int, every: int
) -> None:
    whole = epochs_of(shards, 2, packing=packing)
    loader = stateful(shards, workers, every, packing=packing)
    found = list(islice(loader, 4))
    for _ in range(2):
        state = loader.state_dict()
        loader = stateful(shards, workers, every, packing=packing)
        loader.load_state_dict(state)
        found += list(islice(loader, 3))
    state = loader.state_dict()
    loader = stateful(shards, workers, every, packing=packing)
    loader.load_state_dict(state)
    found += [*loader, *loader]
    assert found == whole[0] + whole[1]


@pytest.mark.parametrize("workers", [0, 2])
@pytest.mark.parametrize("packing", [None, PACKED], ids=["rows", "packs"])
def test_a_stateful_loader_at_the_end_of_an_epoch_begins_the_next(
    shards: ShardSet, packing: Packing | None, workers: int
) -> None:
    whole = epochs_of(shards, 2, packing=packing)
    loader = stateful(shards, workers, packing=packing)
    assert list(loader) == whole[0]
    again = stateful(shards, workers, packing=packing)
    again.load_state_dict(loader.state_dict())
    assert list(again) == whole[1]


@pytest.mark.parametrize("workers", [0, 2])
def test_a_stateful_loader_stopped_with_the_last_batch_begins_the_next_epoch(
    shards: ShardSet, workers: int
) -> None:
    whole = epochs_of(shards, 2)
    loader = stateful(shards, workers)
    assert list(islice(loader, len(whole[0]))) == whole[0]
    again = stateful(shards, workers)
    again.load_state_dict(loader.state_dict())
    assert list(again) == whole[1]


@pytest.mark.parametrize("every", [1, 4])
@pytest.mark.parametrize("workers", [0, 2])
def test_an_endless_feed_in_a_stateful_loader_knows_no_edges(
    shards: ShardSet, workers: int, every: int
) -> None:
    one = feed(shards, endless=True)
    whole = [instances(one.rows[item] for item in batch) for batch in islice(one, 60)]
    found: list[Any] = []
    state = None
    for steps in (24, 25, 11):
        loader = stateful(shards, workers, every, endless=True)
        if state is not None:
            loader.load_state_dict(state)
        found += list(islice(loader, steps))
        state = loader.state_dict()
    assert found == whole


def test_an_endless_feed_has_no_length(shards: ShardSet) -> None:
    with pytest.raises(TypeError, match="endless"):
        len(feed(shards, endless=True))


@pytest.mark.parametrize("packing", [None, PACKED], ids=["rows", "packs"])
def test_the_length_is_the_batches_to_come(shards: ShardSet, packing: Packing | None) -> None:
    one = feed(shards, packing=packing)
    loader = FeedLoader(one, collate_fn=instances)
    for _ in range(3):
        length = len(loader)
        assert length == len(list(loader))
    list(islice(loader, 2))
    assert len(loader) == len(list(loader))


def test_our_loader_goes_on_where_a_loop_was_left(shards: ShardSet) -> None:
    loader = FeedLoader(feed(shards), collate_fn=instances, num_workers=2, multiprocessing_context="fork")
    found = [*islice(loader, 3), *islice(loader, 2), *loader]
    assert found == epochs_of(shards, 1)[0]


def test_a_state_can_be_had_for_batches_just_before(shards: ShardSet) -> None:
    loader = FeedLoader(feed(shards), collate_fn=instances, num_workers=1, multiprocessing_context="fork")
    batches = list(islice(loader, 5))
    again = FeedLoader(feed(shards), collate_fn=instances)
    again.load_state_dict(loader.state_after(3))
    assert list(islice(again, 2)) == batches[3:]
    with pytest.raises(ValueError, match="5 batches have been delivered"):
        loader.state_after(6)


def test_a_loader_gives_flat_batches_from_its_workers(shards: ShardSet) -> None:
    loader = FeedLoader(feed(shards), flat=True, num_workers=1, multiprocessing_context="fork")
    rows = FeedLoader(feed(shards))
    for flat, listed in zip(loader, rows, strict=True):
        assert isinstance(flat, FlatBatch)
        for place, row in enumerate(listed):
            assert np.array_equal(flat.of_row("input_ids", place), row.input_ids)


def test_workers_that_stay_read_epoch_after_epoch(shards: ShardSet) -> None:
    loader = FeedLoader(
        feed(shards),
        collate_fn=instances,
        num_workers=1,
        persistent_workers=True,
        multiprocessing_context="fork",
    )
    assert [list(loader), list(loader)] == epochs_of(shards, 2)


def test_rows_go_to_workers_by_the_names_of_their_files(shards: ShardSet) -> None:
    """What a spawned worker gets: it maps the files for itself."""
    rows = feed(shards).rows
    content = pickle.dumps(rows)
    assert len(content) < 20_000
    there = pickle.loads(content)
    assert instances([there[5], there[(7, 9)]]) == [5, (7, 9)]
    assert np.array_equal(there.flat([5, (7, 9)])["input_ids"], rows.flat([5, 7, 9])["input_ids"])
