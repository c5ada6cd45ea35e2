"""Tokens that can be read off the residual stream inside the model: a supervised logit lens.

Takes: residual streams after the supervised layers. Gives: the weighted sum of cross-entropies of the
lens and the sum of the sites' weights. May assume: the model's final norm and output embeddings are
known. Never does: unembed a row that nothing supervises.
"""

from __future__ import annotations

import torch
from torch import Tensor

from scenelang.training.batch import HiddenBatch
from scenelang.training.capture import Capture
from scenelang.training.losses.cross_entropy import weighted_cross_entropy
from scenelang.training.losses.loss_term import ForwardPass, SumAndCount, loss_term


@loss_term("reads")
def reads(forward: ForwardPass) -> SumAndCount:
    """Cross-entropy of unembed(final norm(h)) against the token to be read, mean over the band's layers.

    Units: nats per unit of weight; 0 iff every lens is certain. h is the residual stream after the layer,
    before the final norm, in the last layer too. Source: the logit lens, as a target instead of a probe.
    """
    batch = HiddenBatch.of(forward.batch["reads"])
    rows = gathered_rows(forward.capture, batch.layers, batch.row)
    logits = forward.anatomy.unembed(rows, forward.settings.reads.detach_head)
    return weighted_cross_entropy(logits, batch.token, batch.weight)


def gathered_rows(capture: Capture, layers: list[tuple[int, int]], row: Tensor) -> Tensor:
    """The residual stream of each pair (layer, position): (P, width). `row` indexes B * T positions."""
    sizes = [size for _, size in layers]
    parts = zip(layers, row.split(sizes), strict=True)
    return torch.cat([capture.hidden[layer].flatten(0, 1)[rows] for (layer, _), rows in parts])
