"""Loss terms. Each file registers one; importing this package registers all."""

from scenelang.training.losses import (
    attention,
    avoid,
    concept,
    cross_entropy,
    label,
    mirrors,
    reads,
    tension,
)
from scenelang.training.losses.loss_term import ForwardPass, SumAndCount, Term, loss_term, registered_terms

__all__ = [
    "ForwardPass",
    "SumAndCount",
    "Term",
    "attention",
    "avoid",
    "concept",
    "cross_entropy",
    "label",
    "loss_term",
    "mirrors",
    "reads",
    "registered_terms",
    "tension",
]
