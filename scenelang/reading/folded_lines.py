r"""Decodes plain and quoted scalars: line folding, doubled quotes, escapes (YAML 1.2.2, chapter 7).

A line break between two lines of text reads as one space, a break with `n` empty lines after it as `n`
line feeds; blanks around it are dropped. In double quotes `\` at a line's end joins the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scenelang.reading.mapped_scalar import MappedScalar
from scenelang.reading.yaml_tree import ScalarStyle

_BREAK = re.compile(r"\r\n|\r|\n")
_QUOTE = re.compile("''")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^xuU\r\n])?")
_ESCAPED = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "\t": "\t",
    "v": "\v",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
ESCAPES = tuple(key for key in _ESCAPED if key != "\t")


class FoldedLines:
    """Reads `text[start:end]`, the inside of a plain or quoted scalar, line by line."""

    def __init__(self, text: str, style: ScalarStyle) -> None:
        self._text = text
        self._style = style
        self._mapped = MappedScalar(text)
        self._breaks: list[tuple[int, int]] = []
        self._fold_start = 0
        self._is_joined = False

    def read(self, start: int, end: int) -> MappedScalar:
        """The decoded inside; the caller compares its value with the parser's."""
        line_start = start
        for found in _BREAK.finditer(self._text, start, end):
            self._line(line_start, found.start(), is_first=line_start == start)
            self._breaks.append(found.span())
            line_start = found.end()
        content = line_start if line_start == start else self._skip_blanks(line_start, end)
        self._fold(content)
        self._characters(content, end)
        return self._mapped

    def _line(self, start: int, end: int, *, is_first: bool) -> None:
        content = start if is_first else self._skip_blanks(start, end)
        if content >= end and not is_first:
            return
        self._fold(content)
        content_end, self._is_joined = self._characters(content, end, at_break=True)
        self._fold_start = content_end

    def _fold(self, content: int) -> None:
        breaks, self._breaks = self._breaks, []
        if self._is_joined:
            for start, end in breaks[1:]:
                self._mapped.line_break(start, end)
        elif len(breaks) == 1:
            self._mapped.unit(" ", self._fold_start, content)
        elif breaks:
            self._line_feeds(breaks[1:], content)

    def _line_feeds(self, breaks: list[tuple[int, int]], content: int) -> None:
        starts = [self._fold_start, *(start for start, _ in breaks[1:])]
        ends = [*(end for _, end in breaks[:-1]), content]
        for start, end in zip(starts, ends, strict=True):
            self._mapped.unit("\n", start, end)

    def _characters(self, start: int, end: int, *, at_break: bool = False) -> tuple[int, bool]:
        r"""Takes one line; gives where its text ends and whether `\` joins it to the next."""
        text, last = self._text, start
        for found in self._specials(start, end):
            self._mapped.run(last, found.start())
            last = found.end()
            if found[0] == "\\":
                return last, True
            self._mapped.unit(_decoded(found[0]), found.start(), last)
        content_end = end
        if at_break:
            content_end = max(last, start + len(text[start:end].rstrip(" \t")))
        self._mapped.run(last, content_end)
        return content_end, False

    def _specials(self, start: int, end: int) -> Iterator[re.Match[str]]:
        if self._style is ScalarStyle.DOUBLE:
            return _ESCAPE.finditer(self._text, start, end)
        if self._style is ScalarStyle.SINGLE:
            return _QUOTE.finditer(self._text, start, end)
        return iter(())

    def _skip_blanks(self, start: int, end: int) -> int:
        return end - len(self._text[start:end].lstrip(" \t"))


def _decoded(written: str) -> str:
    if written == "''":
        return "'"
    sign = written[1]
    if sign in "xuU" and len(written) > 2:
        return chr(int(f"0x{written[2:]}", 0))
    return _ESCAPED.get(sign, sign)
