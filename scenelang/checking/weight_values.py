"""What beats weigh: numbers, and expressions of the scene's tension there.

Takes: a scene, its archetype, its axes and the tension of each beat.
Gives: one factor a beat, the beat's own times its kind's; strata are left out.
May assume: plain numbers are in range.
Never does: draw, or look at variables of `vary`.
"""

from __future__ import annotations

from collections.abc import Mapping

from scenelang.checking.axes import Axes
from scenelang.checking.tension_values import Tension
from scenelang.diagnostics import Collector
from scenelang.model import Archetype, Beat, Constant, Expression, Scene


def beat_weights(
    scene: Scene, archetype: Archetype, axes: Axes, tension: Tension, found: Collector
) -> tuple[float, ...]:
    """One factor a beat; a weight that comes to none is reported and counts as 1."""
    of_kind = dict(archetype.weights)
    factors = []
    for beat, values in zip(scene.beats, tension.values, strict=True):
        both = (beat.weight, of_kind.get(beat.kind.text))
        own, kind = _constant(both[0]), _constant(both[1])
        if own is None or kind is None:
            vector = dict(zip(tension.axes, values, strict=True))
            own, kind = _evaluated(beat, both[1], axes, vector, found)
        factors.append(own * kind)
    return tuple(factors)


def _constant(weight: Expression | None) -> float | None:
    """A weight that does not depend on tension; None for one that does."""
    if weight is None:
        return 1.0
    return float(weight.value) if isinstance(weight, Constant) else None


def _evaluated(
    beat: Beat, of_kind: Expression | None, axes: Axes, vector: Mapping[str, float], found: Collector
) -> tuple[float, float]:
    from scenelang.checking.evaluated_weights import WeightsHere  # noqa: PLC0415 - few weights are expressions

    here = WeightsHere(beat, axes, vector, found)
    return here.own(), here.of_kind(of_kind)
