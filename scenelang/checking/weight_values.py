"""What beats weigh: numbers, and expressions of the scene's tension there.

Takes: a scene, its archetype and the tension of each beat.
Gives: one factor a beat, the beat's own times its kind's; strata are left out.
May assume: axes were looked at. Never does: draw, or look at variables of `vary`.
"""

from __future__ import annotations

from collections.abc import Mapping

from scenelang.checking.tension_values import Tension
from scenelang.evaluating import compile_expression
from scenelang.model import Archetype, Expression, Scene


def beat_weights(scene: Scene, archetype: Archetype, tension: Tension) -> tuple[float, ...]:
    """One factor a beat."""
    of_kind = dict(archetype.weights)
    factors = []
    for beat, vector in zip(scene.beats, tension.values, strict=True):
        axes = dict(zip(tension.axes, vector, strict=True))
        factors.append(_value(beat.weight, axes) * _value(of_kind.get(beat.kind.text), axes))
    return tuple(factors)


def _value(weight: Expression | None, axes: Mapping[str, float]) -> float:
    return 1.0 if weight is None else float(compile_expression(weight)(axes))
