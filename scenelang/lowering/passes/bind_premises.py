"""Ties the last content token of each premise to its head.

In a causal model what a sentence says gathers at its end; a step looks there. For the end to hold what the
head said, it must have looked at the head: in the first band, before any step.

Before: nothing. After: one attention target per premise span, however many steps rest on it.
Keeps: weights and other targets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scenelang.checking import CheckedScene
from scenelang.lowering.depth_schedule import first_band
from scenelang.lowering.passes.lower_logic import step_weight
from scenelang.lowering.supervision_plan import AttentionIntent, Selector, SupervisionPlan
from scenelang.model import At
from scenelang.signals import HeadRule


@dataclass(frozen=True, slots=True)
class BindPremises:
    """`last(premise) -> first(premise)` in the first band; nothing for a premise of one token."""

    name: ClassVar[str] = "bind_premises"
    needs: ClassVar[tuple[str, ...]] = ()
    gives: ClassVar[tuple[str, ...]] = ("binding targets",)

    def run(self, checked: CheckedScene, plan: SupervisionPlan) -> SupervisionPlan:
        """The plan with a binding for each premise; the strongest step that rests on it sets its weight."""
        bindings: dict[str, AttentionIntent] = {}
        for step in checked.steps:
            weight = step_weight(step)
            for premise in filter(checked.spans.__contains__, step.premises):
                known = bindings.get(premise)
                if known is None or known.weight < weight:
                    bindings[premise] = AttentionIntent(
                        query=Selector(At.LAST, premise),
                        keys=(Selector(At.FIRST, premise),),
                        layers=first_band(checked),
                        heads=HeadRule(),
                        weight=weight,
                        origin=f"binding.{premise}",
                        place=step.step.place if known is None else known.place,
                        binds=True,
                    )
        return plan.with_attention(*bindings.values())
