"""Colours and strokes of arms: apart for colour-blind eyes too (Okabe and Ito's set), and in grey."""

from __future__ import annotations

from typing import NamedTuple

from scenelang.experimenting.plan import Plan


class Stroke(NamedTuple):
    """How an arm's lines are drawn."""

    colour: str
    dash: str
    width: float


_REFERENCE = Stroke("#0072B2", "-", 2.4)
_OTHERS = (
    Stroke("#404040", "-", 1.6),
    Stroke("#D55E00", "-", 1.6),
    Stroke("#009E73", "-", 1.6),
    Stroke("#B87900", "--", 1.6),
    Stroke("#B4538A", "--", 1.6),
    Stroke("#3C8DBC", ":", 1.6),
)


def strokes(plan: Plan) -> dict[str, Stroke]:
    """The stroke of every arm; the reference's is the same in every plan."""
    others = [arm.name for arm in plan.arms if arm.name != plan.reference.name]
    drawn = {name: _OTHERS[place % len(_OTHERS)] for place, name in enumerate(others)}
    return {plan.reference.name: _REFERENCE, **drawn}
