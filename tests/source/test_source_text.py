from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenelang.source import Position, SourceText, Span

TEXTS = st.text(st.sampled_from("ab\n\r😀é\u2028"), max_size=30)


@given(TEXTS)
def test_lines_and_columns_lead_back_to_the_offset(text: str) -> None:
    source = SourceText("f", text)
    lines = re.split(r"\r\n|\r|\n", text)
    assert source.line_count == len(lines)
    assert [source.text_of(source.line_span(line + 1)) for line in range(len(lines))] == lines
    for offset in range(len(text) + 1):
        line, column = source.position(offset)
        assert source.line_span(line).start + column - 1 == offset


def test_columns_count_code_points_and_lines_end_three_ways() -> None:
    source = SourceText("f", "dé😀[x]\r\nb\rc\n")
    assert source.position(3) == Position(1, 4)
    assert source.position(source.text.index("b")) == Position(2, 1)
    assert source.position(source.text.index("c")) == Position(3, 1)
    assert source.position(len(source.text)) == Position(4, 1)
    assert source.text_of(source.line_span(1)) == "dé😀[x]"


def test_the_whole_is_all_of_it() -> None:
    assert SourceText("f", "abc").whole == Span("f", 0, 3)


@pytest.mark.parametrize("offset", [-1, 4])
def test_an_offset_outside_is_a_bug(offset: int) -> None:
    with pytest.raises(ValueError, match=rf"offset {offset} is outside f \(0\.\.3\)"):
        SourceText("f", "abc").position(offset)
