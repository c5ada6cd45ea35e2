"""The lines of a beat, for beats whose lines are shuffled.

Takes the pieces of a beat's text. Gives its lines, each with the line break that ended it.
May assume that no marked span holds a line break. Never changes a character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scenelang.model import Literal, TextPiece


@dataclass(frozen=True, slots=True)
class BeatLine:
    """A line without its break; `line_break` is None only for a last line that has none."""

    pieces: tuple[TextPiece, ...]
    line_break: Literal | None


def split_lines(pieces: Iterable[TextPiece]) -> tuple[BeatLine, ...]:
    """The lines of a text; what follows the last line break is a line only when it is not empty."""
    lines: list[BeatLine] = []
    current: list[TextPiece] = []
    for piece in pieces:
        if not isinstance(piece, Literal):
            current.append(piece)
            continue
        for part in _cut(piece):
            if part.text == "\n":
                lines.append(BeatLine(tuple(current), part))
                current = []
            else:
                current.append(part)
    if current:
        lines.append(BeatLine(tuple(current), None))
    return tuple(lines)


def _cut(literal: Literal) -> Iterator[Literal]:
    start = literal.start
    lines = literal.text.split("\n")
    for line in lines[:-1]:
        if line:
            yield Literal(line, start)
        start += len(line) + 1
        yield Literal("\n", start - 1)
    if lines[-1]:
        yield Literal(lines[-1], start)
