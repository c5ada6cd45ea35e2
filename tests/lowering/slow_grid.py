"""A grid made token by token and cell by cell: what the columns of `token_layout` must come to."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from scenelang.lowering import Tokenised
from scenelang.lowering.render_text import Rendering
from scenelang.lowering.scene_text import NOWHERE, SceneText
from scenelang.lowering.token_grid import TokenGrid


class Cell(NamedTuple):
    """One written character, or one whole variable, with all that is known of it."""

    number: int
    start: int
    end: int
    beat: int
    marks: tuple[int, ...]
    weighs: bool
    text: int


def slow_grid(
    scene: SceneText,
    beat_weights: Sequence[float],
    avoided: Collection[int],
    rendering: Rendering,
    tokens: Tokenised,
    *,
    inclusive: bool,
) -> TokenGrid:
    """The grid of one instance."""
    table, text = scene.cells, rendering.text
    cells = [
        Cell(number, int(table.starts[number]), int(table.ends[number]), *table.of[table.kinds[number]])
        for number in range(len(table))
    ]
    rows = []
    for start, end in tokens.offsets:
        piece = text[start:end]
        under = [cells[number] for number in rendering.cells[start:end] or rendering.cells[-1:]]
        content = piece.strip()
        lead = len(piece) - len(piece.lstrip()) if content else 0
        trail = len(piece) - len(piece.rstrip()) if content else 0
        inner = under[lead : len(under) - trail]
        weight, avoid = _weigh(scene, beat_weights, avoided, inner, inclusive=inclusive)
        source = _source(under) if piece else (NOWHERE, NOWHERE)
        counts = any(unicodedata.category(sign)[0] in "LNS" for sign in content)
        rows.append((piece, weight, avoid, inner[0].beat, source, start + lead, end - trail, counts))
    pieces, weights, avoids, beats, sources, lefts, rights, says = zip(*rows, strict=True)
    unlikely = (0.0, *avoids[1:]) if avoided else ()
    return TokenGrid(
        tokens.ids,
        pieces,
        (0.0, *weights[1:]),
        unlikely,
        beats,
        sources,
        list(lefts),
        list(rights),
        list(says),
    )


def _weigh(
    scene: SceneText,
    beat_weights: Sequence[float],
    avoided: Collection[int],
    cells: Sequence[Cell],
    *,
    inclusive: bool,
) -> tuple[float, float]:
    weighing = [cell for cell in cells if cell.weighs]
    if not weighing:
        return 0.0, 0.0
    around = [set(cell.marks) for cell in weighing]
    held = set.union(*around) if inclusive else set.intersection(*around)
    weight = beat_weights[weighing[0].beat]
    for mark in sorted(held):
        weight *= scene.marks[mark].weight
    return (weight, 0.0) if held.isdisjoint(avoided) else (0.0, weight)


def _source(cells: Sequence[Cell]) -> tuple[int, int]:
    written = [cell for cell in cells if cell.start != NOWHERE]
    if not written:
        return NOWHERE, NOWHERE
    begin, stop = written[0].start, written[0].end
    for before, cell in pairwise(written):
        if cell.number != before.number and (cell.start < stop or cell.text != before.text):
            break
        stop = cell.end
    return begin, stop
