"""Puts one instance's text together and remembers where every part of it landed.

Takes a `SceneText` and an `Instance`. Gives a `Rendering`. May assume that the instance binds every variable.
Never changes a character: what the author wrote is what the model reads.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from scenelang.diagnostics import Diagnostic
from scenelang.expanding import Instance
from scenelang.lowering.scene_text import NO_BEAT, NOWHERE, Block, SceneText


class RecalledRange(NamedTuple):
    """Characters `start..end` that are the text of another scene."""

    scene: str
    file: str
    start: int
    end: int


class TurnEnd(NamedTuple):
    """Characters `start..end` that close a message; it is learned as the one at `last` is, its last."""

    start: int
    end: int
    last: int


class Rendering(NamedTuple):
    """One instance's text.

    Part `p` covers characters `starts[p]..ends[p]`; `cells` has one cell number a character, and the last
    one twice, so that the end of the text has a cell too; beat `b` covers `beats[b]`, and block `b` of the
    scene's text `blocks[b]`; `recalled` are the texts of other scenes that stand before it. `turn_ends` are
    the ends of the assistant's messages in a chat, and `problems` what is wrong with the text.
    """

    text: str
    starts: list[int]
    ends: list[int]
    cells: Sequence[int]
    beats: list[tuple[int, int]]
    recalled: tuple[RecalledRange, ...] = ()
    blocks: tuple[tuple[int, int], ...] = ()
    turn_ends: tuple[TurnEnd, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


class TextRenderer:
    """Renders the instances of one scene. What all of them share is put together once."""

    def __init__(self, scene: SceneText) -> None:
        self._scene = scene
        self._texts = [part.text or "" for part in scene.parts]
        self._cells = [part.cells.tobytes() for part in scene.parts]
        self._variables = [
            (number, part.variable) for number, part in enumerate(scene.parts) if part.text is None
        ]
        self._written = [_with_joiner(block, block.parts) for block in scene.blocks]
        self._in_order = _Order.of(self._written)

    def render(self, instance: Instance) -> Rendering:
        """The text of one instance."""
        texts, cells, order = self._texts, self._cells, self._order(instance)
        if self._variables:
            texts, cells = texts.copy(), cells.copy()
            for part, variable in self._variables:
                value = texts[part] = instance.binding[variable]
                cells[part] *= len(value)
        said = [texts[part] for part in order.parts]
        bounds = list(accumulate(map(len, said), initial=0))
        starts, ends = [0] * len(texts), [0] * len(texts)
        for part, start, end in zip(order.parts, bounds, bounds[1:], strict=False):
            starts[part] = start
            ends[part] = end
        numbers = array("i", b"".join([cells[part] for part in order.parts]))
        numbers += numbers[-1:]
        blocks = [(bounds[first], bounds[stop]) for first, stop in order.blocks]
        beats = _beats(self._scene, blocks)
        recalled = _recalled(self._scene, blocks)
        return Rendering("".join(said), starts, ends, numbers, beats, recalled, tuple(blocks))

    def _order(self, instance: Instance) -> _Order:
        """All parts as they stand in the text, line breaks between beats too."""
        if not instance.line_orders:
            return self._in_order
        parts = self._written.copy()
        for number, block in enumerate(self._scene.blocks):
            order = instance.line_orders.get(block.beat)
            if order is not None:
                parts[number] = _with_joiner(block, _shuffled(block, order))
        return _Order.of(parts)


class _Order(NamedTuple):
    """Parts in the order of a text; block `b` has those in the range `blocks[b]`, its joiner left out."""

    parts: list[int]
    blocks: list[tuple[int, int]]

    @classmethod
    def of(cls, written: Sequence[_Written]) -> _Order:
        """The order of blocks of parts."""
        parts: list[int] = []
        blocks: list[tuple[int, int]] = []
        for block in written:
            first = len(parts)
            parts += block.parts
            blocks.append((first, first + block.inner))
        return cls(parts, blocks)


class _Written(NamedTuple):
    """The parts of a block with the line break behind it; `inner` counts those without it."""

    parts: Sequence[int]
    inner: int


def _with_joiner(block: Block, parts: Sequence[int]) -> _Written:
    joiner = () if block.joiner == NOWHERE else (block.joiner,)
    return _Written((*parts, *joiner), len(parts))


def _beats(scene: SceneText, blocks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if not scene.recalled:
        return blocks
    return [found for block, found in zip(scene.blocks, blocks, strict=True) if block.beat != NO_BEAT]


def _recalled(scene: SceneText, blocks: list[tuple[int, int]]) -> tuple[RecalledRange, ...]:
    return tuple(
        RecalledRange(text.scene, text.file, blocks[text.first][0], blocks[text.stop - 1][1])
        for text in scene.recalled
    )


def _shuffled(block: Block, order: tuple[int, ...]) -> list[int]:
    """A beat's parts in the order of its lines.

    Each line brings its own line break. A last line as written that has none gets the one of the line that
    now stands last, so that the text keeps its form.
    """
    parts: list[int] = []
    spare = block.breaks[order[-1]] if NOWHERE in block.breaks else NOWHERE
    for line in order[:-1]:
        parts += block.lines[line]
        own = block.breaks[line]
        parts.append(own if own != NOWHERE else spare)
    parts += block.lines[order[-1]]
    if spare == NOWHERE and block.breaks[order[-1]] != NOWHERE:
        parts.append(block.breaks[order[-1]])
    return parts
