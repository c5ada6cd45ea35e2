"""The comments of a YAML file, which its tree does not know of.

Takes: a source text and the trees of its documents. Gives: each comment with its place.
May assume: the trees are those of the text. Never does: take a `#` inside a scalar for a comment.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scenelang.reading.yaml_tree import ScalarStyle, YamlMapping, YamlNode, YamlScalar
from scenelang.source import SourceText, Span

_COMMENT = re.compile(r"(?:(?<=[ \t\r\n])|\A)#[^\r\n]*")
_LINE_END = re.compile(r"[\r\n]")
_BLOCKS = (ScalarStyle.LITERAL, ScalarStyle.FOLDED)


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment, from its `#` to the last sign of its line. `is_alone` where nothing stands before it."""

    place: Span
    text: str
    is_alone: bool


def find_comments(source: SourceText, trees: Iterable[YamlNode]) -> tuple[Comment, ...]:
    """All comments of a file, those behind the header of a block scalar included."""
    if "#" not in source.text:
        return ()
    scalars = sorted(_inside(source, scalar) for tree in trees for scalar in _scalars(tree))
    starts = [start for start, _ in scalars]
    found = []
    for match in _COMMENT.finditer(source.text):
        before = bisect_right(starts, match.start()) - 1
        if before >= 0 and match.start() < scalars[before][1]:
            continue
        text = match[0].rstrip()
        line = source.position(match.start()).line
        is_alone = not source.text[source.line_span(line).start : match.start()].strip()
        found.append(Comment(Span(source.name, match.start(), match.start() + len(text)), text, is_alone))
    return tuple(found)


def _scalars(node: YamlNode) -> Iterator[YamlScalar]:
    pending = [node]
    while pending:
        one = pending.pop()
        if isinstance(one, YamlScalar):
            yield one
        elif isinstance(one, YamlMapping):
            pending += (part for entry in one.entries for part in (entry.key, entry.value))
        else:
            pending += one.items


def _inside(source: SourceText, scalar: YamlScalar) -> tuple[int, int]:
    """Where a scalar's text stands: behind the header line of a block scalar, else all of it."""
    place = scalar.place
    if scalar.style not in _BLOCKS:
        return place.start, place.end
    header = _LINE_END.search(source.text, place.start, place.end)
    return (place.end if header is None else header.start()), place.end
