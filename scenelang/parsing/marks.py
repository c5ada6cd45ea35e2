"""The marks of a span: what stands in the braces of `[text]{#id .concept key=value w=0.5 read avoid}`.

Takes: the range of a scalar between `{` and `}`. Gives: `Marks`.
May assume: no brace stands in the range, save in `${...}`.
Never does: stop at the first mistake; a mark that is not sound is left out with a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType

from scenelang.diagnostics import Collector, Diagnostic
from scenelang.model import Attribute, Name
from scenelang.parsing import messages_markup
from scenelang.parsing.rules import MARKS
from scenelang.parsing.syntax import Leaf, Node, parse_string
from scenelang.source import ScalarText, Span

_GREATEST_WEIGHT = 1000
_COLON = re.compile(r"([^\W\d][\w.-]*):(.*)\Z", re.DOTALL)
_FLAGS = ("read", "avoid")
_RESERVED = MappingProxyType(
    {
        "id": "#id",
        "class": ".concept",
        "concept": ".concept",
        "weight": "w=0.5",
        "W": "w=0.5",
        "read": "read",
        "avoid": "avoid",
    }
)


@dataclass(slots=True)
class Marks:
    """The marks read so far; `places` remembers where each stands first."""

    id: Name | None = None
    concepts: list[Name] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    weight: float = 1.0
    flags: set[str] = field(default_factory=set)
    places: dict[str, Span] = field(default_factory=dict)


class MarksReader:
    """Reads the marks of one span, mark by mark."""

    def __init__(self, scalar: ScalarText, start: int, findings: Collector) -> None:
        self._scalar = scalar
        self._start = start
        self._findings = findings
        self.marks = Marks()

    def read(self, end: int) -> Marks:
        """Reads the range from the reader's start to `end`."""
        syntax = parse_string(MARKS, self._scalar.value[self._start : end])
        assert isinstance(syntax, Node), "the grammar takes anything between braces"
        braces = self._scalar.span(self._start - 1, end + 1)
        if not syntax.children:
            self._findings.add(messages_markup.EmptyMarks(braces))
        for leaf in _without_torn_pairs(_with_colons(tuple(syntax.leaves()))):
            self._READ[leaf.kind](self, leaf)
        if len(self.marks.flags) > 1:
            first, second = sorted(self.marks.places[flag] for flag in _FLAGS)
            self._findings.add(messages_markup.ReadAndAvoid(second, first))
        return self.marks

    def _span(self, leaf: Leaf, skip: int = 0) -> Span:
        return self._scalar.span(self._start + leaf.start + skip, self._start + leaf.end)

    def _name(self, leaf: Leaf, start: int, end: int) -> Name:
        offset = self._start + leaf.start
        return Name(leaf.text[start:end], self._scalar.span(offset + start, offset + end))

    def _is_new(self, mark: str, leaf: Leaf) -> bool:
        place = self._span(leaf)
        first = self.marks.places.setdefault(mark, place)
        if first is not place:
            self._findings.add(messages_markup.MarkTwice(place, mark, first))
        return first is place

    def _id(self, leaf: Leaf) -> None:
        name = self._name(leaf, 1, len(leaf.text))
        if self.marks.id is not None:
            self._findings.add(messages_markup.TwoIds(self._span(leaf), name.text, self.marks.id.place))
            return
        self.marks.id = name

    def _concept(self, leaf: Leaf) -> None:
        if self._is_new(leaf.text, leaf):
            self.marks.concepts.append(self._name(leaf, 1, len(leaf.text)))

    def _flag(self, leaf: Leaf) -> None:
        if self._is_new(leaf.text, leaf):
            self.marks.flags.add(leaf.text)

    def _weight(self, leaf: Leaf) -> None:
        if not self._is_new("w", leaf):
            return
        weight = float(leaf.text[2:])
        if weight > _GREATEST_WEIGHT:
            self._findings.add(messages_markup.BadSpanWeight(self._span(leaf, 2), leaf.text[2:]))
            return
        self.marks.weight = weight

    def _pair(self, leaf: Leaf) -> None:
        key, _, value = leaf.text.partition("=")
        wrong = self._wrong_pair(leaf, key, value)
        if wrong is not None:
            self._findings.add(wrong)
            return
        if not self._is_new(f"{key}=", leaf):
            return
        quoted = value.startswith('"')
        inside = self._name(leaf, len(key) + 1 + quoted, len(leaf.text) - quoted)
        self.marks.attributes.append(Attribute(self._name(leaf, 0, len(key)), inside))

    def _wrong_pair(self, leaf: Leaf, key: str, value: str) -> Diagnostic | None:
        if key == "w":
            return messages_markup.BadSpanWeight(self._span(leaf, 2), value)
        if key in _RESERVED:
            end = leaf.start + len(key)
            place = self._scalar.span(self._start + leaf.start, self._start + end)
            return messages_markup.ReservedKey(place, key, _RESERVED[key])
        return None

    def _other(self, leaf: Leaf) -> None:
        self._findings.add(self._wrong_mark(leaf))

    def _wrong_mark(self, leaf: Leaf) -> Diagnostic:
        text, place = leaf.text, self._span(leaf)
        if "${" in text:
            return messages_markup.VariableInMarks(place)
        if text.startswith("#"):
            return messages_markup.BadSpanId(place, text)
        if text.startswith("."):
            return messages_markup.BadConceptName(place, text)
        if text.startswith("w="):
            empty = len(text) == 2
            return messages_markup.BadSpanWeight(
                self._span(leaf, 0 if empty else 2), text if empty else text[2:]
            )
        if "=" in text:
            return messages_markup.MarkWithoutValue(place, text)
        return messages_markup.UnknownMark(place, text, _FLAGS, _colon_advice(text))

    _READ = MappingProxyType(
        {
            "SPAN_ID": _id,
            "CONCEPT": _concept,
            "READ": _flag,
            "AVOID": _flag,
            "WEIGHTED": _weight,
            "PAIR": _pair,
            "OTHER": _other,
        }
    )


def _colon_advice(text: str) -> str:
    """What was meant by a word that has a colon."""
    colon = _COLON.match(text)
    if colon is None:
        return ""
    key, value = colon[1], colon[2].strip() or "value"
    return f"write `{_RESERVED.get(key, f'{key}={value}')}`; "


def _with_colons(leaves: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """`key: value` is one mistake, not two: the value joins its key."""
    joined: list[Leaf] = []
    for leaf in leaves:
        before = joined[-1] if joined else None
        colon = _COLON.match(before.text) if before is not None and before.kind == "OTHER" else None
        if before is not None and colon is not None and not colon[2] and leaf.kind == "OTHER":
            joined[-1] = Leaf("OTHER", f"{before.text} {leaf.text}", before.start, leaf.end)
        else:
            joined.append(leaf)
    return tuple(joined)


def _without_torn_pairs(leaves: tuple[Leaf, ...]) -> Iterator[Leaf]:
    """In `key = value`, the lost `=` is told, and the words beside it are not told again.

    Nor are the words behind a quote that is never closed.
    """
    texts = ["", *(leaf.text if leaf.kind == "OTHER" else "" for leaf in leaves), ""]
    is_quoted = False
    for leaf, before, text, after in zip(leaves, texts, texts[1:], texts[2:], strict=False):
        torn = before.endswith("=") or after.startswith("=")
        if not (text and (is_quoted or (torn and "=" not in text))):
            yield leaf
        is_quoted = is_quoted or text.count('"') % 2 == 1
