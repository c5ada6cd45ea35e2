"""The order of beats against patterns, compared with Python's regular expressions."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from scenelang.checking.beat_order import pattern_table
from scenelang.parsing import parse_beat_pattern
from scenelang.source import ScalarText, Span

KINDS = ("a", "b", "c")


def patterns() -> st.SearchStrategy[str]:
    repeat = st.sampled_from(["", "?", "+", "*"])
    leaf = st.builds(lambda kind, sign: kind + sign, st.sampled_from(KINDS), repeat)

    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        parts = st.lists(inner, min_size=1, max_size=3)
        sequence = st.builds(" ".join, parts)
        group = st.builds(lambda body, sign: f"({body}){sign}", st.builds(" | ".join, parts), repeat)
        return sequence | group

    return st.recursive(leaf, larger, max_leaves=6)


def scalar(text: str) -> ScalarText:
    return ScalarText(text, Span("p", 0, len(text)), range(len(text)), range(1, len(text) + 1))


def fits(pattern: str, kinds: str) -> bool:
    outcome = parse_beat_pattern(scalar(pattern))
    assert outcome.value is not None
    table = pattern_table(outcome.value)
    expected, reached = table.first, frozenset[int]()
    for kind in kinds:
        reached = frozenset(place for place in expected if table.kinds[place] == kind)
        expected = frozenset().union(*(table.follow[place] for place in reached))
    return bool(reached & table.last) if kinds else table.may_be_empty


@given(patterns(), st.text("abc", max_size=6))
def test_a_pattern_accepts_what_the_same_regular_expression_accepts(pattern: str, kinds: str) -> None:
    assert fits(pattern, kinds) == bool(re.fullmatch(pattern.replace(" ", ""), kinds))


def test_the_table_names_what_may_come_first_in_the_order_of_the_pattern() -> None:
    outcome = parse_beat_pattern(scalar("b? (a | c)+ b"))
    assert outcome.value is not None
    table = pattern_table(outcome.value)
    assert table.named(table.first) == ("b", "a", "c")
