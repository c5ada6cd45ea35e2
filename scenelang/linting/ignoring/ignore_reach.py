"""Which lines a comment that silences findings speaks of.

Behind something, it speaks of its line, and of all of a block, list or mapping that begins or ends on it. On
a line of its own, it speaks of the next key with its value, or of the next item of a list.

Takes: a source text, the trees of its documents, and a comment.
Gives: ranges of whole lines.
May assume: the trees and the comment are those of the text.
Never does: look into the comment.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from scenelang.linting.ignoring.ignore_table import Range
from scenelang.reading import Comment, ScalarStyle, YamlMapping, YamlNode, YamlScalar, YamlSequence
from scenelang.source import SourceText

_BLOCKS = (ScalarStyle.LITERAL, ScalarStyle.FOLDED)


class IgnoreReach:
    """The parts of a file by the lines that they begin and end on."""

    def __init__(self, source: SourceText, trees: Iterable[YamlNode]) -> None:
        self._source = source
        self._begin: defaultdict[int, list[Range]] = defaultdict(list)
        self._end: defaultdict[int, list[Range]] = defaultdict(list)
        parts: dict[int, int] = {}
        for tree in trees:
            for node in _nodes(tree):
                self._note_edges(node)
                for start, end in _parts(node):
                    parts[start] = max(end, parts.get(start, end))
        self._starts = sorted(parts)
        self._parts = parts

    def of(self, comment: Comment) -> tuple[Range, ...]:
        """What a comment speaks of; nothing where it is the last thing of the file and alone."""
        start = comment.place.start
        line = self._source.position(start).line
        span = self._source.line_span(line)
        if comment.is_alone:
            return self._next(comment)
        reach = [self._lines(span.start, span.end), *map(self._whole, self._begin[line])]
        reach += (self._whole(part) for part in self._end[line])
        if self._source.text[span.start : start].rstrip().endswith("-"):
            reach += self._next(comment)
        return tuple(dict.fromkeys(reach))

    def _next(self, comment: Comment) -> tuple[Range, ...]:
        number = bisect_left(self._starts, comment.place.end)
        if number == len(self._starts):
            return ()
        start = self._starts[number]
        return (self._lines(start, self._parts[start]),)

    def _whole(self, part: Range) -> Range:
        return self._lines(*part)

    def _lines(self, start: int, end: int) -> Range:
        """From the start of the first line to the end of the last one."""
        source = self._source
        first = source.line_span(source.position(start).line).start
        last = source.line_span(source.position(end).line)
        if end > start and last.start == end:  # a block ends where the next line begins
            return (first, end)
        return (first, last.end + 1)

    def _note_edges(self, node: YamlNode) -> None:
        """Notes a node where it begins, and where it ends if a comment may stand behind it there."""
        if isinstance(node, YamlMapping):
            for entry in node.entries:
                start = entry.key.place.start
                self._begin[self._line(start)].append((start, entry.value.place.end))
        part = (node.place.start, node.place.end)
        is_flow = self._source.text.startswith(("[", "{"), node.place.start)
        if isinstance(node, YamlScalar):
            may_end = node.style not in _BLOCKS
        else:
            may_end = is_flow
            if is_flow:
                self._begin[self._line(part[0])].append(part)
        if may_end and self._line(part[0]) != self._line(part[1]):
            self._end[self._line(part[1])].append(part)

    def _line(self, offset: int) -> int:
        return self._source.position(offset).line


def _parts(node: YamlNode) -> Iterator[Range]:
    """The keys with their values, and the items."""
    if isinstance(node, YamlMapping):
        for entry in node.entries:
            yield (entry.key.place.start, entry.value.place.end)
    elif isinstance(node, YamlSequence):
        for item in node.items:
            yield (item.place.start, item.place.end)


def _nodes(tree: YamlNode) -> Iterator[YamlNode]:
    pending = [tree]
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, YamlMapping):
            pending += (part for entry in node.entries for part in (entry.key, entry.value))
        elif isinstance(node, YamlSequence):
            pending += node.items
