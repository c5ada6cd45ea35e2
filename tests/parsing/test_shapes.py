"""By shape or by Lark: the same syntax, whatever the names are."""

from __future__ import annotations

import random
import re

import pytest
from grammar_strings import rules_of_all_grammars, strings_of
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scenelang.parsing.rules import Rule
from scenelang.parsing.shapes import GRAMMARS, by_shape
from scenelang.parsing.syntax import _parse
from scenelang.parsing.syntax_tree import Node

RULES = [rule for rule in rules_of_all_grammars() if rule.grammar in GRAMMARS]
NAMES = (
    *(
        "a",
        "answer",
        "first-guess",
        "шаг.2",
        "x1",
        "h0",
        "top",
        "w",
        "reads",
        "concept",
        "readsx",
        "é",
        "e\u0301a",
    ),
    *("тень", "漢字", "a.b-c", "any", "all", "late", "two_words", "W", "teacher", "tension", "label", "क्षा"),
)
WORD = re.compile(r"[^\W\d_]\w*(?:[-.]\w+)*")
MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.start)
def test_names_may_change_and_the_syntax_is_what_lark_says(rule: Rule) -> None:
    @given(text=strings_of(rule), dice=st.integers(0, 2**32).map(random.Random))
    @example(text=rule.example, dice=random.Random(0))
    @MANY
    def holds(text: str, dice: random.Random) -> None:
        for _ in range(3):
            renamed = WORD.sub(lambda _: dice.choice(NAMES), text)
            assert by_shape(rule.grammar, rule.start, renamed, _parse) == _parse(
                rule.grammar, rule.start, renamed
            )

    holds()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.start)
def test_any_string_at_all_is_what_lark_says(rule: Rule) -> None:
    pieces = st.sampled_from(
        (
            *(
                *NAMES,
                " ",
                "  ",
                "->",
                "-/>",
                "=>",
                "~>",
                ",",
                ":",
                "@",
                "..",
                "2",
                "-1",
                "60%",
                "0.5",
                "(",
                ")",
            ),
            *(
                '"',
                '"not"',
                "'",
                "#",
                "=",
                "-",
                ".",
                "_",
                "2nd",
                "${a}",
                "\\",
                "\x00",
                "\u0301",
                "w=",
                "read",
            ),
        )
    )

    @given(text=st.lists(pieces, max_size=12).map("".join))
    @MANY
    def holds(text: str) -> None:
        for again in (text, text):
            assert by_shape(rule.grammar, rule.start, again, _parse) == _parse(
                rule.grammar, rule.start, again
            )

    holds()


def test_a_second_string_of_a_shape_needs_no_parser() -> None:
    asked: list[str] = []

    def parse(grammar: str, start: str, text: str) -> object:
        asked.append(text)
        return _parse(grammar, start, text)

    lines = ("quiet, dog => stranger", "тень,  b => c", "a, bb => ccc", "reads, bb => ccc")
    syntaxes = [by_shape("chain", "step", line, parse) for line in lines]
    assert all(isinstance(syntax, Node) for syntax in syntaxes)
    assert "a, bb => ccc" not in asked
    assert "reads, bb => ccc" in asked
