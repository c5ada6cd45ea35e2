from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenelang.diagnostics import (
    Diagnostic,
    Related,
    Severity,
    TextStyle,
    columns_of,
    count_line,
    render_text,
)
from scenelang.source import SourceText, Span


@dataclass(frozen=True, slots=True)
class OddThing(Diagnostic):
    """A thing that is odd."""

    code: ClassVar[str] = "SL990"
    title: ClassVar[str] = "odd thing `{name}`"
    label: ClassVar[str] = "this is odd"
    help: ClassVar[str] = "write `even`"
    name: str
    first: Span | None = None

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "first seen here"),) if self.first is not None else ()


@dataclass(frozen=True, slots=True)
class MildThing(Diagnostic):
    """A thing that is mild."""

    code: ClassVar[str] = "SL991"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "mild thing"


def finder(*sources: SourceText) -> Callable[[str], SourceText | None]:
    return {source.name: source for source in sources}.get


def shown(text: str, start: int, end: int, columns: int = 120) -> str:
    source = SourceText("a.scene", text)
    return render_text(
        [OddThing(Span("a.scene", start, end), "x")], finder(source), TextStyle(columns=columns)
    )


def test_a_finding_shows_title_place_line_carets_label_and_help() -> None:
    assert shown("one: 1\ntwo: odd\n", 12, 15) == (
        "error[SL990]: odd thing `x`\n"
        " --> a.scene:2:6\n"
        "  |\n"
        "2 | two: odd\n"
        "  |      ^^^ this is odd\n"
        "  = help: write `even`"
    )


def test_related_places_have_their_own_snippet_and_share_the_margin() -> None:
    source = SourceText("a.scene", "x\n" * 9 + "tenth\n")
    found = OddThing(Span("a.scene", 18, 23), "t", first=Span("a.scene", 2, 3))
    assert render_text([found], finder(source)) == (
        "error[SL990]: odd thing `t`\n"
        "  --> a.scene:10:1\n"
        "   |\n"
        "10 | tenth\n"
        "   | ^^^^^ this is odd\n"
        "  ::: a.scene:2:1\n"
        "   |\n"
        " 2 | x\n"
        "   | ^ first seen here\n"
        "   = help: write `even`"
    )


def test_a_span_over_lines_shows_the_first_and_the_last() -> None:
    assert shown("a: [one\n   two\n   three] b\n", 3, 24) == (
        "error[SL990]: odd thing `x`\n"
        " --> a.scene:1:4\n"
        "  |\n"
        "1 | a: [one\n"
        "  |    ^^^^\n"
        "...\n"
        "3 |    three] b\n"
        "  |    ^^^^^^ this is odd\n"
        "  = help: write `even`"
    )


def test_a_span_that_ends_with_its_line_break_is_one_line() -> None:
    assert "2 |" not in shown("one\ntwo\n", 0, 4)


def test_an_empty_span_has_one_caret_even_at_the_end_of_the_file() -> None:
    assert "1 | abc\n  |    ^ this is odd" in shown("abc", 3, 3)
    assert "1 | \n" not in shown("", 0, 0)
    assert "  | ^ this is odd" in shown("", 0, 0)


@pytest.mark.parametrize(
    ("text", "start", "end", "line", "carets"),
    [
        ("дом был", 4, 7, "дом был", "    ^^^"),
        ("数据 bad", 3, 6, "数据 bad", "     ^^^"),
        ("数据", 0, 2, "数据", "^^^^"),
        ("e\u0301e\u0301 bad", 5, 8, "e\u0301e\u0301 bad", "   ^^^"),
        ("ae\u0301", 2, 3, "ae\u0301", " ^"),
        ("😀 bad", 2, 5, "😀 bad", "   ^^^"),
        ("\tkey\tbad", 5, 8, "\tkey\tbad", "\t   \t^^^"),
        ("a\tb", 0, 3, "a\tb", "^\t^"),
        ("a\t\tb", 1, 3, "a\t\tb", " \t^"),
        ("a\tb", 0, 2, "a\tb", "^^"),
        ("\x1b[31mred", 5, 8, "␛[31mred", "     ^^^"),
        ("a\u202eb", 2, 3, "a�b", "  ^"),
    ],
)
def test_carets_stand_under_the_very_characters(
    text: str, start: int, end: int, line: str, carets: str
) -> None:
    assert f"1 | {line}\n  | {carets} this is odd\n" in shown(text, start, end)


