"""Residual streams at two places that must point the same way: a later thought mirrors an earlier one.

Takes: residual streams after the supervised layers. Gives: the weighted sum of 1 - cosine and the sum of
the sites' weights. May assume: both places lie in one row. Never does: pull on the earlier place.
"""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional

from scenelang.training.batch import HiddenBatch
from scenelang.training.losses.loss_term import ForwardPass, SumAndCount, loss_term
from scenelang.training.losses.reads import gathered_rows


@loss_term("mirrors")
def mirrors(forward: ForwardPass) -> SumAndCount:
    """1 - cos between a place and the place it mirrors, mean over the band's layers; see `turned_away`."""
    batch = HiddenBatch.of(forward.batch["mirrors"])
    here = gathered_rows(forward.capture, batch.layers, batch.row)
    there = gathered_rows(forward.capture, batch.layers, batch.other)
    return turned_away(here, there, batch.weight)


def turned_away(here: Tensor, there: Tensor, weight: Tensor) -> SumAndCount:
    """How far vectors point from where they should: 1 - cos, times the weight.

    Args:
        here: (P, width), which is moved.
        there: (P, width), which stands still: no gradient reaches it.
        weight: (P).

    Units: 0 where both point the same way, 1 at right angles, 2 where opposed.
    """
    wide = here if here.element_size() >= 4 else here.float()
    cosine = functional.cosine_similarity(wide, there.detach().to(wide.dtype), dim=-1)
    weight = weight.to(cosine.dtype)
    return SumAndCount(((1 - cosine) * weight).sum(), weight.sum())
