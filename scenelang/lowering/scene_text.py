"""A scene's text as parts that rendering can put together fast, each character knowing its place.

`compile_text` makes a `SceneText` once per scene; `render_text` puts one together per instance.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from scenelang.source import Span

if TYPE_CHECKING:
    from scenelang.lowering.cell_table import CellTable

NOWHERE = -1
"""The offset of what nobody wrote: the line break between two beats, the text of a template."""

NO_BEAT = -1
"""The beat of what is no part of the scene: another scene's text."""


class Part(NamedTuple):
    """A run of text, or a variable (`text` is None). `cells` has one number a character, or one in all."""

    text: str | None
    variable: str
    cells: array[int]


class Mark(NamedTuple):
    """A marked span as the parts it covers; `id` is empty where it has no name."""

    id: str
    first: int
    last: int
    beat: int
    weight: float
    place: Span


@dataclass(frozen=True, slots=True)
class ForeignSpan:
    """A span of a recalled scene as the parts it covers; `name` is how this scene calls it.

    `used` says whether some target of this scene names it.
    """

    name: str
    first: int
    last: int
    place: Span
    used: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One beat's parts, in order. `lines` and `breaks` are filled where its lines may be shuffled.

    `breaks[i]` is the part of the line break that ends line `i`, or -1. `joiner` is the part of the line
    break that joins the beat to the next one, or -1. `beat` is the number of the beat, or `NO_BEAT` where it
    is one of another scene.
    """

    parts: tuple[int, ...]
    lines: tuple[tuple[int, ...], ...]
    breaks: tuple[int, ...]
    joiner: int
    beat: int


@dataclass(frozen=True, slots=True)
class RecalledBlocks:
    """Another scene whose text stands here: blocks `first..stop`."""

    scene: str
    file: str
    first: int
    stop: int


@dataclass(frozen=True, slots=True)
class SceneText:
    """All that rendering needs; parts, cells and marks are numbered from 0.

    `blocks` are in the order in which they are read: recalled scenes before the scene's own beats, save
    that a chat opens with its system message.
    """

    parts: tuple[Part, ...]
    cells: CellTable
    marks: tuple[Mark, ...]
    blocks: tuple[Block, ...]
    file: str = ""
    recalled: tuple[RecalledBlocks, ...] = ()
    foreign: tuple[ForeignSpan, ...] = ()

    def place_of(self, cells: Iterable[int]) -> Span | None:
        """Where neighbouring characters were written: from the first on, as far as they run on in one file.

        None where nobody wrote any of them.
        """
        table = self.cells
        written = [cell for cell in cells if table.starts[cell] != NOWHERE]
        if not written:
            return None
        start, end = int(table.starts[written[0]]), int(table.ends[written[0]])
        text = table.of[table.kinds[written[0]]].text
        for cell in written[1:]:
            if table.starts[cell] < start or table.of[table.kinds[cell]].text != text:
                break
            end = max(end, int(table.ends[cell]))
        return Span(self.recalled[text - 1].file if text else self.file, start, end)
