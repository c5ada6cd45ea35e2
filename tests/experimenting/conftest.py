"""A tiny plan, and rows of the library's two-hop scene."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scenelang.compile import compile_paths
from scenelang.experimenting import Arm, ArmResult, CurvePoint, Plan
from scenelang.experimenting.arm_job import ArmJob
from scenelang.experimenting.arm_result import HeadTable, LensTable
from scenelang.shards import ShardSet, open_shards

SCENE = Path(__file__).parents[2] / "scenes" / "hops" / "two_hop.scene"
ROW = 49
"""Tokens of a row of that scene."""


@pytest.fixture(scope="session")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hops") / "shards"
    assert compile_paths([SCENE], out, instances=120).value is not None
    return out


@pytest.fixture
def hops(shards: Path) -> ShardSet:
    opened = open_shards(shards).value
    assert opened is not None
    return opened


@pytest.fixture
def plan() -> Plan:
    return Plan.model_validate(
        {
            "name": "tiny",
            "description": "Does anything <happen>?",
            "tables": [{"label": "6 facts", "scenes": ["two_hop.scene"]}],
            "model": {"layers": 3, "width": 8, "heads": 2, "context": 64},
            "optimisation": {"batch": 4},
            "losses": {"attention": {"weight": 5, "hinge": 0.8}},
            "arms": [
                {"name": "full", "title": "all of it", "description": "Everything is true."},
                {
                    "name": "plain",
                    "title": "text alone",
                    "description": "No targets.",
                    "weights": {"attention": 0, "reads": 0},
                    "first_seed_factor": 10,
                },
            ],
            "target": 1.0,
            "evaluation": {"every": 2, "rows": 8, "final_rows": 12},
            "budget": {"reference": "full", "tokens": 4 * ROW * 4},
        }
    )


@pytest.fixture
def job(plan: Plan, shards: Path, tmp_path: Path) -> Callable[..., ArmJob]:
    def make(arm: Arm | None = None, seed: int = 0, budget: int = 4 * ROW * 4) -> ArmJob:
        return ArmJob(plan, "6 facts", shards, "build", arm or plan.reference, seed, budget, tmp_path)

    return make


@pytest.fixture
def result() -> Callable[..., ArmResult]:
    """A made-up run: it reads up to `seen` tokens, and is there at `reached`."""

    def make(
        arm: str, seed: int = 0, reached: int | None = None, seen: int = 3000, table: str = "6 facts"
    ) -> ArmResult:
        points = [CurvePoint(step=step, tokens=step * seen // 3, accuracy=0.1 * step) for step in (1, 2, 3)]
        if reached is not None:
            points[-1] = CurvePoint(step=3, tokens=reached, accuracy=1.0)
        return ArmResult(
            digest="d", arm=arm, table=table, seed=seed, budget=seen, tokens_to_target=reached,
            tokens_seen=reached or seen, steps=3, held_out_accuracy=points[-1].accuracy, held_out_rows=12,
            best_accuracy=points[-1].accuracy, passes=0.5, seconds=60.0, curve=tuple(points),
            heads=(HeadTable(origin="logic.1", sites=5, masses=((0.9, 0.1),), control=((0.02, 0.03),)),),
            lens=LensTable(sites=5, firsts=(0.75,), ranks=(3.0,), control_ranks=(900.0,)),
        )  # fmt: skip

    return make
