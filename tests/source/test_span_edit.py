"""Edits replace their spans and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenelang.source import SourceText, Span, SpanEdit, apply_edits


def edit(start: int, end: int, new: str) -> SpanEdit:
    return SpanEdit(Span("f", start, end), new)


@given(st.text(max_size=40), st.data())
def test_everything_outside_the_edits_stays(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    ranges = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [edit(start, end, data.draw(st.text(max_size=3))) for start, end in ranges]
    distinct = {one.span: one for one in edits}
    edits = list(distinct.values())
    parts, reached = [], 0
    for one in sorted(edits):
        parts += [text[reached : one.span.start], one.replacement]
        reached = one.span.end
    expected = "".join(parts) + text[reached:]
    assert apply_edits(SourceText("f", text), reversed(edits)).text == expected


def test_equal_edits_count_once() -> None:
    assert apply_edits(SourceText("f", "abc"), [edit(1, 2, "x"), edit(1, 2, "x")]).text == "axc"


@pytest.mark.parametrize(
    ("edits", "says"),
    [
        ([edit(0, 2, "x"), edit(1, 3, "y")], "overlap at 1"),
        ([edit(2, 9, "x")], "does not lie"),
        ([SpanEdit(Span("other", 0, 1), "x")], "does not lie"),
    ],
)
def test_edits_that_cannot_be_made_are_refused(edits: list[SpanEdit], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        apply_edits(SourceText("f", "abc"), edits)
