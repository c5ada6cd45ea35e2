"""Strings drawn from every grammar parse, and are read with places that hold what they say, in all styles."""

from __future__ import annotations

import random

import pytest
from claims import claims_of, values_in
from grammar_strings import all_grammars, rules_of_all_grammars, strings_of
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from scalar_styles import decoded, scalar_in, written
from test_parsing_properties import AXIS, PARSERS

from scenelang.model import Name
from scenelang.parsing.rules import Rule
from scenelang.parsing.syntax import Node, parse_string
from scenelang.reading import ScalarStyle
from scenelang.source import Span

EVERY_RULE = rules_of_all_grammars()
INSIDE = {
    "marks": ("text", "[a]{", "}"),
    "site": ("layer_rule", "", ": teacher"),
    "target": ("layer_rule", "at x: ", ""),
    "name": ("step", "", ": a => b"),
}
"""Rules that are read as a part of another: that rule, and what stands around the part."""
WITHOUT_PLACES = {"band", "range", "share"}
"""Rules whose values hold nothing that has a place of its own."""
DRAWN = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
DICE = st.integers(0, 2**32).map(random.Random)


def test_every_grammar_is_drawn_from() -> None:
    assert {rule.grammar for rule in EVERY_RULE} == all_grammars()
    assert {rule.start for rule in EVERY_RULE} <= {*PARSERS, *INSIDE}


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.start)
def test_strings_drawn_from_a_grammar_parse(rule: Rule) -> None:
    @given(text=strings_of(rule))
    @DRAWN
    def parses(text: str) -> None:
        assert isinstance(parse_string(rule, text), Node), text

    parses()


@pytest.mark.parametrize("style", ScalarStyle, ids=lambda style: style.name.lower())
@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.start)
def test_what_is_drawn_from_a_grammar_is_read_with_places_that_hold(rule: Rule, style: ScalarStyle) -> None:
    start, before, after = INSIDE.get(rule.start, (rule.start, "", ""))
    shown = rule.example.strip("{}") if rule.start == "marks" else rule.example
    held: list[str] = []

    @given(text=strings_of(rule), dice=DICE)
    @example(text=shown, dice=random.Random(0))
    @DRAWN
    def holds(text: str, dice: random.Random) -> None:
        text = f"{before}{text}{after}"
        source = written(text, style, dice)
        scalar = scalar_in(source)
        if scalar is None or scalar.value != text:
            assert style is ScalarStyle.PLAIN, (source.text, text)
            return
        outcome = PARSERS[start](scalar)
        assert all(scalar.place.contains(found.place) for found in outcome.diagnostics)
        for place, claim in claims_of(outcome.value, scalar):
            if place == AXIS.place:
                continue
            said = decoded(source.text_of(place), style)
            assert claim(said), (said, source.text, outcome)
            held.append(said)

    holds()
    assert held or style is ScalarStyle.PLAIN or rule.start in WITHOUT_PLACES


def test_the_claims_look_into_every_value() -> None:
    name = Name("a", Span("f", 0, 1))
    assert [value for value in values_in((name, (name,))) if isinstance(value, Name)] == [name, name]
