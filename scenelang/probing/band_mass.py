"""Attention mass on authored keys inside the layer bands that authors asked for, over all rules together.

What a high score does not show: that the answer depends on it, and with a band of many heads some head
looks almost anywhere: read the number beside its control, never alone.

Takes: rows, then models. Gives: the mean over heads, and the best head of each site, averaged over sites.
May assume: bands fit the model. Never does: train anything, or touch the model's weights or random state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import nn

from scenelang.probing.every_layer import only_wanted
from scenelang.probing.site_masses import site_masses, with_random_keys
from scenelang.shards import Row
from scenelang.training import AttentionBatch, study


@dataclass(frozen=True, slots=True)
class BandMass:
    """Fractions of attention: `mean` over the heads of each site's band, `best` of those heads."""

    sites: int
    mean: float
    best: float


class BandMassProbe:
    """Measures how far models look where these rows ask them to, in the layers in which they ask.

    Args:
        batch: rows a forward pass.
        seed: seed of the control's keys.
    """

    def __init__(self, batch: int = 4, seed: int = 0) -> None:
        self._batch = batch
        self._seed = seed
        self._rows: list[Row] = []

    def fit(self, rows: Sequence[Row]) -> BandMassProbe:
        """Keeps the targets that say where to look; there is nothing to learn."""
        kept = (only_wanted(row) for row in rows)
        self._rows = [row for row in kept if len(row.attention.query)]
        return self

    def score(self, model: nn.Module) -> BandMass:
        """Masses on the authored keys."""
        return self._measure(model, self._rows)

    def control(self, model: nn.Module) -> BandMass:
        """Masses on as many random positions before each query, the same ones for every model.

        The very first position, where many models park idle attention, is not among them.
        """
        return self._measure(model, with_random_keys(self._rows, self._seed))

    def _measure(self, model: nn.Module, rows: Sequence[Row]) -> BandMass:
        means: list[torch.Tensor] = []
        bests: list[torch.Tensor] = []
        for sites, log_masses in site_masses(study(model), rows, self._batch):
            mean, best = _by_site(sites, log_masses.exp())
            means.append(mean.cpu())
            bests.append(best.cpu())
        if not means:
            return BandMass(0, 0.0, 0.0)
        mean, best = torch.cat(means), torch.cat(bests)
        return BandMass(len(mean), mean.mean().item(), best.mean().item())


def _by_site(sites: AttentionBatch, masses: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The mean over heads and layers, and the largest, of each site, from masses (pairs, heads)."""
    count = len(sites.weight)
    pairs = masses.new_zeros(count).index_add(0, sites.pair_site, torch.ones_like(masses[:, 0]))
    mean = masses.new_zeros(count).index_add(0, sites.pair_site, masses.mean(dim=1)) / pairs
    best = masses.new_zeros(count).scatter_reduce(0, sites.pair_site, masses.amax(dim=1), "amax")
    return mean, best
