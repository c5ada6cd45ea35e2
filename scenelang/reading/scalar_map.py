"""From a parser's scalar event to text whose every character knows its place in the file.

Takes: the file's text, a scalar event, the column of the block around it. Gives: a `ScalarText`, or None
where the decoding here and the parser's differ. May assume: the event was read from this text.
Never does: guess; a value that is not the parser's own is never given.
"""

from __future__ import annotations

import re

from scenelang.reading.block_lines import BlockLines, block_header, plain_lines
from scenelang.reading.folded_lines import FoldedLines
from scenelang.reading.yaml_events import YamlEvent
from scenelang.reading.yaml_tree import STYLES, ScalarStyle
from scenelang.source import ScalarText, SourceText, Span

_PROPERTIES = re.compile(r"(?:!(?:<[^>\s]*>|[^\s,\[\]{}]*)|&[^\s,\[\]{}]+)(?:[ \t\r\n]+|(?<=\s)#[^\r\n]*)*")


def content_start(text: str, event: YamlEvent) -> int:
    """Where a node's own writing starts, behind its tag and anchor and the space after them."""
    position = event.start
    while event.tag is not None or event.anchor is not None:
        found = _PROPERTIES.match(text, position)
        if found is None:
            break
        position = found.end()
    return position


def map_scalar(source: SourceText, event: YamlEvent, parent_indent: int) -> ScalarText | None:
    """The scalar with the way back to the file; None where it cannot be shown to be exact.

    Args:
        source: the file that the event was read from.
        event: a scalar event.
        parent_indent: the column (from 0) of the innermost block list or mapping, -1 without one.
    """
    start = content_start(source.text, event)
    style = STYLES[event.style]
    if style is ScalarStyle.LITERAL or style is ScalarStyle.FOLDED:
        return _map_block(source, start, event, parent_indent)
    if start >= event.end:
        return _absent(source, event)
    return _map_flow(source, start, event, style)


def _absent(source: SourceText, event: YamlEvent) -> ScalarText | None:
    """A value that is not written: it stands right behind what it belongs to."""
    here = event.end
    while here > 0 and source.text[here - 1] in " \t\r\n":
        here -= 1
    return None if event.value else ScalarText("", Span(source.name, here, here), (), ())


def _map_flow(source: SourceText, start: int, event: YamlEvent, style: ScalarStyle) -> ScalarText | None:
    quote = 0 if style is ScalarStyle.PLAIN else 1
    place = Span(source.name, start, event.end)
    inner_start, inner_end = start + quote, event.end - quote
    if source.text[inner_start:inner_end] == event.value:
        places = range(inner_start, inner_end)
        return ScalarText(event.value, place, places, range(inner_start + 1, inner_end + 1))
    scalar = FoldedLines(source.text, style).read(inner_start, inner_end).finish(place)
    return scalar if scalar.value == event.value else None


def _map_block(source: SourceText, start: int, event: YamlEvent, parent_indent: int) -> ScalarText | None:
    header = block_header(source.text, start)
    if header is None:
        return None
    mapped = plain_lines(source.text, header, parent_indent, event.value)
    if mapped is None:
        mapped = BlockLines(source.text, header, parent_indent).read()
    header_end = start + len(source.text[start : header.end].rstrip("\r\n"))
    scalar = mapped.finish(Span(source.name, start, max(mapped.end, header_end)))
    return scalar if scalar.value == event.value else None
