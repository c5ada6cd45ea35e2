"""One arm of an experiment: what is supervised, what is random, and how long it may run."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeFloat, PositiveFloat

from scenelang.training import LossSettings

_CONFIG = ConfigDict(extra="forbid", frozen=True)
Randomised = Literal["none", "attention_keys", "reads_tokens"]


class ArmWeights(BaseModel):
    """Weights of loss terms that differ from the plan's; 0 leaves a term out."""

    model_config = _CONFIG

    cross_entropy: NonNegativeFloat | None = Field(default=None, description="Weight of predicting tokens.")
    attention: NonNegativeFloat | None = Field(default=None, description="Weight of attention targets.")
    reads: NonNegativeFloat | None = Field(default=None, description="Weight of `reads` targets.")
    mirrors: NonNegativeFloat | None = Field(default=None, description="Weight of `mirrors` targets.")
    avoid: NonNegativeFloat | None = Field(default=None, description="Weight of not saying avoided tokens.")
    tension: NonNegativeFloat | None = Field(default=None, description="Weight of `tension` targets.")
    label: NonNegativeFloat | None = Field(default=None, description="Weight of `label` targets.")
    concept: NonNegativeFloat | None = Field(default=None, description="Weight of `concept` targets.")


class Arm(BaseModel):
    """One way of training on the same text."""

    model_config = _CONFIG

    name: str = Field(
        pattern=r"^[a-z0-9][a-z0-9-]*$", description="A short name in small letters and dashes."
    )
    title: str = Field(min_length=1, description="The name in tables and curves.")
    description: str = Field(
        min_length=1, description="In plain words: exactly what is supervised, and what is random."
    )
    weights: ArmWeights = Field(default=ArmWeights(), description="Weights that differ from the plan's.")
    randomise: Randomised = Field(
        default="none",
        description="`attention_keys` draws as many earlier positions for the keys of attention "
        "targets; `reads_tokens` draws the token of `reads` targets from those that such targets ask for.",
    )
    factor: PositiveFloat | None = Field(
        default=None,
        description="The budget, in multiples of the reference arm's need; the plan's unless given.",
    )
    first_seed_factor: PositiveFloat | None = Field(
        default=None, description="The same for the first seed; `factor` unless given."
    )

    def losses(self, usual: LossSettings) -> LossSettings:
        """The plan's losses with this arm's weights."""
        changed = {
            name: getattr(usual, name).model_copy(update={"weight": weight})
            for name, weight in self.weights.model_dump().items()
            if weight is not None
        }
        return usual.model_copy(update=changed)

    def budget_factor(self, first_seed: bool, usual: float) -> float:
        """How many times the reference arm's need this arm may read."""
        later = self.factor if self.factor is not None else usual
        return self.first_seed_factor if first_seed and self.first_seed_factor is not None else later
