"""Plain blocks are read in a shorter way, which comes to what the long one does."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from scenelang.reading.block_lines import BlockLines, block_header, plain_lines
from scenelang.source import Span

LINES = st.lists(
    st.sampled_from(
        ["", "a", "a b", " deeper", "\tx", "# no comment", "- x", "k: v", "\u00e9\U0001f642", "  ", "x "]
    ),
    min_size=1,
    max_size=6,
)
PLACE = Span("f", 0, 0)


@given(
    header=st.sampled_from(["|", "|-", "|+", "|2", ">", "| # why"]),
    lines=LINES,
    indent=st.integers(1, 4),
    line_break=st.sampled_from(["\n", "\n", "\r\n"]),
    behind=st.sampled_from(["", "\n", "next: 1\n", "\n\nnext: 1\n", "# said\nnext: 1\n", "   \nnext: 1\n"]),
)
@example(header="|", lines=["a", "b"], indent=2, line_break="\n", behind="next: 1\n")
@example(header="|-", lines=["a", " b"], indent=2, line_break="\n", behind="")
def test_the_short_way_is_the_long_one(
    header: str, lines: list[str], indent: int, line_break: str, behind: str
) -> None:
    block = "".join(f"{' ' * indent if line else ''}{line}{line_break}" for line in lines)
    text = f"key: {header}{line_break}{block}{behind}"
    try:
        value = yaml.load(text, yaml.CSafeLoader)["key"]
    except (yaml.YAMLError, TypeError):
        assume(False)
    found = block_header(text, 5)
    assert found is not None
    short = plain_lines(text, found, 0, value)
    long = BlockLines(text, found, 0).read()
    if short is not None:
        assert short.finish(PLACE) == long.finish(PLACE)
        assert short.end == long.end


@pytest.mark.parametrize(
    ("text", "value"),
    [("|\n  a\n  b\nc", "a\nb\n"), ("|-\n a: 1\n", "a: 1"), ("|\n  a\n   b\n\nc", "a\n b\n")],
)
def test_blocks_as_most_are_go_the_short_way(text: str, value: str) -> None:
    header = block_header(text, 0)
    assert header is not None
    mapped = plain_lines(text, header, 0, value)
    assert mapped is not None
    assert mapped.finish(PLACE).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("|\n  a\n\n  b\n", "a\n\nb\n"),
        ("|\n  a\n  b\n", "a\n"),
        ("|\n  a", "a\n"),
        ("|\n  a\n", "a"),
        ("|2\n  a\n", "a\n"),
        ("|+\n  a\n", "a\n"),
        (">\n  a\n", "a\n"),
        ("|\n  a\r\n", "a\n"),
        ("|\na\n", "a\n"),
    ],
)
def test_what_is_special_about_a_block_goes_the_long_way(text: str, value: str) -> None:
    header = block_header(text, 0)
    assert header is not None
    assert plain_lines(text, header, 0, value) is None
