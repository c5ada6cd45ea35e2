"""What holds for every string: no crash, exact places, and the splitter reads as the grammar does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markup_by_grammar import read_by_grammar, shape_of
from parsing_scalars import place_in_plain, plain, spread

from scenelang import parsing
from scenelang.diagnostics import Outcome
from scenelang.model import BeatText, Literal, MarkedSpan, Name, TextPiece, Variable
from scenelang.source import ScalarText, Span

AXIS = Name("doubt", Span("test.scene", 0, 0))
PARSERS: dict[str, Callable[[ScalarText], Outcome[object]]] = {
    "head": parsing.parse_beat_head,
    "text": parsing.parse_beat_text,
    "trajectory": lambda text: parsing.parse_trajectory(AXIS, text),
    "step": parsing.parse_logic_step,
    "name": lambda text: parsing.parse_logic_step_named(text, text),
    "reference": parsing.parse_reference,
    "band": parsing.parse_layer_band,
    "exposure": parsing.parse_exposure,
    "attention": parsing.parse_attention_rule,
    "layer_rule": parsing.parse_layer_rule_whole,
    "site": lambda text: parsing.parse_layer_rule(text, text),
    "pattern": parsing.parse_beat_pattern,
    "names": parsing.parse_draw_names,
    "range": parsing.parse_range,
    "share": parsing.parse_share,
    "expression": parsing.parse_expression,
    "weight": parsing.parse_weight,
}
SIGNS = st.sampled_from(
    [
        *"[]{}#.=\"'\\$,:@()|?*+-/%<>! \n\t",
        *(
            "=>",
            "~>",
            "=/>",
            "->",
            "-/>",
            "..",
            "${",
            "]{",
            "}]",
            "${a}",
            "\\[",
            "\\{",
            "]{#a}",
            "]{.b w=2 }",
        ),
        *("a", "b1", "ш", "w", "read", "avoid", "last", "before", "at", "late", "reads", "not", "in", "rise"),
        *(
            "0",
            "12",
            "0.5",
            "-1",
            "60%",
            "w=0.5",
            "k=v",
            'k="v w"',
            "#x",
            ".y",
            "é",
            "😀",
            "क्ष",
            "\u200b",
            "\x00",
        ),
    ]
)
TEXTS = st.one_of(st.lists(SIGNS, max_size=25).map("".join), st.text(max_size=30))
MARKUP = st.lists(
    st.sampled_from(
        [
            "[",
            "]",
            "]{#a}",
            "]{.b w=2 read}",
            "]{k=v  avoid}",
            "${n}",
            "\\[",
            "\\\\",
            "$",
            "\\",
            "x ",
            "ш\n",
            "{",
        ]
    ),
    max_size=20,
).map("".join)
MANY = settings(max_examples=400, deadline=None)


@pytest.mark.parametrize("rule", PARSERS)
@given(text=TEXTS)
@settings(max_examples=200, deadline=None)
def test_no_text_crashes_a_parser_and_every_message_lies_in_the_text(rule: str, text: str) -> None:
    scalar = plain(text)
    outcome = PARSERS[rule](scalar)
    for found in outcome.diagnostics:
        assert scalar.place.contains(found.place)
        assert all(scalar.place.contains(other.place) for other in found.related())
        assert found.message
        assert found.help_text
    kept = {"text", "reference"}  # what is sound in them is kept beside a mistake
    assert rule in kept or (outcome.value is None) == bool(outcome.errors)


@pytest.mark.parametrize("rule", PARSERS)
@given(text=TEXTS)
@settings(max_examples=50, deadline=None)
def test_places_follow_the_map_of_the_scalar(rule: str, text: str) -> None:
    straight = PARSERS[rule](plain(text)).diagnostics
    mapped = PARSERS[rule](spread(text)).diagnostics
    assert [found.code for found in straight] == [found.code for found in mapped]
    whole = spread(text).place
    for here, there in zip(straight, mapped, strict=True):
        assert there.place == whole or place_in_plain(there.place) == here.place


@given(text=st.one_of(MARKUP, TEXTS))
@MANY
def test_the_splitter_reads_every_text_as_the_grammar_does(text: str) -> None:
    expected = read_by_grammar(text)
    outcome = parsing.parse_beat_text(plain(text))
    codes = {found.code for found in outcome.diagnostics}
    structural = {"SL100", "SL101", "SL102", "SL103", "SL104", "SL114", "SL115", "SL159"}
    assert (expected is None) == bool(codes & structural), sorted(codes)
    if not codes:
        assert outcome.value is not None
        assert shape_of(outcome.value) == expected


@given(text=MARKUP)
@MANY
def test_the_pieces_of_a_sound_text_cover_it(text: str) -> None:
    outcome = parsing.parse_beat_text(plain(text))
    if outcome.diagnostics:
        return
    assert outcome.value is not None
    covered = [index for piece in outcome.value.pieces for index in _covered(piece, text)]
    marks = {index for span in outcome.value.spans() for index in _signs_of(span)}
    backslashes = {index for index, sign in enumerate(text) if sign == "\\"} - set(covered)
    assert sorted({*covered, *marks, *backslashes}) == list(range(len(text)))
    assert len(covered) == len(set(covered))


def _covered(piece: TextPiece, text: str) -> list[int]:
    if isinstance(piece, Literal):
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
        return list(range(piece.start, piece.start + len(piece.text)))
    if isinstance(piece, Variable):
        return list(range(piece.start, piece.end))
    return [index for child in piece.children for index in _covered(child, text)]


def _signs_of(span: MarkedSpan) -> list[int]:
    """The opening bracket and everything behind the last child."""
    inside = [index for child in span.children for index in _reach(child)]
    behind = max(inside, default=span.place.start) + 1
    return [span.place.start, *range(behind, span.place.end)]


def _reach(piece: TextPiece) -> tuple[int, int]:
    if isinstance(piece, MarkedSpan):
        return piece.place.start, piece.place.end - 1
    return piece.start, (piece.end if isinstance(piece, Variable) else piece.start + len(piece.text)) - 1


def test_a_text_keeps_its_spans_where_something_else_is_wrong() -> None:
    outcome = parsing.parse_beat_text(plain("[a]{#x} ] [b]{#y w=q} [open"))
    assert isinstance(outcome.value, BeatText)
    assert [str(span.id) for span in outcome.value.spans()] == ["x", "y"]
