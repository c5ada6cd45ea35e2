from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from scenelang import experimenting
from scenelang.experimenting import Arm, Plan
from scenelang.reading import load_source, read_settings
from scenelang.training import LossSettings

PLANS = Path(__file__).parents[2] / "experiments"
LOOKS = ("attention", "reads")


def read(name: str) -> Plan:
    source = load_source(PLANS / name).value
    assert source is not None
    plan, diagnostics = read_settings(source, Plan)
    assert not diagnostics
    assert plan is not None
    return plan


@pytest.mark.parametrize("name", ["demo.yaml", "two_hop.yaml"])
def test_plans_of_the_project_are_read_and_their_scenes_are_there(name: str) -> None:
    plan = read(name)
    assert plan.budget.reference == "as-authored"
    assert all((PLANS / path).exists() for table in plan.tables for path in table.scenes)
    assert all(arm.description.endswith(".") for arm in plan.arms)


def test_the_demo_compares_three_arms_of_the_whole_experiment_word_for_word() -> None:
    demo, whole = read("demo.yaml"), read("two_hop.yaml")
    arms = {arm.name: arm.model_copy(update={"first_seed_factor": None}) for arm in whole.arms}
    assert [arm.name for arm in demo.arms] == ["as-authored", "text-alone", "random-attention"]
    assert all(arms[arm.name] == arm for arm in demo.arms)
    assert (demo.model, demo.losses, demo.optimisation) == (whole.model, whole.losses, whole.optimisation)


def test_the_whole_experiment_has_every_arm_that_the_claim_needs() -> None:
    plan = read("two_hop.yaml")
    told = {arm.name: (arm.losses(plan.losses), arm.randomise) for arm in plan.arms}
    weights = {name: (loss.attention.weight, loss.reads.weight, kind) for name, (loss, kind) in told.items()}
    assert weights == {
        "as-authored": (5.0, 3.0, "none"),
        "text-alone": (0.0, 0.0, "none"),
        "attention-alone": (5.0, 0.0, "none"),
        "layers-alone": (0.0, 3.0, "none"),
        "random-attention": (5.0, 3.0, "attention_keys"),
        "random-layers": (5.0, 3.0, "reads_tokens"),
    }
    assert plan.target_key == "tokens_to_90"


def test_an_arm_changes_the_weights_it_names_and_no_others() -> None:
    arm = Arm.model_validate({"name": "a", "title": "A", "description": "D.", "weights": {"attention": 0}})
    usual = LossSettings.model_validate({"attention": {"weight": 5, "hinge": 0.8}, "reads": {"weight": 2}})
    assert arm.losses(usual).attention.weight == 0
    assert arm.losses(usual).attention.hinge == 0.8
    assert arm.losses(usual).reads == usual.reads


def test_budgets_of_the_first_seed_may_differ(plan: Plan) -> None:
    full, plain = plan.arms
    assert (plain.budget_factor(True, 3), plain.budget_factor(False, 3)) == (10, 3)
    assert (full.budget_factor(True, 3), full.budget_factor(False, 3)) == (3, 3)
    named = plain.model_copy(update={"factor": 5.0, "first_seed_factor": None})
    assert (named.budget_factor(True, 3), named.budget_factor(False, 3)) == (5, 5)


def test_seeds_can_be_counted_instead_of_listed(plan: Plan) -> None:
    assert plan.with_seeds(3).seeds == (0, 1, 2)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"budget": {"reference": "nobody"}}, "the budget's reference must be one of the arms: full, plain"),
        (
            {"arms": [{"name": "full", "title": "t", "description": "d"}] * 2},
            "every arm needs a name of its own",
        ),
        ({"tables": [{"label": "x", "scenes": ["a"]}] * 2}, "every table needs a label of its own"),
        ({"name": "Two Hop"}, "String should match pattern"),
        ({"seeds": []}, "at least 1 item"),
        ({"seeds": [0, 1, 0]}, "every seed counts once"),
        (
            {"losses": {name: {"weight": 0} for name in LossSettings().named() if name not in LOOKS}},
            "the arm plain has no loss that weighs more than 0",
        ),
    ],
)
def test_a_plan_that_cannot_be_run_is_refused(plan: Plan, change: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Plan.model_validate({**plan.model_dump(), **change})


def test_plans_load_without_torch() -> None:
    code = (
        "import sys, scenelang.experimenting; sys.exit('torch' in sys.modules or 'matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_name_that_the_room_lacks_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = experimenting.nothing
