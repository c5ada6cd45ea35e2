"""One run to be done: an arm, on a table, with a seed and a budget."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from scenelang.experimenting.plan import Plan
from scenelang.experimenting.plan_arm import Arm

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class ArmJob:
    """What a worker needs to know. `budget` is in tokens; `build` is the digest of the shards."""

    plan: Plan
    table: str
    shards: Path
    build: str
    arm: Arm
    seed: int
    budget: int
    out: Path

    @property
    def key(self) -> tuple[str, str, int]:
        """Table, arm and seed: what tells runs of one experiment apart."""
        return self.table, self.arm.name, self.seed

    @property
    def digest(self) -> str:
        """The SHA-256 of everything that the result depends on."""
        plan = self.plan.model_dump(mode="json", include={"model", "optimisation", "target", "evaluation"})
        content = {
            "format": _FORMAT,
            "plan": plan,
            "go_on": self.plan.budget.go_on,
            "losses": self.arm.losses(self.plan.losses).model_dump(mode="json"),
            "randomise": self.arm.randomise,
            "seed": self.seed,
            "budget": self.budget,
            "shards": self.build,
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    @property
    def file(self) -> Path:
        """Where the result is kept."""
        folder = "".join(letter if letter.isalnum() else "-" for letter in self.table)
        return self.out / "runs" / folder / f"{self.arm.name}-seed{self.seed}.json"
