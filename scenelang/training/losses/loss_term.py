"""The registry of loss terms: one file each, found by name.

A term takes what a forward pass left behind and gives a sum and a count, never a mean: the trainer
divides once, by the count over all ranks and the whole accumulation window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from torch import Tensor

from scenelang.training.anatomy import ModelAnatomy
from scenelang.training.capture import Capture
from scenelang.training.companions import Companions
from scenelang.training.concept_bank import Instances
from scenelang.training.recipe_losses import LossSettings


class SumAndCount(NamedTuple):
    """A weighted sum of losses, in nats unless the term says otherwise, and the sum of the weights."""

    total: Tensor
    count: Tensor


@dataclass(slots=True)
class ForwardPass:
    """What a forward pass leaves for the losses.

    `logits` (N, V) are those of the batch's targets, `avoided` (A, V) those before avoided tokens. `beside`
    has the probes and means. `log_masses` (P, H) is set by the attention term, for whoever reports it;
    `instances` by the concept term, for the bank.
    """

    batch: dict[str, Any]
    logits: Tensor
    capture: Capture
    anatomy: ModelAnatomy
    settings: LossSettings
    beside: Companions | None = None
    avoided: Tensor | None = None
    log_masses: Tensor | None = None
    instances: Instances | None = None


Term = Callable[[ForwardPass], SumAndCount]
_TERMS: dict[str, Term] = {}


def loss_term(name: str) -> Callable[[Term], Term]:
    """Registers a loss term under the name that recipes and shards use."""

    def register(term: Term) -> Term:
        if name in _TERMS:
            raise TypeError(f"the loss term {name} is registered twice")
        _TERMS[name] = term
        return term

    return register


def registered_terms() -> dict[str, Term]:
    """Every loss term, by name."""
    return dict(_TERMS)
