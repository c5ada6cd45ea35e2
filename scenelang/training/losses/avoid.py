"""Not saying a token: unlikelihood, each token by its own weight.

Takes: logits of the places before avoided tokens. Gives: the weighted sum of -log(1 - p) and the sum of
the weights. Never does: look at padding, or push on any other token than through the softmax.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from scenelang.training.losses.loss_term import ForwardPass, SumAndCount, loss_term

CEILING = 60.0
"""Surprise is held at or under this, p = 1 - 1e-26; over it a token is pushed no more."""


@loss_term("avoid")
def avoid(forward: ForwardPass) -> SumAndCount:
    """Weighted unlikelihood of a batch; see `unlikelihood`."""
    assert forward.avoided is not None
    batch = forward.batch["avoid"]
    return unlikelihood(forward.avoided, batch["token"], batch["weight"])


def unlikelihood(logits_nv: Tensor, token_n: Tensor, weight_n: Tensor) -> SumAndCount:
    """Surprise that anything but the token comes next, times the weight.

    -log(1 - p) is the log-sum-exp over all tokens minus that over the others, which is exact where p is
    near 1 and has a gradient within -1..1; where p is small it is -log1p(-p), exact there.

    Units: nats per unit of weight; 0 iff the token has no chance. Computed in float32 or wider. No token
    gives (0, 0), with a gradient of zero. Source: Welleck et al. 2020, equation 4, on authored tokens.
    """
    logits = logits_nv if logits_nv.element_size() >= 4 else logits_nv.float()
    place = token_n[:, None]
    everything = torch.logsumexp(logits, dim=1)
    others = torch.logsumexp(logits.scatter(1, place, -torch.inf), dim=1)
    log_p = logits.gather(1, place)[:, 0] - everything
    half = log_p.new_tensor(-math.log(2))
    # The branch that is not taken gets an argument at which its gradient is finite.
    rare = -torch.log1p(-torch.exp(torch.minimum(log_p, half)))
    surprise_n = torch.where(log_p > half, everything - others, rare).clamp(max=CEILING)
    weight_n = weight_n.to(surprise_n.dtype)
    return SumAndCount((surprise_n * weight_n).sum(), weight_n.sum())
