"""Thinking does not look at the noise before it.

Before: nothing. After: for each noise beat and each later thinking beat of the scene, the positions that
produce the thinking beat stay away from all tokens of the noise, each head of every layer, at a tenth of the
weight of what an author writes out. A position inside that very noise is not asked. Keeps: weights and other
targets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scenelang.checking import CheckedScene
from scenelang.lowering.span_names import name_of_beat
from scenelang.lowering.supervision_plan import AttentionIntent, Selector, SupervisionPlan
from scenelang.model import At, Stratum
from scenelang.signals import NAMED_BANDS, HeadRule, HeadRuleKind

AWAY_WEIGHT = 0.1
"""What it weighs to stay away from noise: there is much of it, and it is nobody's point."""


@dataclass(frozen=True, slots=True)
class StayAwayFromNoise:
    """`produce(thinking) -/> read(noise)`; the noise beat `x` gives targets of origin `noise.x`."""

    name: ClassVar[str] = "stay_away_from_noise"
    needs: ClassVar[tuple[str, ...]] = ()
    gives: ClassVar[tuple[str, ...]] = ("noise targets",)

    def run(self, checked: CheckedScene, plan: SupervisionPlan) -> SupervisionPlan:
        """The plan with a target for each noise beat and each thinking beat behind it."""
        return plan.with_attention(*_targets(checked))


def _targets(checked: CheckedScene) -> Iterator[AttentionIntent]:
    strata = checked.strata
    noise = [beat for beat, stratum in enumerate(strata) if stratum is Stratum.NOISE]
    thinking = [beat for beat, stratum in enumerate(strata) if stratum is Stratum.THINKING]
    for before in noise:
        for after in thinking:
            if before < after:
                yield _stay_away(checked, before, after)


def _stay_away(checked: CheckedScene, noise: int, thinking: int) -> AttentionIntent:
    return AttentionIntent(
        query=Selector(At.PRODUCE, name_of_beat(checked, thinking)),
        keys=(Selector(At.READ, name_of_beat(checked, noise)),),
        layers=NAMED_BANDS["all"],
        heads=HeadRule(HeadRuleKind.EACH),
        weight=AWAY_WEIGHT,
        origin=f"noise.{checked.beat_ids[noise]}",
        place=checked.scene.beats[noise].kind.place,
        away=True,
        apart=True,
    )
