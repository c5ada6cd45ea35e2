"""The lines of a file that a finding speaks of, with carets under the very characters.

Takes: a source text, a span in it, a caret sign and a width in columns.
Gives: `SnippetLine` values: line number, the line as shown, the underline below it.
May assume: nothing of the span; one that does not lie in the text gives no lines.
Never does: colour, gutters, labels; the text renderer adds them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scenelang.diagnostics.terminal_text import columns_of, shown
from scenelang.source import SourceText, Span

_TAB_COLUMNS = 8
_CUT = "\u2026"
_SHARE_LEFT = 3
"""A cropped line keeps one part in three of its columns for what stands before the caret."""


@dataclass(frozen=True, slots=True)
class SnippetLine:
    """One line as shown. `indent` is what stands before the carets: spaces, and tabs where the line has."""

    number: int
    text: str
    indent: str
    carets: str


def lies_in(source: SourceText, span: Span) -> bool:
    """True when both ends of the span are places of the text."""
    return span.end <= len(source.text)


def snippet(source: SourceText, span: Span, caret: str, columns: int) -> tuple[SnippetLine, ...]:
    """The line of a span; first and last line where it covers several.

    Args:
        source: The file.
        span: What to underline; an empty one gets one caret at its place.
        caret: The sign to underline with.
        columns: How wide a line may be shown; longer ones are cropped around the span.
    """
    if not lies_in(source, span):
        return ()
    first = source.position(span.start).line
    last = source.position(_last_place(source, span)).line
    lines = [_underlined(source, first, span, caret, columns)]
    if last > first:
        lines.append(_underlined(source, last, _without_indent(source, last, span), caret, columns))
    return tuple(lines)


def _last_place(source: SourceText, span: Span) -> int:
    """The last character that is worth a caret: trailing line breaks and blanks are not."""
    end = span.end
    while end > span.start + 1 and source.text[end - 1].isspace():
        end -= 1
    return max(span.start, end - 1)


def _without_indent(source: SourceText, line: int, span: Span) -> Span:
    whole = source.line_span(line)
    start = whole.start
    while start < span.end - 1 and source.text[start] in " \t":
        start += 1
    return Span(span.file, start, max(start, span.end))


def _underlined(source: SourceText, number: int, span: Span, caret: str, columns: int) -> SnippetLine:
    line = source.line_span(number)
    start = min(max(span.start, line.start), line.end)
    end = max(start, min(span.end, line.end))
    start = _base_character(source, line.start, start, end)
    window = _window(source, line, start, end, columns)
    before = source.text[window.start : start]
    under = source.text[start : min(end, window.end)]
    left = _CUT if window.start > line.start else ""
    right = _CUT if window.end < line.end else ""
    text = "".join(shown(sign) for sign in source.text[window.start : window.end])
    indent = " " * len(left) + "".join(_blank(sign) for sign in before)
    return SnippetLine(number, f"{left}{text}{right}", indent, _carets(under, caret))


def _base_character(source: SourceText, line_start: int, start: int, end: int) -> int:
    """A span that starts at a combining mark is shown from the character that the mark stands on."""
    while line_start < start < end and source.text[start] != "\t" and columns_of(source.text[start]) == 0:
        start -= 1
    return start


def _blank(sign: str) -> str:
    return "\t" if sign == "\t" else " " * columns_of(sign)


def _carets(under: str, caret: str) -> str:
    if not under:
        return caret
    body = "".join("\t" if sign == "\t" else caret * columns_of(sign) for sign in under.rstrip("\t"))
    if len(body) == 0:
        return "\t" * (len(under) - 1) + caret
    return body + (caret if under.endswith("\t") else "")


def _window(source: SourceText, line: Span, start: int, end: int, columns: int) -> Span:
    """The part of the line to show: all of it, or so many columns around the start of the span."""
    if line.end - line.start <= columns and _width(source.text[line.start : line.end]) <= columns:
        return line
    room = max(columns - 2 * len(_CUT), 8)
    before = _backwards(source.text, start, line.start)
    begin = start - _fitting(before, room // _SHARE_LEFT)
    after = source.text[start : min(line.end, start + 2 * room)]
    stop = start + _fitting(after, room - _width(source.text[begin:start]))
    if stop == line.end:
        begin = start - _fitting(_backwards(source.text, start, line.start), room - _width(after))
    return Span(line.file, begin, max(stop, min(end, start + 1)))


def _backwards(text: str, start: int, stop: int) -> Iterable[str]:
    return (text[index] for index in range(start - 1, stop - 1, -1))


def _fitting(signs: Iterable[str], columns: int) -> int:
    """How many of the signs, from the first, fit into so many columns."""
    count = 0
    for sign in signs:
        columns -= _sign_width(sign)
        if columns < 0:
            break
        count += 1
    return count


def _sign_width(sign: str) -> int:
    return _TAB_COLUMNS if sign == "\t" else columns_of(sign)


def _width(text: str) -> int:
    return sum(map(_sign_width, text))
