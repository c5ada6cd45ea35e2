"""What each token weighs: its beat's weight times that of its span.

Takes: plain scenes with their plans, and the tokens laid over their texts.
Gives: the loss weight of each token, and of its unlikelihood; texts that a full look must be taken at.
May assume: spans do not hold others; no token reaches over an edge.
Never does: give a weight to the first token of a text: nothing predicts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenelang.compile.plainly.grid_arrays import GridArrays
from scenelang.compile.plainly.plan_of_shape import ShapePlan
from scenelang.compile.plainly.ragged import Int
from scenelang.compile.plainly.text_arrays import TextArrays
from scenelang.plain import PlainScene

Weights = NDArray[np.float64]


class WeightArrays(NamedTuple):
    """`loss` and `avoid` by token. `sound` is false for texts, and avoided spans, that give nothing."""

    loss: Weights
    avoid: Weights | None
    sound: NDArray[np.bool_]


def weight_arrays(
    scenes: Sequence[PlainScene], plans: Sequence[ShapePlan], texts: TextArrays, grid: GridArrays, firsts: Int
) -> WeightArrays:
    """The weights of all tokens; `firsts` are the first token of each text and the number of all."""
    of_beats = np.array([weight for plan in plans for weight in plan.beats])
    unit_weights: Weights = of_beats[texts.beat_of_unit]
    factors = np.ones_like(unit_weights)
    avoided = _mark(scenes, plans, texts.units, factors)
    unit_weights *= factors
    weights = unit_weights[grid.units]
    weights[firsts[:-1][firsts[:-1] < len(weights)]] = 0.0
    avoid = None
    sound = np.ones(len(scenes), np.bool_)
    if avoided:
        is_avoided = np.zeros(len(factors), np.bool_)
        is_avoided[avoided] = True
        by_token = is_avoided[grid.units]
        avoid = np.where(by_token, weights, 0.0)
        weights = np.where(by_token, 0.0, weights)
        sound = _with_weight_where_avoided(avoided, avoid, texts, grid, len(scenes))
    learned = np.zeros(len(scenes), np.bool_)
    learned[grid.owner[weights != 0]] = True
    return WeightArrays(weights, avoid, sound & learned)


def _mark(
    scenes: Sequence[PlainScene], plans: Sequence[ShapePlan], units: Int, factors: Weights
) -> list[int]:
    """Puts what spans weigh into `factors`, by unit; gives the units that are avoided."""
    places: list[int] = []
    values: list[float] = []
    avoided: list[int] = []
    for scene, plan, unit in zip(scenes, plans, units.tolist(), strict=False):
        for _, _, marks, rank, _ in scene.marked:
            if marks.read or marks.weight != 1:
                places.append(unit + rank)
                values.append(0.0 if marks.read else marks.weight)
            if marks.avoid:
                avoided.append(unit + rank)
        for rank in plan.silenced:
            places.append(unit + rank)
            values.append(0.0)
    factors[places] = values
    return avoided


def _with_weight_where_avoided(
    avoided: Sequence[int], avoid: Weights, texts: TextArrays, grid: GridArrays, scenes: int
) -> NDArray[np.bool_]:
    """For each text, whether each span that is avoided has a token whose unlikelihood weighs something."""
    sound = np.ones(scenes, np.bool_)
    owners = np.searchsorted(texts.units, avoided, side="right") - 1
    for unit, owner in zip(avoided, owners.tolist(), strict=True):
        if not avoid[grid.first[unit] : grid.stop[unit]].any():
            sound[owner] = False
    return sound
