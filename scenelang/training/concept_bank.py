"""What places that carry a concept look like inside: a running mean for each concept and layer.

Takes: residual streams at instances of concepts, after each step. Gives: means to compare places with.
Never does: change within a step, so a batch cut in two is the batch in one piece; or take a gradient.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import torch
from torch import Tensor, nn
from torch.nn import functional

from scenelang.training.batch import ConceptBatch
from scenelang.training.linear_probes import evened

UNFED, FED_BY_PULLED, FED = 0, 1, 2
"""Where a mean comes from: nowhere yet, places that are themselves pulled to it, or other places."""


@dataclass(frozen=True, slots=True)
class Instances:
    """Places that carry a concept: layer, concept, and the residual stream there, of length 1.

    `own` says that the place is itself pulled to this concept. Shapes: (I), `stream` (I, width).
    """

    layer: Tensor
    concept: Tensor
    own: Tensor
    stream: Tensor

    @classmethod
    def of(cls, batch: ConceptBatch, rows: Tensor) -> Self:
        """The instances of a batch, with the rows of the residual stream where they are."""
        return cls(batch.fed_layer, batch.fed_name, batch.own, evened(rows.detach()).float())


class ConceptBank(nn.Module):
    """Running means of what carries each concept, for each layer.

    Args:
        layers: how many layers the model has.
        concepts: how many concepts there are.
        width: the width of the residual stream.
        momentum: the share of a mean that a step keeps.
    """

    mean: Tensor
    fed: Tensor

    def __init__(self, layers: int, concepts: int, width: int, momentum: float) -> None:
        super().__init__()
        self._momentum = momentum
        self.register_buffer("mean", torch.zeros(layers, concepts, width))
        self.register_buffer("fed", torch.zeros(layers, concepts, dtype=torch.uint8))

    def count(self, batch: ConceptBatch) -> Tensor:
        """The weight of the pulled places that have a mean to go to and another one to be told from."""
        device = self.fed.device
        layers = [torch.full((size,), layer, device=device) for layer, size in batch.pulled_layers]
        layer = torch.cat(layers) if layers else torch.zeros(0, dtype=torch.long, device=device)
        known = self.fed > 0
        compared = known[layer, batch.name.to(device)] & (known.sum(dim=1) > 1)[layer]
        return (batch.weight.to(device) * compared).sum()

    @torch.no_grad()
    def feed(self, instances: Instances) -> None:
        """Moves the means towards the instances of a step.

        A place that is itself pulled to a concept feeds it only as long as nothing else has: else it
        would be pulled to what it was.
        """
        self._take(instances, ~instances.own, FED)
        self._take(instances, instances.own, FED_BY_PULLED)

    def _take(self, instances: Instances, chosen: Tensor, source: int) -> None:
        chosen = chosen & (self.fed[instances.layer, instances.concept] <= source)
        cell = (instances.layer * self.fed.shape[1] + instances.concept)[chosen]
        if not len(cell):
            return
        cell, place = torch.unique(cell, return_inverse=True)
        # A product and no index_add: every device must come to the very same sum.
        share = functional.one_hot(place, len(cell)).to(self.mean.dtype)
        fresh = (share.T @ instances.stream[chosen]) / share.sum(dim=0)[:, None]
        mean, fed = self.mean.flatten(0, 1), self.fed.flatten()
        moved = self._momentum * mean[cell] + (1 - self._momentum) * fresh
        mean[cell] = torch.where((fed[cell] == source)[:, None], moved, fresh)
        fed[cell] = source
