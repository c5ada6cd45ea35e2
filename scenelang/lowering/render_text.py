"""Puts one instance's text together and remembers where every part of it landed.

Takes a `SceneText` and an `Instance`. Gives a `Rendering`. May assume that the instance binds every variable.
Never changes a character: what the author wrote is what the model reads.
"""

from __future__ import annotations

from typing import NamedTuple

from scenelang.expanding import Instance
from scenelang.lowering.scene_text import NOWHERE, Block, SceneText


class Rendering(NamedTuple):
    """One instance's text.

    Part `p` covers characters `starts[p]..ends[p]`; `cells` has one cell number a character, and the last
    one twice, so that the end of the text has a cell too; beat `b` covers `beats[b]`.
    """

    text: str
    starts: list[int]
    ends: list[int]
    cells: list[int]
    beats: list[tuple[int, int]]


def render_text(scene: SceneText, instance: Instance) -> Rendering:
    """The text of one instance."""
    parts, binding = scene.parts, instance.binding
    starts, ends = [0] * len(parts), [0] * len(parts)
    texts: list[str] = []
    cells: list[int] = []
    beats: list[tuple[int, int]] = []
    position = 0
    for number, block in enumerate(scene.blocks):
        begin = position
        order = instance.line_orders.get(number)
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
        beats.append((begin, position))
        if block.joiner != NOWHERE:
            starts[block.joiner], ends[block.joiner] = position, position + 1
            position += 1
            texts.append("\n")
            cells += parts[block.joiner].cells
    cells += cells[-1:]
    return Rendering("".join(texts), starts, ends, cells, beats)


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
