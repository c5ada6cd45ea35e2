"""Every span that carries a concept is an instance of it.

Before: all that is asked of the layers stands, and what knowledge holds back is gone. After: each `.concept`
of a span is a target of weight 0 at the span's last content token, in the archetype's band for concepts
(else the middle): it tells what the concept looks like there, and moves nothing. Knowledge and noise have
instances too. Keeps: weights and other targets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scenelang.checking import CheckedScene
from scenelang.lowering.depth_schedule import signal_band
from scenelang.lowering.span_names import name_of_mark
from scenelang.lowering.supervision_plan import HiddenIntent, Selector, SupervisionPlan
from scenelang.model import At, MarkedSpan
from scenelang.tokens import HiddenKind


@dataclass(frozen=True, slots=True)
class GatherConcepts:
    """`[text]{.x}`: an instance of `x` at `last(span)`, of origin `concept.x`."""

    name: ClassVar[str] = "gather_concepts"
    needs: ClassVar[tuple[str, ...]] = ("final hidden targets",)
    gives: ClassVar[tuple[str, ...]] = ("concept instances",)

    def run(self, checked: CheckedScene, plan: SupervisionPlan) -> SupervisionPlan:
        """The plan with an instance for each concept of each span."""
        spans = [span for beat in checked.scene.beats for span in beat.text.spans()]
        return plan.with_hidden(
            *(_instance(checked, span, concept.text) for span in spans for concept in span.concepts)
        )


def _instance(checked: CheckedScene, span: MarkedSpan, concept: str) -> HiddenIntent:
    return HiddenIntent(
        where=Selector(At.LAST, name_of_mark(span)),
        layers=signal_band(checked, "concept"),
        kind=HiddenKind.CONCEPT,
        weight=0.0,
        origin=f"concept.{concept}",
        place=span.place,
        name=concept,
    )
