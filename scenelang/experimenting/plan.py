"""A plan: which arms are compared, on which scenes, with which model, seeds and budgets.

Takes: the fields of a plan file. Gives: a frozen `Plan`. Never does: import torch, touch the disk.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveFloat, PositiveInt, model_validator

from scenelang.experimenting.plan_arm import Arm
from scenelang.training import LossSettings, TinyModel

_CONFIG = ConfigDict(extra="forbid", frozen=True)


class Table(BaseModel):
    """One set of scenes on which all arms are compared."""

    model_config = _CONFIG

    label: str = Field(min_length=1, description="What the table is called, such as `6 facts`.")
    scenes: tuple[Path, ...] = Field(
        min_length=1, description="Scene files or folders, from the folder of the plan."
    )
    instances: PositiveInt | None = Field(
        default=None, description="How many instances of each scene are compiled; all of them unless given."
    )


class Optimisation(BaseModel):
    """How weights are moved, alike in every arm: AdamW with a constant learning rate."""

    model_config = _CONFIG

    learning_rate: float = Field(default=3e-3, gt=0, allow_inf_nan=False, description="The learning rate.")
    batch: PositiveInt = Field(default=64, description="Rows a step.")
    warmup: NonNegativeInt = Field(
        default=0, description="Steps over which the learning rate rises from zero."
    )
    weight_decay: float = Field(default=0.01, ge=0, description="AdamW's weight decay.")
    clip: float = Field(default=1.0, ge=0, description="Largest norm of the gradient; 0 leaves it as it is.")


class Evaluation(BaseModel):
    """How often arms are measured on held-out rows, and on how many."""

    model_config = _CONFIG

    every: PositiveInt = Field(default=25, description="Measure after every so many steps.")
    rows: PositiveInt = Field(default=500, description="Held-out rows of each measurement, the first ones.")
    final_rows: PositiveInt = Field(default=2000, description="Held-out rows of the measurement at the end.")


class Budget(BaseModel):
    """How long arms run, in tokens read."""

    model_config = _CONFIG

    reference: str = Field(
        description="The arm that runs first, and whose need of tokens sets the others' budget."
    )
    tokens: PositiveInt = Field(default=3_000_000, description="The most that the reference arm may read.")
    factor: PositiveFloat = Field(
        default=3.0, description="The other arms read up to so many times what the reference arm needed."
    )
    go_on: float = Field(
        default=1.0,
        ge=1,
        description="An arm that reached the target goes on to so many times what that took.",
    )


class Plan(BaseModel):
    """A whole experiment."""

    model_config = _CONFIG

    name: str = Field(
        pattern=r"^[a-z0-9][a-z0-9-]*$", description="A short name in small letters and dashes."
    )
    description: str = Field(default="", description="What the experiment asks, in a sentence or two.")
    tables: tuple[Table, ...] = Field(
        min_length=1, description="The sets of scenes; the first is the main one."
    )
    model: TinyModel = Field(default=TinyModel(), description="The fresh model that every arm trains.")
    optimisation: Optimisation = Field(default=Optimisation(), description="How weights are moved.")
    losses: LossSettings = Field(
        default=LossSettings(), description="The loss of an arm that changes nothing; arms override weights."
    )
    arms: tuple[Arm, ...] = Field(min_length=1, description="What is compared.")
    seeds: tuple[NonNegativeInt, ...] = Field(
        default=(0,), min_length=1, description="Each arm runs once a seed: fresh weights and order of rows."
    )
    target: float = Field(
        default=0.9, gt=0, le=1, description="The held-out accuracy that counts as learned."
    )
    evaluation: Evaluation = Field(default=Evaluation(), description="How arms are measured.")
    budget: Budget = Field(description="How long arms run.")

    @model_validator(mode="after")
    def _names_fit(self) -> Self:
        names = [arm.name for arm in self.arms]
        if len(set(names)) < len(names):
            raise ValueError("every arm needs a name of its own")
        labels = [table.label for table in self.tables]
        if len(set(labels)) < len(labels):
            raise ValueError("every table needs a label of its own")
        if len(set(self.seeds)) < len(self.seeds):
            raise ValueError("every seed counts once")
        for arm in self.arms:
            if not any(term.weight for term in arm.losses(self.losses).named().values()):
                raise ValueError(f"the arm {arm.name} has no loss that weighs more than 0")
        if self.budget.reference not in names:
            raise ValueError(f"the budget's reference must be one of the arms: {', '.join(names)}")
        return self

    @property
    def reference(self) -> Arm:
        """The arm that sets the budget."""
        return next(arm for arm in self.arms if arm.name == self.budget.reference)

    @property
    def target_key(self) -> str:
        """The name under which results give the tokens to the target, such as `tokens_to_90`."""
        return f"tokens_to_{self.target * 100:g}"

    def with_seeds(self, count: int) -> Plan:
        """The same plan on seeds 0 to `count` - 1."""
        return self.model_copy(update={"seeds": tuple(range(count))})
