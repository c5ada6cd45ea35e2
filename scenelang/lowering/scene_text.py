"""A scene's text as parts that rendering can put together fast, each character knowing its place.

Takes a `CheckedScene` and its `SupervisionPlan`. Gives a `SceneText`, made once per scene.
May assume that spans of shuffled beats do not cross lines. Never looks at an instance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scenelang.checking import CheckedScene
from scenelang.expanding import split_lines
from scenelang.lowering.supervision_plan import SupervisionPlan
from scenelang.model import Beat, Literal, MarkedSpan, TextPiece, Variable
from scenelang.source import ScalarText, Span

NOWHERE = -1
"""The offset of what nobody wrote: the line break between two beats."""


class Part(NamedTuple):
    """A run of text, or a variable (`text` is None). `cells` has one number a character, or one in all."""

    text: str | None
    variable: str
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one written character (or one whole variable) is: its place, its beat, the spans around it."""

    start: int
    end: int
    part: int
    beat: int
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span as the parts it covers; `id` is empty where it has no name."""

    id: str
    first: int
    last: int
    beat: int
    weight: float
    place: Span


@dataclass(frozen=True, slots=True)
class Block:
    """One beat's parts, in order. `lines` and `breaks` are filled where its lines may be shuffled.

    `breaks[i]` is the part of the line break that ends line `i`, or -1. `joiner` is the part of the line
    break that joins the beat to the next one, or -1.
    """

    parts: tuple[int, ...]
    lines: tuple[tuple[int, ...], ...]
    breaks: tuple[int, ...]
    joiner: int


@dataclass(frozen=True, slots=True)
class SceneText:
    """All that rendering needs; parts, cells and marks are numbered from 0."""

    parts: tuple[Part, ...]
    cells: tuple[Cell, ...]
    marks: tuple[Mark, ...]
    blocks: tuple[Block, ...]


def compile_text(checked: CheckedScene, plan: SupervisionPlan) -> SceneText:
    """The text of a scene, in parts."""
    vary = checked.scene.vary
    shuffled = {name.text for name in vary.shuffle} if vary else set()
    builder = _Builder(plan)
    beats = checked.scene.beats
    blocks = []
    for number, beat in enumerate(beats):
        last = number == len(beats) - 1
        blocks.append(builder.block(number, beat, checked.beat_ids[number] in shuffled, last))
    return SceneText(tuple(builder.parts), tuple(builder.cells), tuple(builder.marks), tuple(blocks))


class _Builder:
    """Collects the parts, cells and marks of a scene."""

    def __init__(self, plan: SupervisionPlan) -> None:
        self.parts: list[Part] = []
        self.cells: list[Cell] = []
        self.marks: list[Mark] = []
        self._plan = plan
        self._number = 0
        self._scalar: ScalarText | None = None

    def block(self, number: int, beat: Beat, shuffled: bool, last: bool) -> Block:
        """One beat, with the line break that joins it to the next where it needs one."""
        self._number, self._scalar = number, beat.text.scalar
        lines: list[tuple[int, ...]] = []
        breaks: list[int] = []
        start = len(self.parts)
        if shuffled:
            for line in split_lines(beat.text.pieces):
                lines.append(self._add(line.pieces, ()))
                breaks.extend(self._add((line.line_break,), ()) if line.line_break else (NOWHERE,))
        else:
            self._add(beat.text.pieces, ())
        parts = tuple(range(start, len(self.parts)))
        joiner = NOWHERE if last or ends_line(beat.text.pieces) else self._join()
        return Block(parts, tuple(lines), tuple(breaks), joiner)

    def _add(self, pieces: Iterable[TextPiece], marks: tuple[int, ...]) -> tuple[int, ...]:
        start = len(self.parts)
        for piece in pieces:
            if isinstance(piece, MarkedSpan):
                self._add_span(piece, marks)
            elif isinstance(piece, Variable):
                self._add_part(None, piece.name.text, [(piece.start, piece.end)], marks)
            else:
                places = [(at, at + 1) for at in range(piece.start, piece.start + len(piece.text))]
                self._add_part(piece.text, "", places, marks)
        return tuple(range(start, len(self.parts)))

    def _add_span(self, span: MarkedSpan, marks: tuple[int, ...]) -> None:
        number, first = len(self.marks), len(self.parts)
        name = span.id.text if span.id else ""
        weight = self._plan.span_weights[span.place]
        self.marks.append(Mark(name, first, first, self._number, weight, span.place))
        if not self._add(span.children, (*marks, number)):
            self.parts.append(Part("", "", ()))
        last = len(self.parts) - 1
        self.marks[number] = Mark(name, first, last, self._number, weight, span.place)

    def _add_part(
        self, text: str | None, variable: str, places: list[tuple[int, int]], marks: tuple[int, ...]
    ) -> None:
        scalar, part = self._scalar, len(self.parts)
        assert scalar is not None
        cells = tuple(range(len(self.cells), len(self.cells) + len(places)))
        self.parts.append(Part(text, variable, cells))
        for start, end in places:
            place = scalar.span(start, end)
            self.cells.append(Cell(place.start, place.end, part, self._number, marks))

    def _join(self) -> int:
        part = len(self.parts)
        self.parts.append(Part("\n", "", (len(self.cells),)))
        self.cells.append(Cell(NOWHERE, NOWHERE, part, self._number, ()))
        return part


def ends_line(pieces: Sequence[TextPiece]) -> bool:
    """True when a text ends with a line break as written."""
    if not pieces:
        return False
    last = pieces[-1]
    if isinstance(last, MarkedSpan):
        return ends_line(last.children)
    return isinstance(last, Literal) and last.text.endswith("\n")
