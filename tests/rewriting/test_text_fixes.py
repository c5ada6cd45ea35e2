"""Fixes: what is made together, what is taken back, and when it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import ClassVar

from hypothesis import given
from hypothesis import strategies as st

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.rewriting import fix_text
from scenelang.rewriting.chosen_fixes import chosen_fixes, with_fixes
from scenelang.rewriting.text_fixes import MAX_ROUNDS, still_reads
from scenelang.source import SourceText, Span, SpanEdit

TEXT = "scene: 1\nid: a\narchetype: reflection\nbeats:\n  - frame: one two three\n"


class Suggested(Diagnostic):
    """A finding of these tests that offers whatever fix it is given."""

    code: ClassVar[str] = "SL739"
    title: ClassVar[str] = "something"
    help: ClassVar[str] = "something else"

    edits: tuple[SpanEdit, ...]
    safety: Safety = Safety.SAFE

    def fix(self) -> Fix | None:
        """The edits."""
        return Fix("something", self.edits, self.safety)


def edit(start: int, end: int, new: str, file: str = "a.scene") -> SpanEdit:
    return SpanEdit(Span(file, start, end), new)


def suggested(*edits: SpanEdit, safety: Safety = Safety.SAFE) -> Suggested:
    return Suggested(min(one.span for one in edits), edits, safety)


def replacing(
    old: str, new: str, safety: Safety = Safety.SAFE
) -> Callable[[SourceText], Sequence[Diagnostic]]:
    """A lint that finds a word and would have another in its place."""

    def look(source: SourceText) -> Sequence[Diagnostic]:
        at = source.text.find(old)
        return [suggested(edit(at, at + len(old), new, source.name), safety=safety)] if at >= 0 else []

    return look


def source(text: str = TEXT) -> SourceText:
    return SourceText("a.scene", text)


def test_fixes_go_on_until_nothing_is_found() -> None:
    fixed = fix_text(source(), replacing("  - frame: one two", "  - frame: two"), {Safety.SAFE})
    assert fixed.source.text == TEXT.replace("one two", "two")
    assert fixed.fixed == {"SL739": 1}
    assert fixed.found == ()


def test_a_fix_may_bring_another() -> None:
    def look(now: SourceText) -> Sequence[Diagnostic]:
        return [*replacing("one", "1st")(now), *replacing("1st", "first")(now)]

    fixed = fix_text(source(), look, {Safety.SAFE})
    assert "first two" in fixed.source.text
    assert fixed.fixed == {"SL739": 2}


def test_fixes_that_undo_each_other_are_stopped_and_it_is_said() -> None:
    def look(now: SourceText) -> Sequence[Diagnostic]:
        return [*replacing("one", "ten")(now), *replacing("ten", "one")(now)]

    fixed = fix_text(source(), look, {Safety.SAFE})
    (found,) = fixed.found
    assert found.code == "SL718"
    assert (found.place.start, found.place.end) == (0, 0)
    assert fixed.fixed == {"SL739": MAX_ROUNDS}


def test_unsafe_fixes_are_made_only_when_asked_for() -> None:
    look = replacing("one", "eins", Safety.UNSAFE)
    assert fix_text(source(), look, {Safety.SAFE}).source.text == TEXT
    assert "eins" in fix_text(source(), look, {Safety.SAFE, Safety.UNSAFE}).source.text


def test_a_fix_that_spoils_the_file_is_taken_back_and_the_others_are_made() -> None:
    def look(now: SourceText) -> Sequence[Diagnostic]:
        return [*replacing("beats:", "beats")(now), *replacing("three", "3")(now)]

    fixed = fix_text(source(), look, {Safety.SAFE})
    assert fixed.source.text == TEXT.replace("three", "3")
    assert fixed.fixed == {"SL739": 1}
    (found,) = fixed.found
    assert found.code == "SL717"
    assert source().text_of(found.place) == "beats:"


def test_a_fix_that_loses_a_section_is_taken_back() -> None:
    fixed = fix_text(source(), replacing("one two", "[one two]{#"), {Safety.SAFE})
    assert fixed.source.text == TEXT
    assert [found.code for found in fixed.found] == ["SL717"]


def test_a_text_that_did_not_read_may_be_made_to() -> None:
    broken = TEXT.replace("beats:", "beats")
    assert still_reads(source(broken), source())
    assert not still_reads(source(), source(broken))
    assert not still_reads(source(f"{TEXT}---\n{TEXT}"), source())


def test_of_two_fixes_at_one_place_the_first_is_made() -> None:
    one, other = suggested(edit(0, 5, "a")), suggested(edit(4, 8, "b"))
    (chosen,) = chosen_fixes(source(), [other, one], {Safety.SAFE})
    assert chosen.finding is one


def test_two_insertions_at_one_place_touch() -> None:
    found = [suggested(edit(4, 4, "a")), suggested(edit(4, 4, "b")), suggested(edit(4, 8, "c"))]
    assert len(chosen_fixes(source(), found, {Safety.SAFE})) == 1
    apart = [suggested(edit(0, 4, "a")), suggested(edit(4, 8, "b"))]
    assert len(chosen_fixes(source(), apart, {Safety.SAFE})) == 2, "neighbours share no place"


def test_a_fix_is_made_whole_or_not_at_all() -> None:
    found = [suggested(edit(2, 3, "x")), suggested(edit(0, 1, "y"), edit(2, 4, "z"))]
    (chosen,) = chosen_fixes(source(), found, {Safety.SAFE})
    assert chosen.finding is found[1]
    assert with_fixes(source(), [chosen]).text.startswith("ycze")


def test_a_fix_that_fits_nowhere_is_left_out() -> None:
    misfits = [
        suggested(edit(0, 1, "s")),
        suggested(edit(0, 1, "x", file="b.scene")),
        suggested(edit(0, 10_000, "x")),
        suggested(edit(0, 3, "x"), edit(2, 4, "y")),
    ]
    assert chosen_fixes(source(), misfits, {Safety.SAFE}) == ()


EDITS = st.tuples(st.integers(0, 20), st.integers(0, 3), st.text("ab", max_size=2)).map(
    lambda drawn: edit(drawn[0], drawn[0] + drawn[1], drawn[2])
)


@given(st.lists(st.lists(EDITS, min_size=1, max_size=3), max_size=8))
def test_chosen_fixes_never_overlap_and_each_is_whole(drawn: list[list[SpanEdit]]) -> None:
    text = source("abcdefghijklmnopqrstuvwxyz")
    chosen = chosen_fixes(text, [suggested(*edits) for edits in drawn], {Safety.SAFE})
    touched = sorted(span for offer in chosen for span in {one.span for one in offer.fix.edits})
    for one, other in pairwise(touched):
        assert one.end <= other.start
        assert not (one.is_empty and one.end == other.start)
    after = with_fixes(text, chosen)
    added = sum(
        len(one.replacement) - (one.span.end - one.span.start)
        for offer in chosen
        for one in set(offer.fix.edits)
    )
    assert len(after.text) == len(text.text) + added
