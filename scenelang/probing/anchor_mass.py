"""Attention mass on the keys that authors named, for every layer and head.

What a high score does not show: that the answer depends on it. A head may look where it was told and the
model may answer by another way; only taking the head away would tell.

Takes: rows, then models. Gives: mean masses by origin, and the same for random earlier keys.
May assume: the model shows its attention (see `make_capturable`). Never does: train anything, or touch
the model's weights, mode or random state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn

from scenelang.probing.every_layer import in_every_layer
from scenelang.probing.site_masses import site_masses, with_random_keys
from scenelang.shards import Row
from scenelang.training import AttentionBatch, study


@dataclass(frozen=True, slots=True)
class HeadMasses:
    """Mean attention mass on one origin's keys: `masses[layer][head]`, over `sites` sites, each in 0..1."""

    origin: str
    sites: int
    masses: tuple[tuple[float, ...], ...]

    @property
    def best(self) -> tuple[int, int, float]:
        """Layer, head and mass of the head that looks there most."""
        return max(
            (
                (layer, head, mass)
                for layer, heads in enumerate(self.masses)
                for head, mass in enumerate(heads)
            ),
            key=lambda found: found[2],
        )


class AnchorMassProbe:
    """Measures where models look, at the places where these rows ask them to look somewhere.

    Args:
        origins: the names of origins, as the shards' manifest lists them.
        batch: rows a forward pass.
        seed: seed of the control's keys.
    """

    def __init__(self, origins: Sequence[str], batch: int = 16, seed: int = 0) -> None:
        self._origins = tuple(origins)
        self._batch = batch
        self._seed = seed
        self._rows: list[Row] = []

    def fit(self, rows: Sequence[Row]) -> AnchorMassProbe:
        """Keeps the rows that have attention targets; there is nothing to learn."""
        asked = (in_every_layer(row) for row in rows)
        self._rows = [row for row in asked if len(row.attention.query)]
        return self

    def score(self, model: nn.Module) -> list[HeadMasses]:
        """Mean mass on the authored keys, one entry an origin; empty where no row has a target."""
        return self._measure(model, self._rows)

    def control(self, model: nn.Module) -> list[HeadMasses]:
        """The same for as many random positions before each query, the same ones for every model.

        The very first position, where many models park idle attention, is not among them.
        """
        return self._measure(model, with_random_keys(self._rows, self._seed))

    def _measure(self, model: nn.Module, rows: Sequence[Row]) -> list[HeadMasses]:
        anatomy = study(model)
        table = np.zeros((len(self._origins), anatomy.layer_count, anatomy.head_count + 1))
        for sites, log_masses in site_masses(anatomy, rows, self._batch, self._origins):
            _add(table, sites, log_masses)
        return [
            HeadMasses(origin, int(counts[0, -1]), _means(counts))
            for origin, counts in zip(self._origins, table, strict=True)
            if counts[:, -1].any()
        ]


def _add(table: np.ndarray[Any, Any], sites: AttentionBatch, log_masses: torch.Tensor) -> None:
    origin = sites.origin[sites.pair_site].cpu().numpy()
    layer = sites.pair_layer.cpu().numpy()
    mass = log_masses.exp().double().cpu().numpy()
    counted = np.concatenate((mass, np.ones((len(mass), 1))), axis=1)
    np.add.at(table, (origin, layer), counted)


def _means(counts: np.ndarray[Any, Any]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple((layer[:-1] / max(layer[-1], 1)).tolist()) for layer in counts)
