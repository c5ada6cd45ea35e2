"""A file's text and the way from an offset to a line and a column."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from scenelang.source.span import Span

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class Position(NamedTuple):
    """A place for people: line and column, both counted from 1, in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """The decoded text of one file, without its byte-order mark.

    Lines end at LF, CR LF or CR. Other Unicode separators are ordinary characters, as in YAML 1.2.
    """

    name: str
    text: str
    _line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = (0, *(match.end() for match in _LINE_BREAK.finditer(self.text)))
        object.__setattr__(self, "_line_starts", starts)

    @property
    def whole(self) -> Span:
        """The span of the whole file."""
        return Span(self.name, 0, len(self.text))

    @property
    def line_count(self) -> int:
        """How many lines there are; an empty file has one empty line."""
        return len(self._line_starts)

    def position(self, offset: int) -> Position:
        """Line and column of an offset; the end of the text is a place too.

        Raises:
            ValueError: the offset lies outside the text.
        """
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} is outside {self.name} (0..{len(self.text)})")
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """The span of a line (counted from 1), its line break left out."""
        start = self._line_starts[line - 1]
        end = self._line_starts[line] if line < len(self._line_starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(self.name, start, end)

    def text_of(self, span: Span) -> str:
        """The characters that a span of this file covers."""
        return self.text[span.start : span.end]
