"""What a scene takes back is read and never learned.

Before: beat and span weights stand. After: the target of every `revises` weighs 0; the text of another
scene weighs nothing as it is. Keeps: all targets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from scenelang.checking import CheckedScene
from scenelang.lowering.supervision_plan import SupervisionPlan
from scenelang.model import Verb


@dataclass(frozen=True, slots=True)
class SilenceRevised:
    """`answer revises first`: the tokens of `first` get weight 0."""

    name: ClassVar[str] = "silence_revised"
    needs: ClassVar[tuple[str, ...]] = ("beat weights", "span weights")
    gives: ClassVar[tuple[str, ...]] = ("final weights",)

    def run(self, checked: CheckedScene, plan: SupervisionPlan) -> SupervisionPlan:
        """The plan with revised spans and beats at 0."""
        beats, spans = list(plan.beat_weights), dict(plan.span_weights)
        for reference in checked.scene.references:
            entry = checked.spans.get(reference.target.text)
            if reference.verb is not Verb.REVISES or entry is None or entry.scene:
                continue
            if entry.marked is None:
                beats[entry.beat] = 0.0
            else:
                spans[entry.marked.place] = 0.0
        return replace(plan, beat_weights=tuple(beats), span_weights=spans)
