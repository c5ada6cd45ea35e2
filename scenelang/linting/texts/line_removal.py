"""Edits that take a line out of a list, or a key out of a mapping, and leave everything else as it is.

Takes: the list or the mapping, and which part of it is to go.
Gives: one edit; None where more than that part stands on its lines, such as a comment.
May assume: the tree was read from the source.
Never does: take the last item of a list or the first key of a list's item: what is left would read otherwise.
"""

from __future__ import annotations

import re

from scenelang.reading import YamlEntry, YamlMapping, YamlSequence
from scenelang.source import SourceText, Span, SpanEdit

_DASH = re.compile(r"[ ]*-[ ]+\Z")
_BLANK = re.compile(r"[ ]*\Z")
_REST = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)")
_COMMA = re.compile(r"[ ]*,[ ]*\Z")


def without_item(items: YamlSequence, number: int, source: SourceText) -> SpanEdit | None:
    """The edit that takes an item out of a list of several."""
    if len(items.items) < 2:
        return None
    place = items.items[number].place
    if source.text.startswith("[", items.place.start):
        first = number == 0
        beside = items.items[1 if first else number - 1].place
        gap = (place.end, beside.start) if first else (beside.end, place.start)
        if not _COMMA.match(source.text[slice(*gap)]):
            return None
        gone = Span(place.file, place.start, gap[1]) if first else Span(place.file, gap[0], place.end)
        return SpanEdit(gone, "")
    return _without_lines(place, _DASH, source)


def without_entry(mapping: YamlMapping, entry: YamlEntry, source: SourceText) -> SpanEdit | None:
    """The edit that takes a key with its value out of a block of several."""
    if len(mapping.entries) < 2 or source.text.startswith("{", mapping.place.start):
        return None
    return _without_lines(entry.place, _BLANK, source)


def _without_lines(place: Span, margin: re.Pattern[str], source: SourceText) -> SpanEdit | None:
    text = source.text
    start = source.line_span(source.position(place.start).line).start
    rest = _REST.match(text, place.end)
    if margin.match(text[start : place.start]) is None:
        return None
    if place.end > place.start and text[place.end - 1] == "\n":
        return SpanEdit(Span(place.file, start, place.end), "")
    return None if rest is None else SpanEdit(Span(place.file, start, rest.end()), "")
