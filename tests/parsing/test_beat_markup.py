"""What the markup of a beat means: literals, variables and marked spans with their places."""

from __future__ import annotations

import pytest
from parsing_scalars import FILE, plain, spread

from scenelang.model import Attribute, BeatText, Literal, MarkedSpan, Name, Variable
from scenelang.parsing import parse_beat_text
from scenelang.source import Span


def read(text: str) -> BeatText:
    outcome = parse_beat_text(plain(text))
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


def only_span(text: str) -> MarkedSpan:
    (span,) = read(text).spans()
    return span


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The crown.",
        "see [the bath]",
        "[[a] [b]]",
        r"C:\temp",
        "$5 and $",
        "[]",
        "line\n\ttab\n",
        "a { b"[:2],
    ],
)
def test_text_without_marks_is_one_literal(text: str) -> None:
    assert read(text).pieces == ((Literal(text, 0),) if text else ())


def test_an_escape_is_a_literal_of_its_own() -> None:
    assert read(r"a\[b\\").pieces == (Literal("a", 0), Literal("[", 2), Literal("b", 3), Literal("\\", 5))


def test_a_span_has_its_id_its_children_and_its_place() -> None:
    assert read("So [it is]{#answer}.").pieces == (
        Literal("So ", 0),
        MarkedSpan(
            id=Name("answer", Span(FILE, 12, 18)),
            concepts=(),
            attributes=(),
            weight=1.0,
            read=False,
            avoid=False,
            children=(Literal("it is", 4),),
            place=Span(FILE, 3, 19),
        ),
        Literal(".", 19),
    )


def test_every_kind_of_mark_is_read() -> None:
    span = only_span('[a]{.x #i w=0.25 read k=v topic="the crown" .y}')
    assert str(span.id) == "i"
    assert [str(concept) for concept in span.concepts] == ["x", "y"]
    assert (span.weight, span.read, span.avoid) == (0.25, True, False)
    assert span.attributes == (
        Attribute(Name("k", Span(FILE, 22, 23)), Name("v", Span(FILE, 24, 25))),
        Attribute(Name("topic", Span(FILE, 26, 31)), Name("the crown", Span(FILE, 33, 42))),
    )


def test_avoid_is_read() -> None:
    assert only_span("[a]{avoid}").avoid


def test_spans_nest_and_are_listed_outer_first() -> None:
    text = read("[a [b]{#in} ${v}]{#out}[c]{#next} ${w}")
    assert [str(span.id) for span in text.spans()] == ["out", "in", "next"]
    assert [variable.name.text for variable in text.variables()] == ["v", "w"]


def test_plain_brackets_in_a_span_are_its_text() -> None:
    assert only_span("[see [fig] 2]{#x}").children == (Literal("see [fig] 2", 1),)
    assert only_span("[see [b]{#x}]").children == (Literal("b", 6),)


def test_an_empty_span_has_no_children() -> None:
    assert only_span("[]{#x}").children == ()


def test_a_variable_knows_its_name_and_its_range() -> None:
    assert read("a ${имя_1}b").pieces == (
        Literal("a ", 0),
        Variable(Name("имя_1", Span(FILE, 4, 9)), 2, 10),
        Literal("b", 10),
    )


def test_marks_may_stand_on_several_lines() -> None:
    assert str(only_span("[a]{\n  #x\n  w=2\n}").id) == "x"


def test_places_go_through_the_map_of_the_scalar() -> None:
    outcome = parse_beat_text(spread("[a]{#x}"))
    assert outcome.value is not None
    (span,) = outcome.value.spans()
    assert span.place == Span(FILE, 1000, 1027)
    assert span.id == Name("x", Span(FILE, 1020, 1023))


def test_what_is_sound_is_kept_beside_a_mistake() -> None:
    outcome = parse_beat_text(plain("[a]{#x bold .c w=q} [b"))
    assert [found.code for found in outcome.diagnostics] == ["SL106", "SL110", "SL100"]
    assert outcome.value is not None
    (span,) = outcome.value.spans()
    assert (str(span.id), [str(concept) for concept in span.concepts], span.weight) == ("x", ["c"], 1.0)


def test_a_weight_beyond_all_numbers_is_refused() -> None:
    outcome = parse_beat_text(plain("[a]{w=" + "9" * 400 + "}"))
    assert [found.code for found in outcome.diagnostics] == ["SL110"]
