"""The edit that makes a text on the line of its key a `|` block, in which every sign is ordinary."""

from __future__ import annotations

import re

from scenelang.source import SourceText, Span, SpanEdit

_KEY_AND_TEXT = re.compile(r"(?P<lead> *(?:- +)+)[^\s:#'\"\[{]+: +(?P<text>[^|>&*!\s][^\r\n]*)")


def text_as_block(source: SourceText, place: int) -> tuple[SpanEdit, ...]:
    """The edit for the text of a beat that holds an offset; nothing where it does not end with its line.

    The block drops its last line break (`|-`), so that the text is what stands on the line.
    """
    number = source.position(place).line
    line = source.line_span(number)
    found = _KEY_AND_TEXT.match(source.text, line.start, line.end)
    if found is None or not found.start("text") <= place <= found.end():
        return ()
    indent = len(found["lead"]) + 2
    if number < source.line_count:
        below = source.text_of(source.line_span(number + 1))
        if below.strip() and len(below) - len(below.lstrip(" ")) >= indent - 1:
            return ()
    start = found.start("text")
    return (SpanEdit(Span(source.name, start, start), f"|-\n{' ' * indent}"),)
