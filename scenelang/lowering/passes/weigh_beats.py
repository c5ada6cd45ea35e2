"""The loss weight of each beat.

Before: nothing. After: `beat_weights` holds, for each beat, its stratum times its kind times its own
`weight`. A weight that is an expression of the tension was worked out by the check. Keeps: everything else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from scenelang.checking import CheckedScene
from scenelang.lowering.supervision_plan import SupervisionPlan
from scenelang.model import Stratum

STRATUM_WEIGHTS = {Stratum.THINKING: 1.0, Stratum.KNOWLEDGE: 0.3, Stratum.NOISE: 0.0}
"""What a token of each stratum weighs before anything else is said."""


@dataclass(frozen=True, slots=True)
class WeighBeats:
    """Stratum, beat kind and beat weight, multiplied."""

    name: ClassVar[str] = "weigh_beats"
    needs: ClassVar[tuple[str, ...]] = ()
    gives: ClassVar[tuple[str, ...]] = ("beat weights",)

    def run(self, checked: CheckedScene, plan: SupervisionPlan) -> SupervisionPlan:
        """The plan with `beat_weights`."""
        beats = zip(checked.strata, checked.beat_weights, strict=True)
        weights = tuple(STRATUM_WEIGHTS[stratum] * factor for stratum, factor in beats)
        return replace(plan, beat_weights=weights)
