"""All runs of an experiment together, and the file that holds them.

Takes: results of runs. Gives: `results.json`. Never does: leave a run out.
"""

from __future__ import annotations

import importlib.metadata
import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenelang.experimenting.arm_result import ArmResult
from scenelang.experimenting.plan import Plan

RESULTS_FILE = "results.json"
_LIBRARIES = ("scenelang", "torch", "transformers", "numpy")


@dataclass(frozen=True, slots=True)
class ExperimentResults:
    """A plan, the command that ran it, and every run, in the order of tables, arms and seeds."""

    plan: Plan
    command: str
    runs: tuple[ArmResult, ...]

    def of(self, table: str, arm: str) -> tuple[ArmResult, ...]:
        """The runs of an arm on a table, by seed."""
        return tuple(run for run in self.runs if run.table == table and run.arm == arm)

    def reference_of(self, run: ArmResult) -> ArmResult | None:
        """The reference run on the same table and seed."""
        name = self.plan.reference.name
        return next((found for found in self.of(run.table, name) if found.seed == run.seed), None)

    def ratio(self, run: ArmResult) -> tuple[float, bool] | None:
        """Tokens that a run needed over those that the reference needed, on the same seed.

        Returns:
            The ratio and whether the run got there; if not, the ratio is that of the tokens it read, and
            the true one is larger. None where the reference did not get there.
        """
        reference = self.reference_of(run)
        if reference is None or not reference.tokens_to_target:
            return None
        reached = run.tokens_to_target is not None
        return (run.tokens_to_target or run.tokens_seen) / reference.tokens_to_target, reached

    def write(self, out: Path) -> Path:
        """Writes `results.json`; `arms` at the top are those of the plan's first table."""
        tables = {table.label: {"arms": self._arms(table.label)} for table in self.plan.tables}
        content = {
            "name": self.plan.name,
            "command": self.command,
            "target": self.plan.target,
            "table": self.plan.tables[0].label,
            "arms": tables[self.plan.tables[0].label]["arms"],
            "tables": tables,
            "plan": self.plan.model_dump(mode="json"),
            "made_with": made_with(),
        }
        out.mkdir(parents=True, exist_ok=True)
        path = out / RESULTS_FILE
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return path

    def _arms(self, table: str) -> dict[str, Any]:
        return {
            arm.name: {
                "title": arm.title,
                "description": arm.description,
                "seeds": [self._seed(run) for run in self.of(table, arm.name)],
            }
            for arm in self.plan.arms
        }

    def _seed(self, run: ArmResult) -> dict[str, Any]:
        ratio = self.ratio(run)
        return {
            "seed": run.seed,
            self.plan.target_key: run.tokens_to_target,
            "held_out_accuracy": run.held_out_accuracy,
            "tokens_seen": run.tokens_seen,
            "budget": run.budget,
            "ratio_to_reference": None if ratio is None else round(ratio[0], 3),
            "ratio_is_lower_bound": None if ratio is None else not ratio[1],
            "best_accuracy": run.best_accuracy,
            "held_out_rows": run.held_out_rows,
            "passes": round(run.passes, 3),
            "seconds": round(run.seconds, 1),
            "curve": [[point.tokens, point.accuracy] for point in run.curve],
            "heads": [table.model_dump(mode="json") for table in run.heads],
            "lens": None if run.lens is None else run.lens.model_dump(mode="json"),
        }


def made_with() -> dict[str, str]:
    """Versions and machine, for whoever compares numbers."""
    versions = {name: _version(name) for name in _LIBRARIES}
    return {"python": platform.python_version(), "machine": platform.machine(), **versions}


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def in_order(plan: Plan, runs: Sequence[ArmResult]) -> tuple[ArmResult, ...]:
    """Runs by table, arm and seed, as the plan lists them."""
    tables = [table.label for table in plan.tables]
    arms = [arm.name for arm in plan.arms]
    return tuple(
        sorted(
            runs, key=lambda run: (tables.index(run.table), arms.index(run.arm), plan.seeds.index(run.seed))
        )
    )
