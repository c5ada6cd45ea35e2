"""Several parts of several folders, as one heap or by weight."""

from __future__ import annotations

from itertools import islice

import numpy as np
from feed_building import feed_of, instances

from scenelang.feeding import AsWritten, Feed, FeedRows, Packing, Part
from scenelang.shards import Row, ShardSet

OTHER = list(range(100, 110))


def read(feed: Feed, steps: int) -> list[int]:
    return [row for batch in islice(feed, steps) for row in instances(map(feed.rows.row, batch))]  # type: ignore[arg-type]


def test_parts_without_weights_are_one_heap(shards: ShardSet, more_shards: ShardSet) -> None:
    feed = feed_of(Part(shards), Part(more_shards), batch=1)
    rows = read(feed, 59)
    assert len(set(rows)) == 59
    assert set(OTHER) < set(rows)
    assert sorted(rows.index(other) for other in OTHER) != list(range(49, 59))


def test_parts_by_weight_stay_within_one_row_of_their_share(shards: ShardSet, more_shards: ShardSet) -> None:
    parts = (Part(shards, weight=0.75), Part(more_shards, weight=0.25))
    rows = read(feed_of(*parts, batch=1, endless=True), 200)
    for count in range(1, 201):
        others = sum(row >= 100 for row in rows[:count])
        assert abs(others - count / 4) < 1


def test_each_part_is_read_whole_before_any_row_of_it_comes_again(
    shards: ShardSet, more_shards: ShardSet
) -> None:
    parts = (Part(shards, weight=3), Part(more_shards, weight=1))
    rows = read(feed_of(*parts, batch=1, endless=True), 4 * 49)
    ours = [row for row in rows if row < 100]
    others = [row for row in rows if row >= 100]
    for start in range(0, 147, 49):
        assert len(set(ours[start : start + 49])) == 49
    for start in range(0, 40, 10):
        assert sorted(others[start : start + 10]) == OTHER
    assert others[:10] != others[10:20]


def test_an_epoch_of_a_mixture_has_as_many_rows_as_its_parts(shards: ShardSet, more_shards: ShardSet) -> None:
    feed = feed_of(Part(shards, weight=1), Part(more_shards, weight=1), batch=1)
    assert len(feed) == 59
    assert [len(list(feed)), len(list(feed))] == [59, 59]


def test_strata_of_one_folder_are_mixed_by_weight(shards: ShardSet) -> None:
    parts = (Part(shards, stratum="thinking", weight=2), Part(shards, stratum="knowledge", weight=1))
    rows = read(feed_of(*parts, batch=1, endless=True), 90)
    assert sum(row % 2 for row in rows) == 60
    assert len(feed_of(*parts).rows) == 61


def test_a_stratum_without_weight_is_all_that_is_read(shards: ShardSet) -> None:
    feed = feed_of(Part(shards, stratum="knowledge"), batch=1, order=AsWritten())
    assert read(feed, len(feed)) == [number for number in range(0, 61, 2) if number % 5 != 4]


def test_a_mixture_resumes_at_any_row_on_any_ranks(shards: ShardSet, more_shards: ShardSet) -> None:
    parts = (Part(shards, weight=0.7), Part(more_shards, weight=0.3))
    for packing in (None, Packing(16, 12)):
        whole = feed_of(*parts, batch=1, packing=packing, endless=True)
        expected = [item for batch in islice(whole, 120) for item in batch]
        first = feed_of(*parts, batch=7, packing=packing, endless=True)
        found = [item for batch in islice(first, 5) for item in batch]
        ranks = [
            feed_of(*parts, batch=2, packing=packing, rank=rank, world=3, endless=True) for rank in range(3)
        ]
        for rank in ranks:
            rank.load_state_dict(first.state_dict())
        steps = zip(*(islice(rank, 10) for rank in ranks), strict=True)
        found += [batch[place] for step in steps for place in range(2) for batch in step]
        assert found == expected[: len(found)]


def test_rows_of_several_folders_name_words_of_all_of_them(shards: ShardSet, more_shards: ShardSet) -> None:
    rows = FeedRows([shards, more_shards])
    assert set(rows.names) == {"heft", "light"}
    assert list(rows.concepts) == ["heft", "light"]
    assert rows.source_of(61) == "row-0.scene"
    flat = rows.flat([0, 61, (5, 70)])
    for place, number in enumerate((0, 61, 5, 70)):
        row = rows[number]
        assert isinstance(row, Row)
        wanted = "light" if number >= 61 else "heft"
        assert [rows.names[name] for name in row.hidden.name] == [wanted]
        assert [rows.names[name] for name in flat.of_row("hidden_name", place)] == [wanted]
        origins = [rows.origins[origin] for origin in row.attention.origin]
        assert origins == [rows.origins[origin] for origin in flat.of_row("attention_origin", place)]
        assert all(origin.startswith("logic.") for origin in origins)
        assert np.array_equal(flat.of_row("input_ids", place), row.input_ids)


def test_one_folder_twice_is_one_folder(shards: ShardSet) -> None:
    feed = feed_of(Part(shards, "train"), Part(shards, "held_out"), batch=1)
    assert len(feed) == 61
    assert sorted(read(feed, 61)) == list(range(61))
