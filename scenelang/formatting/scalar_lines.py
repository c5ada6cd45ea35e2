"""The lines of one scalar, in another column: what it decodes to stays the same.

Takes: a scalar of a source text, and the column (from 0) in which its lines are to stand.
Gives: the scalar as it is to be written, without the line break at its end.
May assume: the scalar was read from that text.
Never does: join or part lines.
"""

from __future__ import annotations

import re

from scenelang.formatting.pieces import BREAK, Piece
from scenelang.source import SourceText

STEP = 2
"""How much further in every block stands than the one around it."""
_HEADER = re.compile(r"([|>])(?:[0-9]?([-+]?)[0-9]?)[ \t]*(#[^\r\n]*)?")


def block_lines(source: SourceText, piece: Piece, column: int, line_break: str) -> str:
    """A `|` or `>` text below its header, in another column.

    A digit in the header tells the column where the first line begins with a blank of its own. At the end of
    a file that has no last line break, `-` says that the text has none, so that the file may get one.
    """
    assert piece.scalar is not None
    header = _HEADER.match(source.text, piece.start)
    assert header is not None
    lines = _own_lines(source, piece)
    digit = str(STEP) if _begins_with_blank(lines) else ""
    chomping = header[2]
    if lines and not piece.scalar.text.value.endswith("\n"):
        chomping = "-"
    comment = f"  {header[3].rstrip()}" if header[3] else ""
    margin = " " * column
    written = (f"{margin}{line}" if line else "" for line in lines)
    return line_break.join((f"{header[1]}{digit}{chomping}{comment}", *written))


def _own_lines(source: SourceText, piece: Piece) -> list[str]:
    """The lines of a block without their indentation."""
    assert piece.scalar is not None
    _, *lines = BREAK.split(source.text[piece.start : piece.end])
    text = piece.scalar.text
    first = next((number for number, sign in enumerate(text.value) if sign != "\n"), None)
    margin = 0 if first is None else source.position(text.starts[first]).column - 1
    return [line[margin:] if first is not None else "" for line in lines]


def _begins_with_blank(lines: list[str]) -> bool:
    """Whether a reader that looks for the first text would be led astray."""
    for line in lines:
        if line[:1] in (" ", "\t"):
            return True
        if line:
            return False
    return False


def folded_lines(written: str, column: int, line_break: str) -> str:
    """A plain or quoted text over several lines, those after its first in another column."""
    first, *rest = BREAK.split(written)
    stripped = (line.lstrip(" \t") for line in rest)
    return line_break.join((first, *(f"{' ' * column}{line}" if line else "" for line in stripped)))
