"""Predicting the next token, each token by its own weight.

Takes: logits of the supervised columns. Gives: the weighted sum of cross-entropies and the sum of the
weights. May assume: the first token of a row weighs nothing. Never does: look at padding.
"""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional

from scenelang.training.losses.loss_term import ForwardPass, SumAndCount, loss_term


@loss_term("cross_entropy")
def cross_entropy(forward: ForwardPass) -> SumAndCount:
    """Weighted cross-entropy of a batch; see `weighted_cross_entropy`."""
    batch = forward.batch
    logits_NV = forward.logits[batch["target_row"], batch["target_column"]]
    return weighted_cross_entropy(logits_NV, batch["target_token"], batch["target_weight"])


def weighted_cross_entropy(logits_NV: Tensor, token_N: Tensor, weight_N: Tensor) -> SumAndCount:
    """Surprise at each token, times its weight.

    Units: nats per unit of weight; 0 iff every token is certain. Computed in float32 or wider. No token
    gives (0, 0), with a gradient of zero.
    """
    logits = logits_NV if logits_NV.element_size() >= 4 else logits_NV.float()
    surprise_N = functional.cross_entropy(logits, token_N, reduction="none")
    weight_N = weight_N.to(surprise_N.dtype)
    return SumAndCount((surprise_N * weight_N).sum(), weight_N.sum())