def test_a_long_line_is_cropped_around_the_caret() -> None:
    text = "a" * 500 + "BAD" + "b" * 500
    report = shown(text, 500, 503, columns=40).split("\n")
    assert report[3] == f"1 | …{'a' * 12}BAD{'b' * 23}…"
    assert report[4] == f"  |  {' ' * 12}^^^ this is odd"


def test_a_long_line_is_cropped_at_one_side_near_its_ends() -> None:
    at_start = shown("BAD" + "b" * 500, 0, 3, columns=40).split("\n")
    assert at_start[3] == f"1 | BAD{'b' * 35}…"
    at_end = shown("a" * 500 + "BAD", 500, 503, columns=40).split("\n")
    assert at_end[3] == f"1 | …{'a' * 35}BAD"
    assert at_end[4] == f"  |  {' ' * 35}^^^ this is odd"


def test_a_span_longer_than_the_line_has_carets_for_what_is_shown() -> None:
    report = shown("a" * 500, 100, 490, columns=40).split("\n")
    assert report[3] == f"1 | …{'a' * 38}…"
    assert report[4] == f"  |  {' ' * 12}{'^' * 26} this is odd"


def test_a_file_that_cannot_be_shown_is_only_named() -> None:
    found = OddThing(Span("corpus/part.arrow", 0, 0), "x", first=Span("corpus/manifest.json", 0, 0))
    assert render_text([found], finder()) == (
        "error[SL990]: odd thing `x`\n"
        " --> corpus/part.arrow: this is odd\n"
        " ::: corpus/manifest.json: first seen here\n"
        "  = help: write `even`"
    )


def test_a_place_beyond_the_text_is_only_named() -> None:
    assert " --> a.scene: this is odd" in shown("ab", 5, 6)


def test_a_finding_without_label_or_help_ends_with_its_carets() -> None:
    source = SourceText("b", "abc")
    assert render_text([MildThing(Span("b", 0, 1))], finder(source)) == (
        "warning[SL991]: mild thing\n --> b:1:1\n  |\n1 | abc\n  | ^"
    )


def test_two_findings_are_an_empty_line_apart() -> None:
    source = SourceText("b", "abc")
    report = render_text([MildThing(Span("b", 0, 1)), MildThing(Span("b", 1, 2))], finder(source))
    assert report.count("\n\n") == 1


def test_control_characters_in_a_message_cannot_steer_the_terminal() -> None:
    report = render_text([OddThing(Span("b", 0, 0), "\x1b[2J")], finder())
    assert "\x1b" not in report
    assert "odd thing `␛[2J`" in report


def test_colour_only_adds_escape_sequences() -> None:
    source = SourceText("a", "one\ntwo")
    found = [OddThing(Span("a", 0, 3), "x", first=Span("a", 4, 7)), MildThing(Span("a", 1, 2))]
    plain = render_text(found, finder(source))
    coloured = render_text(found, finder(source), TextStyle(colour=True))
    assert "\x1b[1;31merror[SL990]\x1b[0m" in coloured
    assert "\x1b[1;33mwarning[SL991]\x1b[0m" in coloured
    for code in ("1;31", "1;33", "1;34", "1;36", "1", "0"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == plain


def test_findings_are_counted_by_severity() -> None:
    place = Span("a", 0, 0)
    odd, mild = OddThing(place, "x"), MildThing(place)
    assert count_line([]) == "no findings"
    assert count_line([odd]) == "1 error"
    assert count_line([odd, mild, odd]) == "2 errors, 1 warning"
    assert count_line([mild, mild]) == "2 warnings"


SIGNS = st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\t\n 数é😀\u0301"))


@settings(deadline=None)
@given(st.text(SIGNS, max_size=60), st.data(), st.sampled_from([20, 120]))
def test_no_place_of_no_text_breaks_the_renderer(text: str, data: st.DataObject, columns: int) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    report = shown(text, start, end, columns)
    assert "^" in report
    assert all(unicodedata.category(sign) != "Cc" or sign in "\n\t" for sign in report)


@given(st.text(st.sampled_from("ab数é😀дя"), min_size=1, max_size=40), st.data())
def test_caret_columns_are_the_columns_of_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    caret_line = shown(text, start, end).split("\n")[4]
    assert caret_line.count("^") == sum(columns_of(sign) for sign in text[start:end])
    assert caret_line.index("^") == len("  | ") + sum(columns_of(sign) for sign in text[:start])
