"""The part of a recipe that says how much each kind of supervision weighs, and when."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

_WEIGHT = "Multiplies the term; 0 switches it off and costs nothing."
_PROBE_RATE = (
    "The learning rate of the term's probes. They start from zero while a pretrained model hardly moves, so "
    "they have a rate of their own; it follows the same schedule."
)
_CONFIG = ConfigDict(extra="forbid", frozen=True)


class Anneal(BaseModel):
    """A straight fade to zero between two shares of the run."""

    model_config = _CONFIG

    start: float = Field(ge=0, le=1, description="The share of all steps at which the weight begins to fall.")
    end: float = Field(ge=0, le=1, description="The share of all steps from which the weight is zero.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"the fade ends ({self.end:g}) before it starts ({self.start:g})")
        return self


class TermSettings(BaseModel):
    """What every loss term has: its weight, and how the weight changes over the run."""

    model_config = _CONFIG

    weight: float = Field(default=1.0, ge=0, allow_inf_nan=False, description=_WEIGHT)
    warmup: float = Field(
        default=0.0, ge=0, le=1, description="The share of all steps over which the weight rises from zero."
    )
    anneal: Anneal | None = Field(
        default=None,
        description="A fade to zero, as `{start: 0.4, end: 0.6}`; the weight stays unless given.",
    )


class CrossEntropySettings(TermSettings):
    """Predicting the next token, each token by its own weight."""


class AttentionSettings(TermSettings):
    """Looking where the scenes say. The defaults are those that held in docs/explanation/log.md."""

    weight: float = Field(default=5.0, ge=0, allow_inf_nan=False, description=_WEIGHT)
    hinge: float | None = Field(
        default=0.8,
        gt=0,
        lt=1,
        description="The attention mass from which a look is met and pulls no more; null never stops.",
    )


class ReadsSettings(TermSettings):
    """Tokens that can be read off the residual stream inside the model."""

    weight: float = Field(default=3.0, ge=0, allow_inf_nan=False, description=_WEIGHT)
    detach_head: bool = Field(
        default=False,
        description="Keep this term's gradient away from the final norm and the output embeddings.",
    )


class MirrorsSettings(TermSettings):
    """Residual streams at two places that must point the same way."""

    weight: float = Field(default=0.3, ge=0, allow_inf_nan=False, description=_WEIGHT)


class AvoidSettings(TermSettings):
    """Not saying what the scenes show as said wrongly."""


class TensionSettings(TermSettings):
    """Tension that can be read off the residual stream by a linear probe, which is trained along.

    The weight is small: what is asked of the model is only that the value can be read, and a fresh probe
    pulls anywhere at first. At a tenth it is heard without leading.
    """

    weight: float = Field(default=0.1, ge=0, allow_inf_nan=False, description=_WEIGHT)
    probe_rate: float = Field(default=3e-3, gt=0, allow_inf_nan=False, description=_PROBE_RATE)


class LabelSettings(TermSettings):
    """Labels that can be read off the residual stream by a linear probe, which is trained along.

    The weight is small for the reason that tension's is.
    """

    weight: float = Field(default=0.1, ge=0, allow_inf_nan=False, description=_WEIGHT)
    probe_rate: float = Field(default=3e-3, gt=0, allow_inf_nan=False, description=_PROBE_RATE)


class ConceptSettings(TermSettings):
    """Residual streams that lie nearer to the mean of their own concept than to those of others."""

    weight: float = Field(default=0.1, ge=0, allow_inf_nan=False, description=_WEIGHT)
    temperature: float = Field(
        default=0.1,
        gt=0,
        allow_inf_nan=False,
        description="Cosines are divided by it; the smaller, the more only the nearest other concept counts.",
    )
    momentum: float = Field(
        default=0.9,
        ge=0,
        lt=1,
        description="The share of a concept's running mean that a step keeps; the rest is its new instances.",
    )


class LossSettings(BaseModel):
    """The loss: the sum of these terms, each a mean over what it supervises, times its weight."""

    model_config = _CONFIG

    cross_entropy: CrossEntropySettings = Field(
        default=CrossEntropySettings(), description="Predicting the next token, each token by its own weight."
    )
    attention: AttentionSettings = Field(
        default=AttentionSettings(),
        description="Attention targets: logic steps, bindings, self-reference, anchors.",
    )
    reads: ReadsSettings = Field(
        default=ReadsSettings(), description="Targets of kind `reads`: latent steps and `layers` rules."
    )
    mirrors: MirrorsSettings = Field(default=MirrorsSettings(), description="Targets of kind `mirrors`.")
    avoid: AvoidSettings = Field(
        default=AvoidSettings(),
        description="Tokens of spans marked `avoid`: the chance of saying each of them.",
    )
    tension: TensionSettings = Field(
        default=TensionSettings(), description="Targets of kind `tension`: every beat's, on every axis."
    )
    label: LabelSettings = Field(default=LabelSettings(), description="Targets of kind `label`.")
    concept: ConceptSettings = Field(
        default=ConceptSettings(),
        description="Targets of kind `concept`; spans that carry the concept feed its mean.",
    )

    @model_validator(mode="after")
    def _something_pulls(self) -> Self:
        if not any(term.weight for term in self.named().values()):
            raise ValueError("at least one loss must weigh more than 0")
        return self

    def named(self) -> dict[str, TermSettings]:
        """The settings by the name of their term."""
        return {
            "cross_entropy": self.cross_entropy,
            "attention": self.attention,
            "reads": self.reads,
            "mirrors": self.mirrors,
            "avoid": self.avoid,
            "tension": self.tension,
            "label": self.label,
            "concept": self.concept,
        }
