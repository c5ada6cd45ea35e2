"""Puts one instance's text together and remembers where every part of it landed.

Takes a `SceneText` and an `Instance`. Gives a `Rendering`. May assume that the instance binds every variable.
Never changes a character: what the author wrote is what the model reads.
"""

from __future__ import annotations

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
    cells: list[int]
    beats: list[tuple[int, int]]
    recalled: tuple[RecalledRange, ...] = ()
    blocks: tuple[tuple[int, int], ...] = ()
    turn_ends: tuple[TurnEnd, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def render_text(scene: SceneText, instance: Instance) -> Rendering:
    """The text of one instance."""
    parts, binding = scene.parts, instance.binding
    starts, ends = [0] * len(parts), [0] * len(parts)
    texts: list[str] = []
    cells: list[int] = []
    blocks: list[tuple[int, int]] = []
    position = 0
    for block in scene.blocks:
        begin = position
        order = instance.line_orders.get(block.beat)
        for part in block.parts if order is None else _shuffled(block, order):
            text, variable, written = parts[part]
            if text is None:
                text = binding[variable]
                cells += [written[0]] * len(text)
            else:
                cells += written
            starts[part] = position
            position += len(text)
            ends[part] = position
            texts.append(text)
        blocks.append((begin, position))
        if block.joiner != NOWHERE:
            starts[block.joiner], ends[block.joiner] = position, position + 1
            position += 1
            texts.append("\n")
            cells += parts[block.joiner].cells
    cells += cells[-1:]
    beats = _beats(scene, blocks)
    return Rendering("".join(texts), starts, ends, cells, beats, _recalled(scene, blocks), tuple(blocks))


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
