"""Where the text turns back on itself, the model looks back.

Before: nothing. After: answers, recalls, confirms and revises are attention targets in the archetype's band
for references (else the first band) from the span's producing positions to the target (the last content
token of each named span inside it, where it has any); mirrors is a hidden-state match and names makes the
span an instance of the scene's own concept (a target of weight 0, which moves nothing), each in the
archetype's band for it (else the middle). A reference to another scene whose text does not stand in this
window asks for nothing here. Keeps: weights, other targets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scenelang.checking import CheckedScene, SpanEntry
from scenelang.lowering.depth_schedule import signal_band
from scenelang.lowering.supervision_plan import AttentionIntent, HiddenIntent, Selector, SupervisionPlan
from scenelang.model import At, Reference, Verb
from scenelang.signals import HeadRule
from scenelang.tokens import HiddenKind


@dataclass(frozen=True, slots=True)
class LowerReferences:
    """`span VERB target`; reference `n` (from 1) has origin `self.n`."""

    name: ClassVar[str] = "lower_references"
    needs: ClassVar[tuple[str, ...]] = ()
    gives: ClassVar[tuple[str, ...]] = ("reference targets",)

    def run(self, checked: CheckedScene, plan: SupervisionPlan) -> SupervisionPlan:
        """The plan with a target for each reference."""
        for number, reference in enumerate(checked.scene.references, start=1):
            plan = _lower(checked, plan, reference, f"self.{number}")
        return plan


def _lower(
    checked: CheckedScene, plan: SupervisionPlan, reference: Reference, origin: str
) -> SupervisionPlan:
    if reference.verb is Verb.NAMES:
        return plan.with_hidden(_membership(checked, reference, origin))
    target = checked.spans.get(reference.target.text)
    if target is None:
        return plan
    if reference.verb is Verb.MIRRORS:
        return plan.with_hidden(_match(checked, reference, origin))
    return plan.with_attention(_look_back(checked, reference, target, origin))


def _look_back(
    checked: CheckedScene, reference: Reference, target: SpanEntry, origin: str
) -> AttentionIntent:
    keys = target.inner or (target.id,)
    return AttentionIntent(
        query=Selector(At.PRODUCE, reference.span.text),
        keys=tuple(Selector(At.LAST, key) for key in keys),
        layers=signal_band(checked, "references"),
        heads=HeadRule(),
        weight=1.0,
        origin=origin,
        place=reference.place,
    )


def _match(checked: CheckedScene, reference: Reference, origin: str) -> HiddenIntent:
    return HiddenIntent(
        where=Selector(At.LAST, reference.span.text),
        layers=signal_band(checked, "mirrors"),
        kind=HiddenKind.MIRRORS,
        weight=1.0,
        origin=origin,
        place=reference.place,
        other=Selector(At.LAST, reference.target.text),
    )


def _membership(checked: CheckedScene, reference: Reference, origin: str) -> HiddenIntent:
    return HiddenIntent(
        where=Selector(At.LAST, reference.span.text),
        layers=signal_band(checked, "concept"),
        kind=HiddenKind.CONCEPT,
        weight=0.0,
        origin=origin,
        place=reference.place,
        name=checked.scene.id.text,
    )
