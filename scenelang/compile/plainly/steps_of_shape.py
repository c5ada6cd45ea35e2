"""The steps of a shape's logic: what carries each, and how deep it lies.

Takes: the logic of a shape.
Gives: its steps in the order in which they are written.
May assume: the scene is sound: premises stand before what rests on them, at most one conclusion is silent.
Never does: look for circles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scenelang.compile.plainly.shape_of_scene import SILENT, Shape
from scenelang.model import Operator

_SUGGESTION, _ENTAILMENT = 0.5, 1.0


class Step(NamedTuple):
    """One step: the ranks of what it looks at and of what carries it, its weight, its depth from 1."""

    premises: tuple[int, ...]
    carrier: int
    is_silent: bool
    weight: float
    depth: int


def steps_of(shape: Shape) -> list[Step]:
    """The steps as written; the carrier of a silent one is the first that rests on it."""
    resting = [conclusion for premises, _, conclusion, _ in shape.logic if SILENT in premises]
    carriers = [min(resting) if is_silent else conclusion for _, _, conclusion, is_silent in shape.logic]
    depths = _depths(shape, carriers)
    return [
        Step(
            tuple(premise for premise in premises if premise != SILENT),
            carrier,
            is_silent,
            _SUGGESTION if sign == Operator.SUGGESTS.value else _ENTAILMENT,
            depth,
        )
        for (premises, sign, _, is_silent), carrier, depth in zip(shape.logic, carriers, depths, strict=True)
    ]


def _depths(shape: Shape, carriers: Sequence[int]) -> list[int]:
    """The longest path to each step. What a step rests on stands before it in the text, or is silent."""
    depth_of: dict[int, int] = {}
    depths = [0] * len(carriers)
    for number in sorted(range(len(carriers)), key=lambda step: (carriers[step], not shape.logic[step][3])):
        premises, _, conclusion, _ = shape.logic[number]
        depths[number] = 1 + max((depth_of.get(premise, 0) for premise in premises), default=0)
        depth_of[conclusion] = depths[number]
    return depths
