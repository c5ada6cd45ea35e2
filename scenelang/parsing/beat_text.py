"""The markup of a beat: `[text]{#id .concept w=0.5}`, escapes, `${name}`.

Takes: the scalar of a beat's text. Gives: a `BeatText`, also where something in it is wrong: what is sound
is kept, so that later stages do not complain of spans that are there.
May assume: nothing. Never does: change a character of the text other than to resolve escapes.

One scan splits the structure; the marks in braces go through their Lark grammar, remembered by string.
`grammar/markup.lark` is the grammar of record: a test proves that both read every text alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from scenelang.diagnostics import Collector, Diagnostic, Outcome
from scenelang.model import BeatText, Literal, MarkedSpan, TextPiece, Variable
from scenelang.parsing import messages_markup, messages_rules
from scenelang.parsing.marks import MarksReader
from scenelang.parsing.variables import read_variable
from scenelang.source import ScalarText, Span

DEEPEST_SPAN = 50
"""How many brackets may be open at once."""

MOST_MISTAKES = 100
"""How many lost brackets and braces of one text are told; after that it is read no further."""

_SIGN = re.compile(r"\\[\[\]{}$\\]|\$\{|[\[\]{}]")
_MARKS = re.compile(r'\{((?:[^{}"$]++|\$\{[^{}]*\}|\$(?!\{)|"[^"{}]*"|")*+)\}')
_LOST_MARKS = re.compile(r"[^\[\]{}\r\n]*")


class _Run(NamedTuple):
    """A run of plain characters; runs that touch become one literal, escaped characters stay alone."""

    start: int
    end: int
    escaped: bool = False

    def joins(self, other: _Run) -> bool:
        return self.end == other.start and not (self.escaped or other.escaped)


_Part: TypeAlias = _Run | Variable | MarkedSpan


@dataclass(slots=True)
class _Open:
    """A bracket that is open (`start` is its place), with what was found inside so far."""

    start: int
    parts: list[_Part] = field(default_factory=list)
    braces: Span | None = None
    """The first braces right inside that follow no span: perhaps the `]` before them was forgotten."""


def parse_beat_text(text: ScalarText) -> Outcome[BeatText]:
    """Reads the text of one beat. All mistakes of the text are found in one run."""
    splitter = _Splitter(text)
    pieces = splitter.split()
    return Outcome(BeatText(text, pieces), splitter.findings.sorted())


class _Splitter:
    """One scan over a text, with the stack of brackets that are open."""

    def __init__(self, scalar: ScalarText) -> None:
        self.findings = Collector()
        self._scalar = scalar
        self._value = scalar.value
        self._stack = [_Open(-1)]
        self._mistakes = 0

    def split(self) -> tuple[TextPiece, ...]:
        """The pieces of the whole text."""
        here = 0
        while sign := _SIGN.search(self._value, here):
            self._plain(here, sign.start())
            here = self._read(sign)
            if len(self._stack) > DEEPEST_SPAN + 1:
                self.findings.add(messages_rules.NestedTooDeep(self._at(sign.start()), DEEPEST_SPAN))
                break
            if self._mistakes >= MOST_MISTAKES:
                break
        else:
            self._plain(here, len(self._value))
            self._report_open()
        while len(self._stack) > 1:
            self._fold()
        return self._pieces(self._stack[0].parts)

    def _read(self, sign: re.Match[str]) -> int:
        """Takes one sign; gives the place to read on from."""
        start, what = sign.start(), sign[0]
        if what[0] == "\\":
            self._parts.append(_Run(start + 1, sign.end(), escaped=True))
        elif what == "${":
            found = read_variable(self._scalar, start, len(self._value), self.findings)
            self._parts.extend(found.pieces)
            return found.end
        elif what == "[":
            self._stack.append(_Open(start))
        elif what == "]":
            return self._close(start)
        else:
            return self._lost_brace(start)
        return sign.end()

    @property
    def _parts(self) -> list[_Part]:
        return self._stack[-1].parts

    def _plain(self, start: int, end: int) -> None:
        if start < end:
            self._parts.append(_Run(start, end))

    def _close(self, start: int) -> int:
        """A `]`: with braces it ends a marked span, without them it is plain text."""
        marked = self._value.startswith("{", start + 1)
        if len(self._stack) == 1:
            self._tell(messages_markup.BracketNeverOpened(self._at(start)))
            return self._skip_marks(start + 1) if marked else start + 1
        if marked:
            return self._mark(start + 1)
        self._fold()
        self._plain(start, start + 1)
        return start + 1

    def _fold(self) -> None:
        """Gives the text of an open bracket, the bracket included, to what surrounds it."""
        inner = self._pop()
        self._parts.append(_Run(inner.start, inner.start + 1))
        self._parts.extend(inner.parts)

    def _mark(self, brace: int) -> int:
        braces = _MARKS.match(self._value, brace)
        if braces is None:
            self._tell(messages_markup.BracesNeverClosed(self._at(brace)))
            self._fold()
            return self._skip_marks(brace)
        inner = self._pop()
        marks = MarksReader(self._scalar, brace + 1, self.findings).read(braces.end() - 1)
        span = MarkedSpan(
            id=marks.id,
            concepts=tuple(marks.concepts),
            attributes=tuple(marks.attributes),
            weight=marks.weight,
            read="read" in marks.flags,
            avoid="avoid" in marks.flags,
            children=self._pieces(inner.parts),
            place=self._scalar.span(inner.start, braces.end()),
        )
        self._parts.append(span)
        return braces.end()

    def _lost_brace(self, start: int) -> int:
        if self._value[start] == "}":
            self._tell(messages_markup.BraceNeverOpened(self._at(start)))
            return start + 1
        if len(self._stack) > 1 and self._stack[-1].braces is None:
            self._stack[-1].braces = self._at(start)
            self._mistakes += 1
        else:
            self._tell(messages_markup.BracesWithoutSpan(self._at(start)))
        return self._skip_marks(start)

    def _pop(self) -> _Open:
        """Ends the innermost bracket; braces inside it were lost after all."""
        inner = self._stack.pop()
        if inner.braces is not None:
            self.findings.add(messages_markup.BracesWithoutSpan(inner.braces))
        return inner

    def _skip_marks(self, brace: int) -> int:
        """Behind braces that belong to nothing, so that one mistake is told once."""
        braces = _MARKS.match(self._value, brace)
        if braces is not None:
            return braces.end()
        lost = _LOST_MARKS.match(self._value, brace + 1)
        return brace + 1 if lost is None else lost.end()

    def _tell(self, mistake: Diagnostic) -> None:
        self.findings.add(mistake)
        self._mistakes += 1

    def _report_open(self) -> None:
        for bracket in self._stack[1:]:
            opening, braces = self._at(bracket.start), bracket.braces
            bracket.braces = None
            if braces is None:
                self.findings.add(messages_markup.BracketNeverClosed(opening))
            else:
                self.findings.add(messages_markup.BracesBeforeBracket(braces, opening))

    def _at(self, index: int) -> Span:
        return self._scalar.span(index, index + 1)

    def _pieces(self, parts: list[_Part]) -> tuple[TextPiece, ...]:
        """Runs become literals; plain runs that touch become one."""
        joined: list[_Part] = []
        for part in parts:
            last = joined[-1] if joined else None
            if isinstance(part, _Run) and isinstance(last, _Run) and last.joins(part):
                joined[-1] = _Run(last.start, part.end)
            else:
                joined.append(part)
        return tuple(
            Literal(self._value[part.start : part.end], part.start) if isinstance(part, _Run) else part
            for part in joined
        )
