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
from scenelang.lowering.cell_table import CellTable, Kind, cell_numbers, cell_table
from scenelang.lowering.scene_text import (
    NO_BEAT,
    NOWHERE,
    Block,
    ForeignSpan,
    Mark,
    Part,
    RecalledBlocks,
    SceneText,
)
from scenelang.lowering.supervision_plan import SupervisionPlan
from scenelang.model import Beat, Literal, MarkedSpan, TextPiece, Variable
from scenelang.source import ScalarText, Span, WrittenRun


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
        builder.parts(),
        builder.table(),
        tuple(builder.marks),
        (*blocks, *own[opening:]),
        checked.scene.file,
        tuple(recalled),
        tuple(foreign.found),
    )


class _Source(NamedTuple):
    """What the characters that are being added belong to; the cells of `scalar` begin at number `first`."""

    beat: int
    weighs: bool
    text: int
    scalar: ScalarText
    first: int


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


class _Written(NamedTuple):
    """A part to come; `first` is the first of its `size` cells."""

    text: str | None
    variable: str
    kind: int
    first: int
    size: int


class _Builder:
    """Collects the parts, cells and marks of a scene.

    The characters of a scalar are cells side by side, its markup too; every variable is one more cell.
    """

    def __init__(self, plan: SupervisionPlan) -> None:
        self.kinds: list[Kind] = []
        self.runs: list[WrittenRun] = []
        self.marks: list[Mark] = []
        self.written: list[_Written] = []
        self._cells = 0
        self._plain = 0
        self._plan = plan
        self._source: _Source | None = None
        self._foreign: tuple[str, _ForeignNames] | None = None

    def table(self) -> CellTable:
        """All cells."""
        kinds = [(part.kind, part.first, part.size) for part in self.written]
        return cell_table(self.kinds, kinds, self.runs)

    def parts(self) -> tuple[Part, ...]:
        """All parts, with their cells."""
        numbers = cell_numbers(self._cells)
        return tuple(
            [
                Part(part.text, part.variable, numbers[part.first : part.first + part.size])
                for part in self.written
            ]
        )

    def block(self, number: int, beat: Beat, shuffled: bool, last: bool) -> Block:
        """One beat, with the line break that joins it to the next where it needs one."""
        self._open(number, True, 0, beat.text.scalar)
        lines: list[tuple[int, ...]] = []
        breaks: list[int] = []
        start = len(self.written)
        if shuffled:
            for line in split_lines(beat.text.pieces):
                lines.append(self._add(line.pieces, self._plain))
                breaks.extend(self._add((line.line_break,), self._plain) if line.line_break else (NOWHERE,))
        else:
            self._add(beat.text.pieces, self._plain)
        parts = tuple(range(start, len(self.written)))
        joiner = NOWHERE if last or ends_line(beat.text.pieces) else self._join()
        return Block(parts, tuple(lines), tuple(breaks), joiner, number)

    def recalled(self, text: int, checked: CheckedScene, names: _ForeignNames) -> list[Block]:
        """The beats of recalled scene `text`, each ended by a line break; nothing of them weighs."""
        scene = checked.scene
        self._foreign = (scene.id.text, names)
        blocks = []
        for number, beat in enumerate(scene.beats):
            start = len(self.written)
            self._open(NO_BEAT, False, text, beat.text.scalar)
            self._add(beat.text.pieces, self._plain)
            parts = tuple(range(start, len(self.written)))
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

    def _open(self, beat: int, weighs: bool, text: int, scalar: ScalarText) -> None:
        """Begins a beat: its characters are cells, and the first kind is that of its plain text."""
        self._source = _Source(beat, weighs, text, scalar, self._cells)
        self._plain = self._kind(())
        self.runs += scalar.runs(0, len(scalar.value))
        self._cells += len(scalar.value)

    def _kind(self, marks: tuple[int, ...]) -> int:
        here = self._here
        self.kinds.append(Kind(here.beat, marks, here.weighs, here.text))
        return len(self.kinds) - 1

    def _add(self, pieces: Iterable[TextPiece], kind: int) -> tuple[int, ...]:
        written, first = self.written, self._here.first
        start = len(written)
        for piece in pieces:
            if isinstance(piece, Literal):
                written.append(_Written(piece.text, "", kind, first + piece.start, len(piece.text)))
            elif isinstance(piece, Variable):
                place = self._here.scalar.span(piece.start, piece.end)
                self._add_cell(None, piece.name.text, kind, WrittenRun(1, place.start, place.end))
            else:
                self._add_span(piece, kind)
        return tuple(range(start, len(written)))

    def _add_span(self, span: MarkedSpan, kind: int) -> None:
        first = len(self.written)
        if self._foreign is not None:
            self._add_children(span, kind)
            scene, names = self._foreign
            if span.id is not None:
                names.add(f"{scene}#{span.id.text}", first, len(self.written) - 1, span.place)
            return
        number = len(self.marks)
        name = span.id.text if span.id else ""
        mark = Mark(name, first, first, self._here.beat, self._plan.span_weights[span.place], span.place)
        self.marks.append(mark)
        self._add_children(span, self._kind((*self.kinds[kind].marks, number)))
        self.marks[number] = mark._replace(last=len(self.written) - 1)

    def _add_children(self, span: MarkedSpan, kind: int) -> None:
        if not self._add(span.children, kind):
            self.written.append(_Written("", "", kind, 0, 0))

    def _add_cell(self, text: str | None, variable: str, kind: int, run: WrittenRun) -> None:
        """Adds a part that is one cell, in which no character of the scalar counts."""
        self.written.append(_Written(text, variable, kind, self._cells, 1))
        self.runs.append(run)
        self._cells += 1

    def _join(self) -> int:
        self._add_cell("\n", "", self._plain, WrittenRun(1, NOWHERE, NOWHERE))
        return len(self.written) - 1

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
