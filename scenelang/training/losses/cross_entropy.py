"""Predicting the next token, each token by its own weight.

Takes: logits of the supervised places. Gives: the weighted sum of cross-entropies and the sum of the
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
    return weighted_cross_entropy(forward.logits, batch["target_token"], batch["target_weight"])


def weighted_cross_entropy(logits_nv: Tensor, token_n: Tensor, weight_n: Tensor) -> SumAndCount:
    """Surprise at each token, times its weight.

    Units: nats per unit of weight; 0 iff every token is certain. Computed in float32 or wider. No token
    gives (0, 0), with a gradient of zero.
    """
    logits = logits_nv if logits_nv.element_size() >= 4 else logits_nv.float()
    surprise_n = functional.cross_entropy(logits, token_n, reduction="none")
    weight_n = weight_n.to(surprise_n.dtype)
    return SumAndCount((surprise_n * weight_n).sum(), weight_n.sum())
