"""The loss weight of each marked span.

Before: nothing. After: `span_weights` holds each marked span's own factor: `w`, or 0 for `read`; `avoided`
holds the spans whose tokens are trained not to be said. Keeps: everything else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from scenelang.checking import CheckedScene
from scenelang.lowering.supervision_plan import SupervisionPlan


@dataclass(frozen=True, slots=True)
class WeighSpans:
    """`w=0.5`, `read`, `avoid`."""

    name: ClassVar[str] = "weigh_spans"
    needs: ClassVar[tuple[str, ...]] = ()
    gives: ClassVar[tuple[str, ...]] = ("span weights", "avoided spans")

    def run(self, checked: CheckedScene, plan: SupervisionPlan) -> SupervisionPlan:
        """The plan with `span_weights` and `avoided`."""
        spans = [span for beat in checked.scene.beats for span in beat.text.spans()]
        weights = {span.place: 0.0 if span.read else float(span.weight) for span in spans}
        avoided = frozenset(span.place for span in spans if span.avoid)
        return replace(plan, span_weights=weights, avoided=avoided)
