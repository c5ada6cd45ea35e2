"""Writes comments that silence findings into the text that they were found in.

Behind the header of a block, where the finding is in the block; else on a line of its own, above the key or
the item. A comment that is there already gets the code within its brackets.

Takes: a source text, its documents and comments, and what was found in it.
Gives: edits, and the findings for which there is no place.
May assume: the documents and the comments are those of the text.
Never does: silence an error, or a finding about such comments themselves.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scenelang.diagnostics import Diagnostic, Severity
from scenelang.linting.families import family_of
from scenelang.linting.ignoring.ignore_table import IgnoreComment, IgnoreTable
from scenelang.linting.ignoring.read_ignores import read_ignores
from scenelang.reading import (
    Comment,
    ScalarStyle,
    SceneDocument,
    YamlMapping,
    YamlNode,
    YamlScalar,
    YamlSequence,
)
from scenelang.source import SourceText, Span, SpanEdit

_BLOCKS = (ScalarStyle.LITERAL, ScalarStyle.FOLDED)
_MARGIN = re.compile(r"[ ]*(?:-[ ]+)*\Z")


class AddedIgnores(NamedTuple):
    """The edits, how many findings they silence, and those that they do not."""

    edits: tuple[SpanEdit, ...]
    silenced: int
    left: tuple[Diagnostic, ...]


class _Part(NamedTuple):
    """A key with its value, or an item: its lines, and where a comment on it may stand."""

    start: int
    end: int
    above: int | None
    behind: int | None


def add_ignores(
    source: SourceText,
    documents: Sequence[SceneDocument],
    comments: Sequence[Comment],
    found: Iterable[Diagnostic],
    reason: str = "",
) -> AddedIgnores:
    """Edits that silence all warnings among the findings.

    Args:
        source: The text.
        documents: Its documents.
        comments: Its comments.
        found: What was found in it.
        reason: What each comment is to say behind its brackets.
    """
    writer = _Writer(source, documents, comments)
    left = tuple(one for one in found if not writer.take(one))
    return AddedIgnores(tuple(writer.edits(reason)), writer.taken, left)


class _Writer:
    """The comments of one file, those to be written among them."""

    def __init__(
        self, source: SourceText, documents: Sequence[SceneDocument], comments: Sequence[Comment]
    ) -> None:
        self.taken = 0
        self._source = source
        self._commented = {source.position(comment.place.start).line for comment in comments}
        self._table: IgnoreTable = read_ignores(source, documents, comments)
        self._parts = sorted(
            (part for document in documents for part in self._parts_of(document.node)),
            key=lambda part: (part.end - part.start, part.behind is None),
        )
        self._behind: defaultdict[int, set[str]] = defaultdict(set)
        self._above: defaultdict[int, set[str]] = defaultdict(set)
        self._within: defaultdict[IgnoreComment, set[str]] = defaultdict(set)

    def take(self, found: Diagnostic) -> bool:
        """Finds a place for the code of a finding; False where there is none."""
        if type(found).severity is Severity.ERROR or family_of(found.code) == "suppression":
            return False
        if found.place.file != self._source.name:
            return False
        start = found.place.start
        known = next((one for one in self._table.comments if _speaks_of(one, start)), None)
        if known is not None:
            self._within[known].add(found.code)
        elif not self._take_new(start, found.code):
            return False
        self.taken += 1
        return True

    def _take_new(self, start: int, code: str) -> bool:
        for part in self._parts:
            if not part.start <= start < part.end:
                continue
            if part.behind is not None:
                self._behind[part.behind].add(code)
                return True
            if part.above is not None:
                self._above[part.above].add(code)
                return True
        return False

    def edits(self, reason: str) -> Iterator[SpanEdit]:
        """The comments as edits."""
        name, text = self._source.name, self._source.text
        said = f" {reason}" if reason else ""
        for comment, codes in self._within.items():
            end = comment.items[-1].place[1]
            new = sorted(codes - {item.word for item in comment.items})
            yield SpanEdit(Span(name, end, end), "".join(f", {code}" for code in new))
        for at, codes in self._behind.items():
            yield SpanEdit(Span(name, at, at), f"  # scenelang: ignore[{', '.join(sorted(codes))}]{said}")
        for at, codes in self._above.items():
            indent = re.compile(r"[ ]*").match(text, at)
            margin = "" if indent is None else indent[0]
            line = f"{margin}# scenelang: ignore[{', '.join(sorted(codes))}]{said}{self._line_break()}"
            yield SpanEdit(Span(name, at, at), line)

    def _line_break(self) -> str:
        found = re.search(r"\r\n|\n|\r", self._source.text)
        return "\n" if found is None else found[0]

    def _parts_of(self, tree: YamlNode) -> Iterator[_Part]:
        pending = [tree]
        while pending:
            node = pending.pop()
            if isinstance(node, YamlMapping):
                for entry in node.entries:
                    yield self._part(entry.key.place.start, entry.value)
                    pending.append(entry.value)
            elif isinstance(node, YamlSequence):
                for item in node.items:
                    yield self._part(item.place.start, item)
                    pending.append(item)

    def _part(self, start: int, value: YamlNode) -> _Part:
        source = self._source
        line = source.line_span(source.position(start).line)
        last = source.line_span(source.position(value.place.end).line)
        is_first = _MARGIN.match(source.text[line.start : start]) is not None
        end = value.place.end if last.start == value.place.end > start else last.end + 1
        behind = self._behind_header(value) if isinstance(value, YamlScalar) else None
        return _Part(line.start, end, line.start if is_first else None, behind)

    def _behind_header(self, value: YamlScalar) -> int | None:
        """The end of a block's header line; None where a comment stands there, or there is no block."""
        if value.style not in _BLOCKS:
            return None
        number = self._source.position(value.place.start).line
        line = self._source.line_span(number)
        return None if number in self._commented else line.start + len(self._source.text_of(line).rstrip())


def _speaks_of(comment: IgnoreComment, start: int) -> bool:
    return not comment.is_for_file and any(first <= start < last for first, last in comment.reach)
