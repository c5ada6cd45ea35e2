"""In a knowledge scene nothing is asked of the hidden layers unless it is written under `layers`.

Before: all hidden-layer targets stand. After: in a scene of stratum `knowledge`, only those of `layers` are
left, and the author is told what went. Keeps: weights and attention targets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from scenelang.checking import CheckedScene
from scenelang.lowering.messages import HeldBackInKnowledge
from scenelang.lowering.supervision_plan import SupervisionPlan
from scenelang.model import Stratum


@dataclass(frozen=True, slots=True)
class HoldBackKnowledge:
    """Drops hidden-layer targets that come of logic and self-reference."""

    name: ClassVar[str] = "hold_back_knowledge"
    needs: ClassVar[tuple[str, ...]] = ("logic targets", "reference targets", "layer targets")
    gives: ClassVar[tuple[str, ...]] = ("final hidden targets",)

    def run(self, checked: CheckedScene, plan: SupervisionPlan) -> SupervisionPlan:
        """The plan, with fewer hidden-layer targets in a knowledge scene."""
        if checked.scene.stratum is not Stratum.KNOWLEDGE:
            return plan
        kept = tuple(intent for intent in plan.hidden if intent.origin.startswith("layers."))
        dropped = [intent for intent in plan.hidden if intent not in kept]
        notes = [HeldBackInKnowledge(intent.place) for intent in dropped]
        return replace(plan, hidden=kept).with_notes(*notes)
