"""What an author is told about a mistake: the whole message and the exact characters, in every language.

The cases stand in `bad_input.txt`: a rule, what was written, and what is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from parsing_scalars import place_in_plain, plain, said, spread

from scenelang import parsing
from scenelang.diagnostics import Outcome, registered_diagnostics
from scenelang.model import Name
from scenelang.parsing import messages_layers, messages_markup, messages_rules, messages_vary, messages_words
from scenelang.shards.columns import HIGHEST_HEAD
from scenelang.source import ScalarText, Span

AXIS = Name("doubt", Span("test.scene", 0, 0))
READ: dict[str, Callable[[ScalarText], Outcome[object]]] = {
    "text": parsing.parse_beat_text,
    "head": parsing.parse_beat_head,
    "trajectory": lambda text: parsing.parse_trajectory(AXIS, text),
    "step": parsing.parse_logic_step,
    "reference": lambda text: parsing.parse_reference(text, {"contradicts": "revises"}),
    "band": parsing.parse_layer_band,
    "exposure": parsing.parse_exposure,
    "attention": parsing.parse_attention_rule,
    "layer_rule": parsing.parse_layer_rule_whole,
    "pattern": parsing.parse_beat_pattern,
    "names": parsing.parse_draw_names,
    "range": parsing.parse_range,
    "share": parsing.parse_share,
    "expression": parsing.parse_expression,
    "weight": parsing.parse_weight,
}
FILE = Path(__file__).with_name("bad_input.txt")
_CASE = re.compile(r"^==== (\w+): (.*)\n((?:.+\n)+)", re.MULTILINE)
CASES = [(rule, text, told.splitlines()) for rule, text, told in _CASE.findall(FILE.read_text("utf-8"))]


@pytest.mark.parametrize(("rule", "text", "told"), CASES, ids=[f"{rule}: {text}" for rule, text, _ in CASES])
def test_a_mistake_is_told_in_full(rule: str, text: str, told: list[str]) -> None:
    assert said(READ[rule](plain(text))) == told


@pytest.mark.parametrize(("rule", "text", "told"), CASES, ids=[f"{rule}: {text}" for rule, text, _ in CASES])
def test_the_caret_follows_the_map_of_an_escaped_scalar(rule: str, text: str, told: list[str]) -> None:
    found = READ[rule](spread(text)).diagnostics
    places = [(place_in_plain(one.place).start, place_in_plain(one.place).end) for one in found]
    expected = [tuple(map(int, re.match(r"\w+ (\d+)\.\.(\d+)", line).groups())) for line in told]
    whole = spread(text).place
    assert [pair for pair, one in zip(places, found, strict=True) if one.place != whole] == [
        pair for pair, one in zip(expected, found, strict=True) if one.place != whole
    ]


def test_every_case_of_the_file_is_read() -> None:
    assert len(CASES) == len(re.findall("^====", FILE.read_text("utf-8"), re.MULTILINE))
    assert {rule for rule, _, _ in CASES} == set(READ)


def test_every_message_of_parsing_is_shown_by_a_case() -> None:
    modules = (messages_layers, messages_markup, messages_rules, messages_vary, messages_words)
    names = {module.__name__ for module in modules}
    codes = {code for code, kind in registered_diagnostics().items() if kind.__module__ in names}
    shown = {line.split()[0] for _, _, told in CASES for line in told}
    elsewhere = {"SL120", "SL125", "SL126"}
    assert codes - shown == elsewhere
    assert all("SL100" <= code <= "SL169" for code in codes)


@pytest.mark.parametrize("blank", ["", " ", "\n\t"])
def test_an_empty_rule_is_told_at_the_whole_scalar(blank: str) -> None:
    assert said(parsing.parse_logic_step(plain(blank, start=7))) == [
        (
            f"SL120 7..{7 + len(blank)} there is nothing here where a logic step should be | empty | "
            "write a logic step, such as `weight, silver => test`, or delete the line"
        )
    ]


def test_a_rule_too_long_is_refused_unread() -> None:
    assert said(parsing.parse_logic_step(plain("x" * 10_001))) == [
        (
            "SL126 0..10001 a logic step has 10001 characters; at most 10000 are allowed | too long | "
            "split it, or move a text to `beats`; the whole looks like `weight, silver => test`"
        )
    ]


@pytest.mark.parametrize("text", ["not " * 500 + "a", "1+" * 500 + "1", "(" * 500 + "1" + ")" * 500])
def test_an_expression_too_deep_is_refused(text: str) -> None:
    assert said(parsing.parse_expression(plain(text))) == [
        (
            f"SL125 0..{len(text)} this is nested more than 100 levels deep | too deep from here | "
            "split it into parts of at most 100 levels"
        )
    ]


def test_brackets_too_deep_are_told_where_they_become_so() -> None:
    assert said(parsing.parse_beat_text(plain("a" + "[" * 51 + "b"))) == [
        (
            "SL125 51..52 this is nested more than 50 levels deep | too deep from here | "
            "split it into parts of at most 50 levels"
        )
    ]
    assert parsing.parse_beat_text(plain("[" * 50 + "]" * 50)).diagnostics == ()


def test_a_text_full_of_mistakes_is_read_no_further_than_a_hundred() -> None:
    assert len(parsing.parse_beat_text(plain("]" * 5000)).diagnostics) == 100


def test_an_invisible_character_is_named() -> None:
    assert said(parsing.parse_logic_step(plain("a\u200b => b"))) == [
        (
            "SL121 1..2 expected `,` or an arrow `=>`, `~>` or `=/>`, found the invisible character U+200B "
            "(ZERO WIDTH SPACE) | "
            "expected `,` or an arrow `=>`, `~>` or `=/>` | write it like `weight, silver => test`"
        )
    ]


def test_a_long_word_is_quoted_short() -> None:
    found = parsing.parse_logic_step(plain("a => b " + "c" * 90)).diagnostics
    assert found[0].message == f"a logic step ends before `{'c' * 29}…`"


@pytest.mark.parametrize(
    ("text", "place", "label"),
    [
        ("[a]{#x #y}", (5, 6), "first id"),
        ("[a]{.c .c}", (4, 6), "first here"),
        ("[a]{avoid read}", (4, 9), "and this"),
        ("an [open{#x}", (3, 4), "opens here"),
    ],
)
def test_a_second_place_explains_the_first(text: str, place: tuple[int, int], label: str) -> None:
    (related,) = parsing.parse_beat_text(plain(text)).diagnostics[0].related()
    assert ((related.place.start, related.place.end), related.label) == (place, label)


def test_a_name_drawn_twice_points_at_the_first() -> None:
    (related,) = parsing.parse_draw_names(plain("a, b, a")).diagnostics[0].related()
    assert (related.place.start, related.label) == (0, "first here")


def test_site_and_target_of_a_layer_rule_are_both_told() -> None:
    outcome = parsing.parse_layer_rule(plain("answer @ lat"), plain('reeds "x"', start=20))
    assert outcome.value is None
    assert [(found.code, found.place.start) for found in outcome.diagnostics] == [
        ("SL132", 0),
        ("SL133", 9),
        ("SL138", 20),
    ]


def test_name_and_body_of_a_step_are_both_told() -> None:
    outcome = parsing.parse_logic_step_named(plain("s 1"), plain("a -> b", start=10))
    assert outcome.value is None
    assert [(found.code, found.place.start) for found in outcome.diagnostics] == [("SL123", 2), ("SL121", 12)]


def test_the_highest_head_of_a_rule_is_the_highest_of_a_shard() -> None:
    assert parsing.parse_attention_rule(plain(f"a -> b @ late h{HIGHEST_HEAD}")).diagnostics == ()
    assert [
        found.code
        for found in parsing.parse_attention_rule(plain(f"a -> b @ late h{HIGHEST_HEAD + 1}")).diagnostics
    ] == ["SL158"]
