"""Where the YAML documents of a file lie.

Takes: a source text. Gives: the range of each document, parted at the lines that begin with `---`.
May assume: nothing about the text. Never does: read what stands in a document.

YAML lets no text run on over a line that begins with `---`, whatever is open above it. So documents can be
told apart before they are read, and a mistake in one of them leaves the others whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scenelang.source import SourceText, Span

_MARKER = re.compile(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
_AFTER_RETURN = re.compile(r"(?<=\r)---(?=[ \t\r\n]|\Z)")
_NOTHING_YET = re.compile(r"(?:(?:[ \t]*+(?:#[^\r\n]*+)?|%[^\r\n]*+)[\r\n])*+[ \t]*+(?:#[^\r\n]*+)?\Z")


class Document(NamedTuple):
    """The range of one document, and the marker that opens it: empty where the first has none."""

    start: int
    end: int
    marker: Span

    def text_of(self, source: SourceText) -> str:
        """The document's own text."""
        return source.text[self.start : self.end]


def documents_of(source: SourceText) -> Iterator[Document]:
    """The documents in the order of the file; comments before the first marker are no document."""
    text = source.text
    markers = [Span(source.name, *found.span()) for found in _MARKER.finditer(text)]
    markers += [Span(source.name, *found.span()) for found in _AFTER_RETURN.finditer(text)]
    markers.sort()
    if not markers or not _NOTHING_YET.match(text, 0, markers[0].start):
        markers.insert(0, Span.start_of(source.name))
    ends = [*(marker.start for marker in markers[1:]), len(text)]
    starts = [0, *ends[:-1]]
    for start, end, marker in zip(starts, ends, markers, strict=True):
        yield Document(start, end, marker)
