"""Labels that a linear probe can read off the residual stream, the probe trained along.

Takes: residual streams after the supervised layers, and the probes. Gives: the weighted sum of
cross-entropies over the values of each label and the sum of the sites' weights.
May assume: sites name classes that have probes.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from scenelang.training.batch import HiddenBatch
from scenelang.training.losses.loss_term import ForwardPass, SumAndCount, loss_term
from scenelang.training.losses.reads import gathered_rows


@loss_term("label")
def label(forward: ForwardPass) -> SumAndCount:
    """Cross-entropy of each key's probe, mean over the band's layers; see `surprise_at_class`."""
    assert forward.beside is not None
    assert forward.beside.label is not None
    batch = HiddenBatch.of(forward.batch["label"])
    rows = gathered_rows(forward.capture, batch.layers, batch.row)
    readings = forward.beside.label(rows, batch.layers)
    return surprise_at_class(readings, forward.beside.class_key, batch.name, batch.weight)


def surprise_at_class(logits_pk: Tensor, key_k: Tensor, class_p: Tensor, weight_p: Tensor) -> SumAndCount:
    """Surprise at each class among the classes of its own key, times the weight.

    Args:
        logits_pk: of each site, a logit for every class of every key.
        key_k: the number of the key that each class belongs to.
        class_p: the true class of each site.
        weight_p: the weight of each site.

    Units: nats per unit of weight; log n for a probe that knows nothing of a key with n values.
    """
    others = key_k != key_k[class_p][:, None]
    surprise_p = functional.cross_entropy(
        logits_pk.masked_fill(others, -torch.inf), class_p, reduction="none"
    )
    weight_p = weight_p.to(surprise_p.dtype)
    return SumAndCount((surprise_p * weight_p).sum(), weight_p.sum())
