"""Orders from the easiest row to the hardest, and what is open when."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from feed_building import feed_of, make_program, shards_of

from scenelang.feeding import AsWritten, Curriculum, Feed, Pacing, Part
from scenelang.feeding.row_scores import chain_lengths
from scenelang.shards import ShardSet, open_shards, write_shards
from scenelang.tokens import Split

TRAIN = [number for number in range(61) if number % 5 != 4]


def epoch(feed: Feed) -> list[int]:
    rows = [feed.rows.row(item).instance for batch in feed for item in batch if isinstance(item, int)]
    return rows[: feed.plan.rows]


def read(feed: Feed, rows: int) -> list[int]:
    batches = islice(feed, rows)
    return [feed.rows.row(item).instance for batch in batches for item in batch if isinstance(item, int)]


def ordered(shards: ShardSet, by: Any, **more: Any) -> list[int]:
    return epoch(feed_of(Part(shards), batch=1, order=Curriculum(by, **more)))


def test_rows_as_written_stand_as_in_the_shards(shards: ShardSet) -> None:
    feed = feed_of(Part(shards), batch=1, order=AsWritten())
    assert [epoch(feed), epoch(feed)] == [TRAIN, TRAIN]


def test_tension_rises_and_rows_of_one_tension_stay_in_order(shards: ShardSet) -> None:
    assert ordered(shards, "tension") == sorted(TRAIN, key=lambda number: number % 10)


def test_descending_begins_with_the_hardest(shards: ShardSet) -> None:
    assert ordered(shards, "tension", descending=True) == sorted(TRAIN, key=lambda number: -(number % 10))


def test_depth_is_how_many_bands_the_logic_lives_in(shards: ShardSet) -> None:
    assert ordered(shards, "depth") == sorted(TRAIN, key=lambda number: number % 3)


def test_scenes_come_after_what_they_presuppose(shards: ShardSet) -> None:
    assert ordered(shards, "prerequisites") == sorted(TRAIN, key=lambda number: number % 4)


def test_a_list_orders_by_the_first_entry_that_names_a_row(shards: ShardSet) -> None:
    def rank(number: int) -> int:
        return 0 if number % 4 == 2 else 1 if number % 2 else 2

    assert ordered(shards, ("scene-2", "#odd")) == sorted(TRAIN, key=rank)


def test_chains_are_as_long_as_the_longest_way() -> None:
    before = {"d": ("b", "c"), "c": ("b",), "b": ("a",), "a": (), "alone": ("elsewhere",)}
    assert chain_lengths(before) == {"a": 0, "b": 1, "c": 2, "d": 3, "alone": 0}


def test_a_circle_leaves_scenes_where_they_stand() -> None:
    assert set(chain_lengths({"a": ("b",), "b": ("a",)})) == {"a", "b"}


@pytest.mark.parametrize(
    ("pacing", "shares"),
    [
        (Pacing("linear", 0.2, 0.5), (0.2, 0.6, 1.0, 1.0)),
        (Pacing("root", 0.6, 0.5), (0.6, (0.36 + 0.64 / 2) ** 0.5, 1.0, 1.0)),
        (Pacing("step", 0.2, 0.5), (0.2, 0.2, 1.0, 1.0)),
        (Pacing("table", table=((0, 0.1), (0.25, 0.3), (0.6, 0.9))), (0.1, 0.3, 0.3, 0.9)),
    ],
)
def test_pacing_opens_a_share_at_each_fraction(pacing: Pacing, shares: tuple[float, ...]) -> None:
    fractions = (0.0, 0.25, 0.5, 1.0)
    assert [pacing.share(fraction) for fraction in fractions] == pytest.approx(list(shares))


def test_a_paced_curriculum_reads_passes_of_what_is_open(shards: ShardSet) -> None:
    """49 rows over a run of 98: a fifth (10) is open at 0; at 10 of 98 another 8 % of the rest, and so on."""
    feed = feed_of(
        Part(shards), batch=1, order=Curriculum("tension", pacing=Pacing("linear", 0.2, 0.5)), run_rows=98,
        endless=True,
    )  # fmt: skip
    easiest_first = sorted(TRAIN, key=lambda number: number % 10)
    rows = read(feed, 147)
    start = 0
    sizes = []
    while start < 98:
        size = min(49, -(-49 * round((0.2 + 0.8 * min(1, start / 49)) * 10**9) // 10**9))
        one = rows[start : start + size]
        if len(one) == size:
            assert sorted(one) == sorted(easiest_first[:size])
        sizes.append(size)
        start += size
    assert sizes[0] == 10
    assert sizes == sorted(sizes)
    assert sizes[-1] == 49


def test_a_paced_curriculum_resumes_at_any_row(shards: ShardSet) -> None:
    order = Curriculum("tension", pacing=Pacing("root", 0.1, 0.9))
    whole = read(feed_of(Part(shards), batch=1, order=order, run_rows=200, endless=True), 200)
    for stop in (1, 5, 37, 49, 120):
        feed = feed_of(Part(shards), batch=1, order=order, run_rows=200, endless=True)
        list(islice(feed, stop))
        again = feed_of(Part(shards), batch=1, order=order, run_rows=200, endless=True)
        again.load_state_dict(feed.state_dict())
        assert read(again, 200 - stop) == whole[stop:]


def test_a_pass_far_away_is_found_without_the_ones_before(shards: ShardSet) -> None:
    order = Curriculum("tension", pacing=Pacing("step", 0.02, 0.5))
    feed = feed_of(Part(shards), batch=1, order=order, run_rows=100)
    plan = feed.plan
    whole = plan.between(0, 400).tolist()
    fresh = feed_of(Part(shards), batch=1, order=order, run_rows=100).plan
    assert fresh.between(333, 400).tolist() == whole[333:]


def test_scores_are_the_same_over_several_record_batches(tmp_path: Path) -> None:
    shards = shards_of(tmp_path / "long", range(4_100), split=Split.TRAIN, file="one.scene", scene="one")
    feed = feed_of(Part(shards), batch=1, order=Curriculum("depth"))
    found = feed.plan.between(0, 4_100).tolist()
    assert found == sorted(range(4_100), key=lambda number: number % 3)


def test_a_row_without_logic_is_of_depth_0_in_any_folder(tmp_path: Path, shards: ShardSet) -> None:
    programs = [make_program(number, depth=0, split=Split.TRAIN) for number in range(3)]
    assert not write_shards(programs, tmp_path / "flat", vocab_size=99).errors
    flat = open_shards(tmp_path / "flat").value
    assert flat is not None
    feed = feed_of(Part(flat), Part(shards), batch=1, order=Curriculum("depth"))
    first = feed.plan.between(0, 3).tolist()
    assert first == [0, 1, 2]
