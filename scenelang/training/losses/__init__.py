"""Loss terms. Each file registers one; importing this package registers all."""

from scenelang.training.losses import attention, cross_entropy, mirrors, reads
from scenelang.training.losses.loss_term import ForwardPass, SumAndCount, Term, loss_term, registered_terms

__all__ = [
    "ForwardPass",
    "SumAndCount",
    "Term",
    "attention",
    "cross_entropy",
    "loss_term",
    "mirrors",
    "reads",
    "registered_terms",
]
