"""The lowering passes, in the order in which they run."""

from __future__ import annotations

from scenelang.checking import CheckedScene
from scenelang.lowering.lowering_pass import LoweringPass
from scenelang.lowering.passes.bind_premises import BindPremises
from scenelang.lowering.passes.expose_beats import ExposeBeats
from scenelang.lowering.passes.gather_concepts import GatherConcepts
from scenelang.lowering.passes.hold_back_knowledge import HoldBackKnowledge
from scenelang.lowering.passes.lower_anchors import LowerAnchors
from scenelang.lowering.passes.lower_layers import LowerLayers
from scenelang.lowering.passes.lower_logic import LowerLogic
from scenelang.lowering.passes.lower_references import LowerReferences
from scenelang.lowering.passes.lower_tension import LowerTension
from scenelang.lowering.passes.silence_revised import SilenceRevised
from scenelang.lowering.passes.stay_away_from_noise import StayAwayFromNoise
from scenelang.lowering.passes.weigh_beats import WeighBeats
from scenelang.lowering.passes.weigh_spans import WeighSpans
from scenelang.lowering.supervision_plan import SupervisionPlan

PASSES: tuple[LoweringPass, ...] = (
    WeighBeats(),
    WeighSpans(),
    SilenceRevised(),
    BindPremises(),
    LowerReferences(),
    LowerLogic(),
    LowerAnchors(),
    StayAwayFromNoise(),
    LowerLayers(),
    HoldBackKnowledge(),
    LowerTension(),
    GatherConcepts(),
    ExposeBeats(),
)


def plan_supervision(checked: CheckedScene) -> SupervisionPlan:
    """Runs all passes over one scene."""
    plan = SupervisionPlan()
    for lowering_pass in PASSES:
        plan = lowering_pass.run(checked, plan)
    return plan
