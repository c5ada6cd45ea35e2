"""Layer rules that the author wrote out.

Before: nothing. After: each rule under `layers` is a hidden-layer target; a rule without layers means the
archetype's band for what it asks, else the middle ones. Keeps: weights and other targets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from scenelang.checking import CheckedScene
from scenelang.lowering.depth_schedule import signal_band
from scenelang.lowering.passes.lower_anchors import select
from scenelang.lowering.passes.lower_tension import tension_text
from scenelang.lowering.supervision_plan import HiddenIntent, Selector, SupervisionPlan
from scenelang.model import (
    At,
    ConceptTarget,
    Label,
    LayerRule,
    Mirrors,
    Reads,
    Teacher,
    TensionTarget,
)
from scenelang.tokens import HiddenKind


@dataclass(frozen=True, slots=True)
class LowerLayers:
    """`at x @ middle: reads "y"`; rule `n` (from 1) has origin `layers.n`."""

    name: ClassVar[str] = "lower_layers"
    needs: ClassVar[tuple[str, ...]] = ()
    gives: ClassVar[tuple[str, ...]] = ("layer targets",)

    def run(self, checked: CheckedScene, plan: SupervisionPlan) -> SupervisionPlan:
        """The plan with a target for each rule."""
        rules = enumerate(checked.scene.layers, start=1)
        return plan.with_hidden(*(_lower(checked, rule, f"layers.{number}") for number, rule in rules))


def _lower(checked: CheckedScene, rule: LayerRule, origin: str) -> HiddenIntent:
    kind, details = _target(checked, rule)
    return HiddenIntent(
        where=select(rule.where),
        layers=rule.layers or signal_band(checked, kind.value),
        kind=kind,
        weight=float(rule.weight),
        origin=origin,
        place=rule.place,
        **details,
    )


def _target(checked: CheckedScene, rule: LayerRule) -> tuple[HiddenKind, dict[str, Any]]:
    match rule.target:
        case Reads(text=text):
            return HiddenKind.READS, {"reads": text}
        case ConceptTarget(concept=concept):
            return HiddenKind.CONCEPT, {"name": concept.text}
        case Mirrors(span=span):
            return HiddenKind.MIRRORS, {"other": Selector(At.LAST, span.text)}
        case Label(key=key, value=value):
            return HiddenKind.LABEL, {"name": key.text, **_label_value(value.text)}
        case TensionTarget(axis=axis):
            return HiddenKind.TENSION, {"name": axis.text, "value": _tension(checked, rule, axis.text)}
        case Teacher():
            return HiddenKind.TEACHER, {}


def _tension(checked: CheckedScene, rule: LayerRule, axis: str) -> str:
    return tension_text(checked, checked.spans[rule.where.span.text].beat, axis)


def _label_value(written: str) -> dict[str, str]:
    """The value as it is, or the variable that holds it in each instance."""
    return {"variable": written[2:-1]} if written.startswith("${") else {"value": written}
