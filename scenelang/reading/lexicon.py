"""From a lexicon file to its values.

Takes: a source text, one value a line. Gives: the values in order. May assume: nothing about the text.
Never does: read YAML, sort, change a value beyond the white space at its end.
"""

from __future__ import annotations

import re

from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.reading.messages_lexicon import LexiconDuplicate, LexiconEmpty, LexiconLeadingSpace
from scenelang.reading.read_tree import forbidden_characters
from scenelang.source import SourceText, Span

_LINE = re.compile(r"[^\r\n]+")


def read_lexicon(source: SourceText) -> Outcome[tuple[str, ...]]:
    """The values of a lexicon; None where one stands twice or there is none.

    Blank lines and lines that start with `#` are skipped; white space at the end of a line is dropped.
    """
    found: list[Diagnostic] = list(forbidden_characters(source, escapes=False))
    places: dict[str, Span] = {}
    for line in _LINE.finditer(source.text):
        value = line[0].rstrip()
        if not value or value.startswith("#"):
            continue
        found.extend(_take(value, Span(source.name, line.start(), line.start() + len(value)), places))
    if not places:
        found.append(LexiconEmpty(Span.start_of(source.name)))
    outcome = Outcome(tuple(places), tuple(found))
    return Outcome(None, outcome.diagnostics) if outcome.errors else outcome


def _take(value: str, place: Span, places: dict[str, Span]) -> list[Diagnostic]:
    first = places.get(value)
    if first is not None:
        return [LexiconDuplicate(place, value, first)]
    places[value] = place
    blanks = len(value) - len(value.lstrip())
    return [LexiconLeadingSpace(Span(place.file, place.start, place.start + blanks))] if blanks else []
