"""Rows into packs."""

from __future__ import annotations

import numpy as np
from feed_building import feed_of, rows_in
from hypothesis import given
from hypothesis import strategies as st

from scenelang.feeding import AsWritten, Packing, Part, first_fit_decreasing
from scenelang.shards import ShardSet


def test_the_longest_row_goes_first_and_each_where_it_fits_first() -> None:
    """Decreasing: 6, 5, 4, 3, 2. The 6 opens a pack, the 5 another; 4 goes to the 6, 3 and 2 to the 5."""
    lengths = np.array([3, 6, 2, 5, 4])
    assert first_fit_decreasing(lengths, 10) == [(0, 2, 3), (1, 4)]


@given(st.lists(st.integers(1, 30), max_size=60))
def test_every_row_is_in_one_pack_and_no_pack_is_too_long(lengths: list[int]) -> None:
    packs = first_fit_decreasing(np.array(lengths, np.int64), 30)
    assert sorted(place for pack in packs for place in pack) == list(range(len(lengths)))
    assert all(sum(lengths[place] for place in pack) <= 30 for pack in packs)
    assert packs == sorted(packs)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=60))
def test_at_most_one_pack_is_half_empty(lengths: list[int]) -> None:
    packs = first_fit_decreasing(np.array(lengths, np.int64), 30)
    filled = [sum(lengths[place] for place in pack) for pack in packs]
    assert sum(tokens <= 15 for tokens in filled) <= 1


def test_packs_hold_the_rows_of_their_window_in_order(shards: ShardSet) -> None:
    feed = feed_of(Part(shards), batch=1, order=AsWritten(), packing=Packing(16, 10))
    rows = rows_in(item for batch in feed for item in batch)
    train = shards.indices("train").tolist()
    windows = [train[start : start + 10] for start in range(0, len(train), 10)]
    place = 0
    for window in windows:
        assert sorted(rows[place : place + len(window)]) == window
        place += len(window)
    assert place == len(rows)


def test_packs_fit_and_leave_little_empty(shards: ShardSet) -> None:
    feed = feed_of(Part(shards), batch=1, packing=Packing(20, 49))
    lengths = feed.rows.reader.lengths()
    tokens = [sum(int(lengths[row]) for row in rows_in([item])) for batch in feed for item in batch]
    assert max(tokens) <= 20
    assert sum(tokens) / (20 * len(tokens)) > 0.9
