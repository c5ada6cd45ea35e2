"""In knowledge nothing is asked of the hidden layers unless it is written under `layers`.

Before: all hidden-layer targets of logic, self-reference and `layers` stand. After: in beats of stratum
`knowledge`, only those of `layers` are left, and the author is told what went. Keeps: weights and attention
targets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from scenelang.checking import CheckedScene
from scenelang.lowering.messages import HeldBackInKnowledge
from scenelang.lowering.supervision_plan import HiddenIntent, SupervisionPlan
from scenelang.model import Stratum


@dataclass(frozen=True, slots=True)
class HoldBackKnowledge:
    """Drops hidden-layer targets that come of logic and self-reference."""

    name: ClassVar[str] = "hold_back_knowledge"
    needs: ClassVar[tuple[str, ...]] = ("logic targets", "reference targets", "layer targets")
    gives: ClassVar[tuple[str, ...]] = ("final hidden targets",)

    def run(self, checked: CheckedScene, plan: SupervisionPlan) -> SupervisionPlan:
        """The plan, with fewer hidden-layer targets in knowledge beats."""
        if Stratum.KNOWLEDGE not in checked.strata:
            return plan
        dropped = [intent for intent in plan.hidden if _is_held_back(checked, intent)]
        kept = tuple(intent for intent in plan.hidden if intent not in dropped)
        notes = [HeldBackInKnowledge(intent.place) for intent in dropped]
        return replace(plan, hidden=kept).with_notes(*notes)


def _is_held_back(checked: CheckedScene, intent: HiddenIntent) -> bool:
    if not intent.weight:  # an instance of a concept asks nothing
        return False
    beat = checked.spans[intent.where.span].beat
    return checked.strata[beat] is Stratum.KNOWLEDGE and not intent.origin.startswith("layers.")
