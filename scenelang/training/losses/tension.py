"""Tension that a linear probe can read off the residual stream, the probe trained along.

Takes: residual streams after the supervised layers, and the probes. Gives: the weighted sum of squared
errors and the sum of the sites' weights. May assume: sites name axes that have probes.
"""

from __future__ import annotations

from torch import Tensor

from scenelang.training.batch import HiddenBatch
from scenelang.training.losses.loss_term import ForwardPass, SumAndCount, loss_term
from scenelang.training.losses.reads import gathered_rows


@loss_term("tension")
def tension(forward: ForwardPass) -> SumAndCount:
    """Squared error of each axis's probe, mean over the band's layers; see `squared_error`."""
    assert forward.beside is not None
    assert forward.beside.tension is not None
    batch = HiddenBatch.of(forward.batch["tension"])
    rows = gathered_rows(forward.capture, batch.layers, batch.row)
    readings = forward.beside.tension(rows, batch.layers)
    return squared_error(readings.gather(1, batch.name[:, None])[:, 0], batch.value, batch.weight)


def squared_error(reading: Tensor, value: Tensor, weight: Tensor) -> SumAndCount:
    """How far readings are from the authored values: (reading - value)^2, times the weight. All (P).

    Units: squared tension, of which the axis has 0..1; 0 iff every reading is exact.
    """
    weight = weight.to(reading.dtype)
    return SumAndCount(((reading - value.to(reading.dtype)) ** 2 * weight).sum(), weight.sum())
