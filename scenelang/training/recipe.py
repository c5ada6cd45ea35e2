"""A training recipe: everything that a run depends on, as a value that YAML files are read into.

Takes: the fields of a recipe file. Gives: a frozen `Recipe`. Never does: import torch, touch the disk.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt, model_validator

from scenelang.training.recipe_data import DataSettings
from scenelang.training.recipe_losses import LossSettings
from scenelang.training.recipe_model import ModelSource, Seed

_CONFIG = ConfigDict(extra="forbid", frozen=True)
SignalKind = Literal[
    "attention", "reads", "concept", "mirrors", "label", "tension", "teacher", "avoid", "exposure"
]


class Optimisation(BaseModel):
    """How weights are moved: AdamW, with these settings."""

    model_config = _CONFIG

    learning_rate: float = Field(
        default=3e-3, gt=0, allow_inf_nan=False, description="The peak learning rate."
    )
    batch: PositiveInt = Field(
        default=64, description="Rows a forward pass, on each device; lines of them with `packing`."
    )
    accumulation: PositiveInt = Field(default=1, description="Forward passes a step.")
    steps: PositiveInt | None = Field(default=None, description="How many steps are taken.")
    tokens: PositiveInt | None = Field(
        default=None, description="How many tokens are read, padding not counted; instead of `steps`."
    )
    schedule: Literal["constant", "linear", "cosine"] = Field(
        default="constant", description="How the learning rate falls after its warm-up."
    )
    warmup: NonNegativeInt = Field(
        default=0, description="Steps over which the learning rate rises from zero."
    )
    weight_decay: float = Field(default=0.01, ge=0, description="AdamW's weight decay.")
    clip: float = Field(default=1.0, ge=0, description="Largest norm of the gradient; 0 leaves it as it is.")
    seed: Seed = Field(default=0, description="Seed of the order of rows and of dropout.")
    precision: Literal["auto", "fp32", "bf16"] = Field(
        default="auto", description="bf16 on a GPU that has it and fp32 elsewhere, or one of the two by name."
    )
    threads: PositiveInt | None = Field(
        default=None, description="CPU threads; as many as torch likes unless given."
    )
    checkpointing: bool = Field(
        default=False, description="Recompute activations in the backward pass: less memory, more time."
    )

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if (self.steps is None) == (self.tokens is None):
            raise ValueError("give exactly one of `steps` and `tokens`")
        return self


class Cadence(BaseModel):
    """How often something is written or measured, in steps."""

    model_config = _CONFIG

    log: PositiveInt = Field(default=50, description="Write the means of all terms every so many steps.")
    evaluate: PositiveInt | None = Field(
        default=None,
        description="Measure held-out accuracy every so many steps; only at the end unless given.",
    )
    save: PositiveInt | None = Field(
        default=None, description="Write a checkpoint every so many steps; only the last model unless given."
    )
    keep: PositiveInt = Field(default=2, description="How many checkpoints stay on disk.")


class Recipe(BaseModel):
    """A whole run. Paths are taken from the folder of the recipe file."""

    model_config = _CONFIG

    model: ModelSource = Field(description="Which model is trained.")
    data: DataSettings = Field(description="What is read.")
    optimisation: Optimisation = Field(description="How weights are moved.")
    losses: LossSettings = Field(default=LossSettings(), description="What the loss is made of.")
    leave_out: tuple[SignalKind, ...] = Field(
        default=(),
        description="Kinds of supervision in the shards that this run does without, knowingly. Without "
        "`exposure` all text moves all parameters; without `avoid` such tokens are merely not learned.",
    )
    cadence: Cadence = Field(default=Cadence(), description="How often something is written or measured.")
    out: Path = Field(description="The folder for the trained model, checkpoints and logs.")
