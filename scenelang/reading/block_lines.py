"""Decodes literal `|` and folded `>` block scalars (YAML 1.2.2, chapter 8).

The first line that has text sets the indentation unless the header does; `-` drops the last line break,
`+` keeps all empty lines at the end. A folded block joins neighbouring lines with a space unless one of them
is indented further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scenelang.reading.mapped_scalar import MappedScalar

_LINE = re.compile(r"( *)([^\r\n]*)(\r\n|\r|\n|\Z)")
_INDENTED = re.compile(r" +(?=[^ \r\n])")
_BEHIND = re.compile(r"\n*( *)")
_HEADER = re.compile(r"([|>])([0-9]?)([-+]?)([0-9]?)[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|\Z)")


class _Line(NamedTuple):
    """A line of a block: where its text starts after the indentation, where it ends, where its break ends."""

    start: int
    end: int
    break_end: int

    @property
    def line_break(self) -> tuple[int, int]:
        return self.end, self.break_end


class BlockHeader(NamedTuple):
    """What `|2-` and its like say, and where the first line of the block starts."""

    is_folded: bool
    indentation: int | None
    chomping: str
    end: int


def block_header(text: str, start: int) -> BlockHeader | None:
    """Reads the header at `start`; None when there is none that can be read."""
    found = _HEADER.match(text, start)
    if found is None:
        return None
    digit = found[2] or found[4]
    return BlockHeader(found[1] == ">", int(digit) if digit else None, found[3], found.end())


def plain_lines(text: str, header: BlockHeader, parent_indent: int, value: str) -> MappedScalar | None:
    """What `BlockLines` gives, in a fraction of the time, for a literal block in which nothing is special.

    `value` is what the parser made of the block. None where a line is blank or looks otherwise than its part
    of the value, indented as the first one.
    """
    indented = _INDENTED.match(text, header.end)
    is_clipped = not header.chomping
    if header.is_folded or header.indentation is not None or header.chomping == "+" or indented is None:
        return None
    pad, width = indented[0], len(indented[0])
    if width <= parent_indent or (is_clipped and value[-1:] != "\n"):
        return None
    position, mapped = header.end, MappedScalar(text)
    lines = value[:-1].split("\n") if is_clipped else value.split("\n")
    for number, line in enumerate(lines, start=1):
        written = f"{pad}{line}\n"
        if not line or line.isspace() or not text.startswith(written, position):
            return None
        start, position = position + width, position + len(written)
        mapped.run(start, position if is_clipped or number < len(lines) else position - 1)
    behind = _BEHIND.match(text, position)
    return None if behind is None or len(behind[1]) >= width else mapped


class BlockLines:
    """Reads the lines below a block header into a mapped scalar."""

    def __init__(self, text: str, header: BlockHeader, parent_indent: int) -> None:
        """`parent_indent` is the column (from 0) of the block that holds the scalar, -1 at the top."""
        self._text = text
        self._header = header
        self._mapped = MappedScalar(text)
        self._indent = self._indentation(parent_indent)
        self._last: _Line | None = None
        self._empty: list[tuple[int, int]] = []

    def read(self) -> MappedScalar:
        """The decoded block; the caller compares its value with the parser's."""
        for line in self._lines():
            if line.start >= line.end:
                self._empty.append(line.line_break)
                continue
            self._join(line)
            self._mapped.run(line.start, line.end)
            self._last = line
        self._chomp()
        return self._mapped

    def _indentation(self, parent_indent: int) -> int:
        if self._header.indentation is not None:
            return max(parent_indent, 0) + self._header.indentation
        widest, position = max(parent_indent + 1, 1), self._header.end
        while position < len(self._text):
            found = _LINE.match(self._text, position)
            assert found is not None
            widest = max(widest, len(found[1]))
            if found[2]:
                break
            position = found.end()
        return widest

    def _lines(self) -> Iterator[_Line]:
        position = self._header.end
        while position < len(self._text):
            found = _LINE.match(self._text, position)
            assert found is not None
            if found[2] and len(found[1]) < self._indent:
                return
            position = found.end()
            end = found.start(3)
            start = min(found.start() + self._indent, end)
            if start == end == position:
                return
            yield _Line(start, end, position)

    def _join(self, line: _Line) -> None:
        if self._last is not None and self._is_folded_with(line, self._last):
            self._fold(self._last, line)
        else:
            if self._last is not None:
                self._mapped.line_break(*self._last.line_break)
            for empty in self._empty:
                self._mapped.line_break(*empty)
        self._empty = []

    def _is_folded_with(self, line: _Line, last: _Line) -> bool:
        is_indented = self._text[line.start] in " \t" or self._text[last.start] in " \t"
        return self._header.is_folded and not is_indented

    def _fold(self, last: _Line, line: _Line) -> None:
        if not self._empty:
            self._mapped.unit(" ", last.end, line.start)
            return
        starts = [last.end, *(start for start, _ in self._empty[1:])]
        ends = [*(end for _, end in self._empty[:-1]), line.start]
        for start, end in zip(starts, ends, strict=True):
            self._mapped.unit("\n", start, end)

    def _chomp(self) -> None:
        if self._last is not None and self._header.chomping != "-" and self._last.break_end > self._last.end:
            self._mapped.line_break(*self._last.line_break)
        if self._header.chomping == "+":
            for empty in self._empty:
                self._mapped.line_break(*empty)
