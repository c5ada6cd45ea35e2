from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenelang.diagnostics import advice, did_you_mean, nearest


@pytest.mark.parametrize(
    ("word", "allowed", "expected"),
    [
        ("recals", ["mirrors", "recalls"], "recalls"),
        ("teh", ["ten", "the"], "ten"),
        ("anwsers", ["names", "answers"], "answers"),
        ("Middle", ["early", "middle"], "middle"),
        ("obs", ["belief", "observation"], "observation"),
        ("tun", ["frame", "turn"], "turn"),
    ],
)
def test_a_slip_of_the_hand_finds_its_word(word: str, allowed: list[str], expected: str) -> None:
    assert nearest(word, allowed) == expected


@pytest.mark.parametrize(
    ("word", "allowed"),
    [("xyz", ["abc", "frame"]), ("a", ["b", "c"]), ("", ["a", "ab"]), ("turn", []), ("conclude", ["recall"])],
)
def test_what_is_far_is_not_suggested(word: str, allowed: list[str]) -> None:
    assert nearest(word, allowed) is None


def test_the_word_itself_is_never_suggested() -> None:
    assert nearest("turn", ["turn"]) is None
    assert nearest("turn", ["turn", "turn2"]) == "turn2"


def test_the_first_of_two_equally_near_words_wins() -> None:
    assert nearest("bell", ["ball", "bill"]) == "ball"
    assert nearest("bell", ["bill", "ball"]) == "bill"


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_only_allowed_words_are_suggested(word: str, allowed: list[str]) -> None:
    found = nearest(word, allowed)
    assert found is None or (found in allowed and found != word)


@given(st.text(alphabet="abcdefghij", min_size=5, max_size=12), st.data())
def test_one_swap_in_a_long_word_is_mended(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    slip = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if slip != word:
        assert nearest(slip, [word]) == word


def test_advice_names_the_nearest_word_and_lists_what_is_allowed_once() -> None:
    expected = "did you mean `turn`? beats here are `frame`, `turn`"
    assert advice("tun", ["frame", "turn", "frame"], "beats here") == expected


def test_advice_for_a_far_word_only_lists_what_is_allowed() -> None:
    assert advice("xyz", ["frame", "turn"], "beats here") == "beats here are `frame`, `turn`"
    assert did_you_mean("xyz", ["frame", "turn"]) == ""


def test_advice_where_nothing_is_allowed_says_so() -> None:
    assert advice("xyz", [], "beats here") == "beats here: none"


def test_advice_lists_twenty_words_and_counts_the_rest() -> None:
    words = [f"w{number}" for number in range(22)]
    help_line = advice("quite-another", words, "spans here")
    assert help_line.startswith("spans here are `w0`, ")
    assert help_line.endswith("`w19` and 2 more")
