"""Attention rules that the author wrote out.

Before: nothing. After: each rule under `anchors` is an attention target as written, with the defaults where
the author left something open: all layers; any head where the rule says to look, each head where it says to
stay away (one head that looks away proves nothing). Keeps: weights and other targets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scenelang.checking import CheckedScene
from scenelang.lowering.supervision_plan import AttentionIntent, Selector, SupervisionPlan
from scenelang.model import AttentionRule, Positions
from scenelang.signals import NAMED_BANDS, HeadRule, HeadRuleKind


@dataclass(frozen=True, slots=True)
class LowerAnchors:
    """`query -> key` and `query -/> key`; rule `n` (from 1) has origin `anchors.n`."""

    name: ClassVar[str] = "lower_anchors"
    needs: ClassVar[tuple[str, ...]] = ()
    gives: ClassVar[tuple[str, ...]] = ("anchor targets",)

    def run(self, checked: CheckedScene, plan: SupervisionPlan) -> SupervisionPlan:
        """The plan with a target for each rule."""
        rules = enumerate(checked.scene.anchors, start=1)
        return plan.with_attention(*(_lower(rule, f"anchors.{number}") for number, rule in rules))


def _lower(rule: AttentionRule, origin: str) -> AttentionIntent:
    return AttentionIntent(
        query=select(rule.query),
        keys=tuple(map(select, rule.keys)),
        layers=rule.layers or NAMED_BANDS["all"],
        heads=rule.heads or HeadRule(HeadRuleKind.EACH if rule.away else HeadRuleKind.ANY),
        weight=float(rule.weight),
        origin=origin,
        place=rule.place,
        away=rule.away,
    )


def select(positions: Positions) -> Selector:
    """The selector of positions as written."""
    return Selector(positions.at, positions.span.text)
