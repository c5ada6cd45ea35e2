"""Chance that is the same everywhere, forever."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from scenelang.expanding.choices import Choices, stable_share


def test_the_numbers_never_change() -> None:
    choices = Choices(b"two-hop\x007", 12)
    assert [choices.below(24) for _ in range(8)] == EIGHT
    assert choices.order(6) == ORDER
    assert choices.distinct(7, 24) == SEVEN
    assert stable_share(b"two-hop\x007", ("Kel", "Mia")) == SHARE


EIGHT = [1, 18, 0, 1, 21, 4, 3, 7]
ORDER = (5, 3, 0, 4, 2, 1)
SEVEN = [5, 22, 23, 9, 7, 12, 14]
SHARE = 0.630230827401162


@given(st.integers(0, 10**9), st.integers(1, 40), st.integers(0, 40))
def test_distinct_choices_are_distinct_and_in_range(instance: int, wanted: int, spare: int) -> None:
    chosen = Choices(b"x", instance).distinct(wanted, wanted + spare)
    assert len(set(chosen)) == wanted
    assert set(chosen) <= set(range(wanted + spare))


@given(st.integers(0, 10**9), st.integers(1, 300))
def test_an_order_holds_every_number_once(instance: int, count: int) -> None:
    assert sorted(Choices(b"x", instance).order(count)) == list(range(count))


def test_every_choice_is_about_as_frequent() -> None:
    """6,000 draws of 6: each is met 1,000 times, give or take five standard deviations (29 each)."""
    counts = Counter(Choices(b"fair", number).below(6) for number in range(6000))
    assert all(abs(count - 1000) < 5 * 29 for count in counts.values())


def test_choices_beyond_one_digest_go_on() -> None:
    choices = Choices(b"long", 0)
    assert len({choices.below(2**64) for _ in range(100)}) == 100


def test_a_huge_range_is_never_listed() -> None:
    assert len(Choices(b"x", 1).distinct(3, 10**18)) == 3


def test_shares_are_spread_evenly_and_tell_values_apart() -> None:
    shares = [stable_share(b"k", (str(number),)) for number in range(4000)]
    assert abs(sum(share < 0.1 for share in shares) - 400) < 5 * 19
    assert stable_share(b"k", ("ab", "c")) != stable_share(b"k", ("a", "bc"))
    assert stable_share(b"k", ("a",)) != stable_share(b"l", ("a",))
