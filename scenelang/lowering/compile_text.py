"""Takes the text of a scene, and of the scenes that it recalls, apart for rendering.

Takes a `CheckedScene` and its `SupervisionPlan`. Gives a `SceneText`, made once per scene.
May assume that spans of shuffled beats do not cross lines, and that recalled scenes have no variables.
Never looks at an instance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scenelang.checking import CheckedScene
from scenelang.expanding import split_lines
from scenelang.lowering.scene_text import (
    NO_BEAT,
    NOWHERE,
    Block,
    Cell,
    ForeignSpan,
    Mark,
    Part,
    RecalledBlocks,
    SceneText,
)
from scenelang.lowering.supervision_plan import SupervisionPlan
from scenelang.model import Beat, Literal, MarkedSpan, TextPiece, Variable
from scenelang.source import ScalarText, Span


def compile_text(checked: CheckedScene, plan: SupervisionPlan, opening: int = 0) -> SceneText:
    """The text of a scene, in parts; its first `opening` beats are read before what it recalls."""
    vary = checked.scene.vary
    shuffled = {name.text for name in vary.shuffle} if vary else set()
    builder = _Builder(plan)
    beats = checked.scene.beats
    own = [
        builder.block(number, beat, checked.beat_ids[number] in shuffled, number == len(beats) - 1)
        for number, beat in enumerate(beats)
    ]
    foreign = _ForeignNames(checked, plan)
    blocks, recalled = own[:opening], []
    for number, scene in enumerate(checked.recalled, start=1):
        first = len(blocks)
        blocks += builder.recalled(number, scene, foreign)
        recalled.append(RecalledBlocks(scene.scene.id.text, scene.scene.file, first, len(blocks)))
    return SceneText(
        tuple(builder.parts),
        tuple(builder.cells),
        tuple(builder.marks),
        (*blocks, *own[opening:]),
        checked.scene.file,
        tuple(recalled),
        tuple(foreign.found),
    )


class _Source(NamedTuple):
    """What the characters that are being added belong to."""

    beat: int
    weighs: bool
    text: int
    scalar: ScalarText


class _ForeignNames:
    """Collects the spans of recalled scenes under the names that this scene knows them by."""

    def __init__(self, checked: CheckedScene, plan: SupervisionPlan) -> None:
        self.found: list[ForeignSpan] = []
        self._known = {name for name, entry in checked.spans.items() if entry.scene}
        self._used = set(plan.spans_named())

    def add(self, name: str, first: int, last: int, place: Span) -> None:
        """Keeps a span, if the scene knows it."""
        if name in self._known:
            self.found.append(ForeignSpan(name, first, last, place, name in self._used))


class _Builder:
    """Collects the parts, cells and marks of a scene."""

    def __init__(self, plan: SupervisionPlan) -> None:
        self.parts: list[Part] = []
        self.cells: list[Cell] = []
        self.marks: list[Mark] = []
        self._plan = plan
        self._source: _Source | None = None
        self._foreign: tuple[str, _ForeignNames] | None = None

    def block(self, number: int, beat: Beat, shuffled: bool, last: bool) -> Block:
        """One beat, with the line break that joins it to the next where it needs one."""
        self._source = _Source(number, True, 0, beat.text.scalar)
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
        return Block(parts, tuple(lines), tuple(breaks), joiner, number)

    def recalled(self, text: int, checked: CheckedScene, names: _ForeignNames) -> list[Block]:
        """The beats of recalled scene `text`, each ended by a line break; nothing of them weighs."""
        scene = checked.scene
        self._foreign = (scene.id.text, names)
        blocks = []
        for number, beat in enumerate(scene.beats):
            start = len(self.parts)
            self._source = _Source(NO_BEAT, False, text, beat.text.scalar)
            self._add(beat.text.pieces, ())
            parts = tuple(range(start, len(self.parts)))
            name = f"{scene.id.text}#{checked.beat_ids[number]}"
            if parts and checked.spans[checked.beat_ids[number]].marked is None:
                names.add(name, parts[0], parts[-1], beat.kind.place)
            joiner = NOWHERE if ends_line(beat.text.pieces) else self._join()
            blocks.append(Block(parts, (), (), joiner, NO_BEAT))
        filled = [part for block in blocks for part in block.parts]
        if filled:
            names.add(scene.id.text, filled[0], filled[-1], scene.id.place)
        self._foreign = None
        return blocks

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
        if self._foreign is not None:
            self._add_foreign_span(span, *self._foreign)
            return
        number, first = len(self.marks), len(self.parts)
        name = span.id.text if span.id else ""
        weight, beat = self._plan.span_weights[span.place], self._here.beat
        self.marks.append(Mark(name, first, first, beat, weight, span.place))
        self._add_children(span, (*marks, number))
        self.marks[number] = Mark(name, first, len(self.parts) - 1, beat, weight, span.place)

    def _add_foreign_span(self, span: MarkedSpan, scene: str, names: _ForeignNames) -> None:
        first = len(self.parts)
        self._add_children(span, ())
        if span.id is not None:
            names.add(f"{scene}#{span.id.text}", first, len(self.parts) - 1, span.place)

    def _add_children(self, span: MarkedSpan, marks: tuple[int, ...]) -> None:
        if not self._add(span.children, marks):
            self.parts.append(Part("", "", ()))

    def _add_part(
        self, text: str | None, variable: str, places: list[tuple[int, int]], marks: tuple[int, ...]
    ) -> None:
        here, part = self._here, len(self.parts)
        cells = tuple(range(len(self.cells), len(self.cells) + len(places)))
        self.parts.append(Part(text, variable, cells))
        for start, end in places:
            place = here.scalar.span(start, end)
            self.cells.append(Cell(place.start, place.end, part, here.beat, marks, here.weighs, here.text))

    def _join(self) -> int:
        here, part = self._here, len(self.parts)
        self.parts.append(Part("\n", "", (len(self.cells),)))
        self.cells.append(Cell(NOWHERE, NOWHERE, part, here.beat, (), here.weighs, here.text))
        return part

    @property
    def _here(self) -> _Source:
        assert self._source is not None
        return self._source


def ends_line(pieces: Sequence[TextPiece]) -> bool:
    """True when a text ends with a line break as written."""
    if not pieces:
        return False
    last = pieces[-1]
    if isinstance(last, MarkedSpan):
        return ends_line(last.children)
    return isinstance(last, Literal) and last.text.endswith("\n")
