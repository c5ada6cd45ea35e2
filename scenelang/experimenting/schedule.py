"""Which runs can start now: reference arms first, the longest of the others next.

Takes: a plan and the digests of its builds. Gives: jobs in order. Never does: run them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scenelang.experimenting.arm_job import ArmJob
from scenelang.experimenting.arm_result import ArmResult
from scenelang.experimenting.plan import Plan
from scenelang.experimenting.plan_arm import Arm


@dataclass(slots=True)
class Schedule:
    """The runs of an experiment that are still to be started.

    Args:
        plan: the experiment.
        shards: the folder and the digest of each table's shards, by label.
        out: where results are kept.
    """

    plan: Plan
    shards: Mapping[str, tuple[Path, str]]
    out: Path
    _waiting: list[ArmJob] = field(init=False)

    def __post_init__(self) -> None:
        self._waiting = [
            self._job(label, self.plan.reference, seed, self.plan.budget.tokens)
            for label in self.shards
            for seed in self.plan.seeds
        ]

    @property
    def count(self) -> int:
        """How many runs the experiment has in all."""
        return len(self.shards) * len(self.plan.seeds) * len(self.plan.arms)

    def take(self) -> ArmJob | None:
        """The next run to start, or None where none can be started yet."""
        return self._waiting.pop(0) if self._waiting else None

    def learn(self, result: ArmResult) -> None:
        """Hears of a finished run; a reference run lets the other arms of its table and seed start."""
        if result.arm != self.plan.reference.name:
            return
        for arm in self.plan.arms:
            if arm != self.plan.reference:
                budget = self._budget(arm, result)
                self._waiting.append(self._job(result.table, arm, result.seed, budget))
        self._waiting.sort(key=lambda job: (job.arm != self.plan.reference, -job.budget))

    def _budget(self, arm: Arm, reference: ArmResult) -> int:
        if reference.tokens_to_target is None:
            return self.plan.budget.tokens
        first = reference.seed == self.plan.seeds[0]
        return round(reference.tokens_to_target * arm.budget_factor(first, self.plan.budget.factor))

    def _job(self, label: str, arm: Arm, seed: int, budget: int) -> ArmJob:
        folder, build = self.shards[label]
        return ArmJob(self.plan, label, folder, build, arm, seed, budget, self.out)
