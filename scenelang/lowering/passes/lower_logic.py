"""Logic steps become attention that moves deeper step by step, and silent conclusions become lens targets.

Before: nothing. After: for each step, the positions that carry it look at the last content token of every
premise span, in the band of the step's depth; a latent conclusion is read there by the unembedding.
Keeps: weights and other targets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scenelang.checking import CheckedScene, CheckedStep
from scenelang.lowering.depth_schedule import depth_band
from scenelang.lowering.supervision_plan import AttentionIntent, HiddenIntent, Selector, SupervisionPlan
from scenelang.model import At, Latent, Operator
from scenelang.signals import HeadRule
from scenelang.tokens import HiddenKind


def step_weight(step: CheckedStep) -> float:
    """What a step's targets weigh: a suggestion half of an entailment."""
    return 0.5 if step.step.operator is Operator.SUGGESTS else 1.0


@dataclass(frozen=True, slots=True)
class LowerLogic:
    """A spoken step looks from wherever its conclusion is produced, a latent one from before its carrier."""

    name: ClassVar[str] = "lower_logic"
    needs: ClassVar[tuple[str, ...]] = ()
    gives: ClassVar[tuple[str, ...]] = ("logic targets",)

    def run(self, checked: CheckedScene, plan: SupervisionPlan) -> SupervisionPlan:
        """The plan with the targets of every step; step `n` (from 1) has origin `logic.n`."""
        for number, step in enumerate(checked.steps, start=1):
            origin = f"logic.{number}"
            premises = tuple(filter(checked.spans.__contains__, step.premises))
            if premises:
                plan = plan.with_attention(_look(checked, step, premises, origin))
            if isinstance(step.step.conclusion, Latent):
                plan = plan.with_hidden(_hold(checked, step, step.step.conclusion, origin))
        return plan


def _look(
    checked: CheckedScene, step: CheckedStep, premises: tuple[str, ...], origin: str
) -> AttentionIntent:
    at = At.BEFORE if isinstance(step.step.conclusion, Latent) else At.PRODUCE
    return AttentionIntent(
        query=Selector(at, step.carrier),
        keys=tuple(Selector(At.LAST, premise) for premise in premises),
        layers=depth_band(checked, step.depth),
        heads=HeadRule(),
        weight=step_weight(step),
        origin=origin,
        place=step.step.place,
    )


def _hold(checked: CheckedScene, step: CheckedStep, conclusion: Latent, origin: str) -> HiddenIntent:
    return HiddenIntent(
        where=Selector(At.BEFORE, step.carrier),
        layers=depth_band(checked, step.depth),
        kind=HiddenKind.READS,
        weight=step_weight(step),
        origin=origin,
        place=conclusion.place,
        reads=conclusion.reads,
    )
