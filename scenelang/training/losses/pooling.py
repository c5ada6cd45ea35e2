"""How the attention masses of the heads in a band become one loss: the head rules.

Each function takes log masses (S, W, H) of S sites, W layers of their band and H heads, and `used`
(S, W, H) that says which of them count; it gives -log p (S, ...) of the rule's event, in nats, never
negative. All of it stays in log space, so a mass of 1e-20 still pulls.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

CEILING = -1e-6
"""Log masses are held at or under this where the mass of everything else is wanted, for a finite log."""


def log_of_rest(log_mass: Tensor) -> Tensor:
    """log(1 - mass), stable at both ends; at least log(1e-6), about -13.8."""
    log_mass = log_mass.clamp(max=CEILING)
    near_one = log_mass > -math.log(2)
    # Each branch gets arguments at which its gradient is finite: where() multiplies the other by zero.
    high = torch.log(-torch.expm1(torch.where(near_one, log_mass, log_mass.new_tensor(-math.log(2)))))
    low = torch.log1p(-torch.exp(torch.where(near_one, log_mass.new_tensor(-math.log(2)), log_mass)))
    return torch.where(near_one, high, low)


def hinged(surprise: Tensor, met: float | None) -> Tensor:
    """What is left of -log p once p = `met` is enough: zero from there on, shifted below."""
    return surprise if met is None else (surprise + math.log(met)).clamp(min=0)


def any_head(log_mass: Tensor, used: Tensor, met: float | None) -> Tensor:
    """-log(1 - prod(1 - m)): some head of some layer looks there. (S)."""
    none_looks = torch.where(used, log_of_rest(log_mass), log_mass.new_zeros(())).flatten(1).sum(1)
    # log_of_rest's own floor would cut off tiny sums; none_looks is near zero exactly when no head looks.
    some_looks = torch.log(-torch.expm1(none_looks.clamp(max=-torch.finfo(none_looks.dtype).tiny)))
    return hinged(-some_looks, met)


def every_head(log_mass: Tensor, used: Tensor, met: float | None) -> Tensor:
    """Mean of -log m over what counts. (S)."""
    return _mean(hinged(-log_mass, met), used)


def mean_head(log_mass: Tensor, used: Tensor, met: float | None) -> Tensor:
    """-log of the mean mass over what counts. (S)."""
    total = torch.logsumexp(log_mass.masked_fill(~used, -torch.inf).flatten(1), dim=1)
    return hinged(torch.log(used.flatten(1).sum(1).to(total.dtype)) - total, met)


def top_heads(log_mass: Tensor, used: Tensor, count: Tensor, met: float | None) -> Tensor:
    """Mean of -log m over the `count` (S) largest masses, or over all where there are fewer. (S)."""
    flat = log_mass.masked_fill(~used, -torch.inf).flatten(1)
    largest = flat.sort(dim=1, descending=True).values
    rank = torch.arange(flat.shape[1], device=flat.device)
    taken = rank < torch.minimum(count.to(rank.dtype), used.flatten(1).sum(1))[:, None]
    return _mean(hinged(-largest.masked_fill(~taken, 0.0), met), taken)


def no_head(log_mass: Tensor, used: Tensor) -> Tensor:
    """Mean of -log(1 - m) over what counts: stay away. (S).

    No hinge: "looks elsewhere with 0.8" is where most heads start, and would ask nothing of them.
    """
    return _mean(-log_of_rest(log_mass), used)


def _mean(values: Tensor, used: Tensor) -> Tensor:
    values, used = values.flatten(1), used.flatten(1)
    return values.masked_fill(~used, 0.0).sum(1) / used.sum(1)
