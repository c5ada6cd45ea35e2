"""Permutations without a list, and dealing without chance."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scenelang.feeding.interleave import Interleave
from scenelang.feeding.permutation import Permutation, mixed_key
from scenelang.feeding.settings import whole_weights

FROZEN = [6, 3, 9, 7, 0, 4, 5, 2, 1, 8]
FROZEN_KEY = 13608149317741381227
KEYS = st.integers(0, 2**64 - 1)


@given(st.integers(1, 3_000), KEYS)
def test_every_thing_stands_at_one_place(count: int, key: int) -> None:
    found = Permutation(count, key)(np.arange(count))
    assert np.array_equal(np.sort(found), np.arange(count))


@given(st.integers(1, 2**40), KEYS, st.data())
def test_a_place_says_the_same_whoever_asks(count: int, key: int, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=20, unique=True))
    together = Permutation(count, key)(np.array(places))
    alone = [int(Permutation(count, key)(np.array([place]))[0]) for place in places]
    assert together.tolist() == alone
    assert len(set(alone)) == len(places)
    assert all(0 <= found < count for found in alone)


def test_an_order_is_the_same_for_ever() -> None:
    assert Permutation(10, 7)(np.arange(10)).tolist() == FROZEN
    assert mixed_key(1, 2) == FROZEN_KEY
    assert mixed_key(1, 2) != mixed_key(2, 1)


def test_shuffled_places_are_spread_evenly() -> None:
    """Each of 20 things stands at each of 20 places about as often: 2,000 keys, 100 each, chi-square 361."""
    counts = np.zeros((20, 20))
    for key in range(2_000):
        counts[np.arange(20), Permutation(20, mixed_key(key))(np.arange(20))] += 1
    chi = float(((counts - 100) ** 2 / 100).sum())
    assert 361 - 4 * (2 * 361) ** 0.5 < chi < 361 + 4 * (2 * 361) ** 0.5


def test_neighbours_are_parted() -> None:
    """The mean distance of neighbours in a shuffle of n is a third of n."""
    found = Permutation(10_000, 3)(np.arange(10_000))
    assert abs(np.abs(np.diff(found)).mean() / 10_000 - 1 / 3) < 0.02


@given(st.lists(st.integers(1, 40), min_size=1, max_size=6), st.integers(0, 500))
def test_each_part_is_within_one_of_its_share_after_any_number(weights: list[int], start: int) -> None:
    part, _ = Interleave(weights).at(np.arange(start + 400))
    shares = np.array(weights) / sum(weights)
    counts = np.cumsum(np.eye(len(weights))[part], axis=0)
    due = np.arange(1, start + 401)[:, None] * shares
    assert np.abs(counts - due).max() < 1


@given(st.lists(st.integers(1, 40), min_size=1, max_size=6))
def test_turns_of_a_part_count_up_one_by_one(weights: list[int]) -> None:
    part, turn = Interleave(weights).at(np.arange(300))
    for number in range(len(weights)):
        mine = turn[part == number]
        assert mine.tolist() == list(range(len(mine)))


@given(st.lists(st.floats(0.001, 1_000), min_size=1, max_size=5))
def test_whole_weights_keep_the_ratio(weights: list[float]) -> None:
    whole = whole_weights(weights)
    assert min(whole) >= 1
    assert sum(whole) <= 10_000
    for number, weight in zip(whole, weights, strict=True):
        assert abs(number / sum(whole) - weight / sum(weights)) < 2e-3


def test_simple_weights_are_exact() -> None:
    assert whole_weights([0.7, 0.2, 0.1]) == (7, 2, 1)
    assert whole_weights([3, 3]) == (1, 1)
    assert whole_weights([1 / 3, 2 / 3]) == (1, 2)
    assert whole_weights([0.30001, 0.69999]) == (3000, 7000)
    assert whole_weights([1e6, 1, 1]) == (9_998, 1, 1)


@given(st.lists(st.floats(1e-12, 1e12), min_size=1, max_size=60))
def test_whole_weights_of_any_size_have_a_bounded_sum_and_none_is_nothing(weights: list[float]) -> None:
    whole = whole_weights(weights)
    assert min(whole) >= 1
    assert sum(whole) <= 10_000
