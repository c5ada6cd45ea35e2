"""Linear probes on the residual stream, one set a layer, trained along with the model.

Takes: residual streams. Gives: readings. Never does: draw a random number, or be a part of the model.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional


class LinearProbes(nn.Module):
    """So many readings of the residual stream after each layer.

    Weights start at zero, so a probe first finds its direction and only then pulls on the stream, and a
    run draws the random numbers that it would draw without. Each layer has weights of its own, because
    layers write in bases of their own.

    Args:
        layers: how many layers the model has.
        width: the width of its residual stream.
        readings: how many numbers are read after each layer.
        start: what they all read at first.
    """

    def __init__(self, layers: int, width: int, readings: int, start: float = 0.0) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(layers, readings, width))
        self.bias = nn.Parameter(torch.full((layers, readings), start))

    def forward(self, rows_pw: Tensor, layers: Sequence[tuple[int, int]]) -> Tensor:
        """Readings (P, readings) of rows that stand layer by layer: so many after each layer named."""
        parts = rows_pw.split([size for _, size in layers])
        with torch.autocast(rows_pw.device.type, enabled=False):
            read = [
                functional.linear(evened(part), self.weight[layer], self.bias[layer])
                for (layer, _), part in zip(layers, parts, strict=True)
            ]
        return torch.cat(read)


def evened(rows_pw: Tensor) -> Tensor:
    """Rows brought to length 1: RMS normalisation without a parameter, over the root of the width.

    The stream grows with depth and differs in size from model to model by orders of magnitude; evened, one
    learning rate fits every layer of every model, and no reading gets better by mere growth of the stream.
    A learned scale would only be a second set of weights before those of the probe.
    """
    wide = rows_pw if rows_pw.element_size() >= 4 else rows_pw.float()
    return functional.normalize(wide, dim=-1)
