"""Which head looks where it should, and how much: attention masses by origin, layer and head.

Takes: log masses as the attention loss computed them. Gives: means since the last report, and an alarm
where a mass stands still. Never does: cost a pass of its own, or wait for the device between reports.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from scenelang.training.batch import AttentionBatch


@dataclass(frozen=True, slots=True)
class AnchorMass:
    """Mean attention mass on the keys of one origin's targets.

    `masses` has a tuple of head masses for each layer that was supervised; `layer` and `head` name the
    largest of them, `mass`.
    """

    origin: str
    layer: int
    head: int
    mass: float
    masses: dict[int, tuple[float, ...]]


class AnchorRecord:
    """Running means of attention masses on one device."""

    def __init__(self, origins: Sequence[str], layers: int, heads: int) -> None:
        self._origins = tuple(origins)
        self._layers = layers
        self._heads = heads
        self._sums: Tensor | None = None

    def add(self, batch: AttentionBatch, log_mass_ph: Tensor) -> None:
        """Counts the pairs of one batch."""
        if not self._origins:
            return
        cells = len(self._origins) * self._layers
        if self._sums is None:
            self._sums = log_mass_ph.new_zeros(cells, self._heads + 1)
        cell_p = batch.origin[batch.pair_site] * self._layers + batch.pair_layer
        ones = log_mass_ph.new_ones(len(cell_p), 1)
        self._sums.index_add_(0, cell_p, torch.cat((log_mass_ph.exp(), ones), dim=1))

    def sums(self) -> Tensor | None:
        """Summed masses and, last, counts: (origins * layers, heads + 1); None before the first batch."""
        return self._sums

    def report(self, sums: Tensor | None) -> list[AnchorMass]:
        """The means of these sums, and a fresh start."""
        self._sums = None
        if sums is None:
            return []
        table = sums.double().cpu().view(len(self._origins), self._layers, -1)
        return [
            _anchor_mass(origin, rows)
            for origin, rows in zip(self._origins, table, strict=True)
            if rows[:, -1].any()
        ]


def _anchor_mass(origin: str, rows: Tensor) -> AnchorMass:
    counted = [layer for layer in range(len(rows)) if rows[layer, -1] > 0]
    masses = {layer: tuple((rows[layer, :-1] / rows[layer, -1]).tolist()) for layer in counted}
    mass, layer, head = max(
        (mass, layer, head) for layer in counted for head, mass in enumerate(masses[layer])
    )
    return AnchorMass(origin, layer, head, mass, masses)


class SaddleAlarm:
    """Notices targets whose best head stands still, well short of looking where it should.

    On such a saddle attention is spread evenly over the candidates and every head waits for another to
    move. Heavy attention targets cause it; a lighter weight, a hinge or a fade leads out of it.
    """

    def __init__(self, patience: int = 500, stir: float = 0.02, enough: float = 0.6) -> None:
        self._patience = patience
        self._stir = stir
        self._enough = enough
        self._since: dict[str, tuple[int, float, float]] = {}
        self._told: set[str] = set()

    def look(self, step: int, masses: Sequence[AnchorMass]) -> list[AnchorMass]:
        """The masses that have stood still for the patience, each told once."""
        stuck = []
        for found in masses:
            begun, low, high = self._since.get(found.origin, (step, math.inf, -math.inf))
            low, high = min(low, found.mass), max(high, found.mass)
            if high - low > self._stir or found.mass >= self._enough:
                begun, low, high = step, found.mass, found.mass
            self._since[found.origin] = (begun, low, high)
            if step - begun >= self._patience and found.origin not in self._told:
                self._told.add(found.origin)
                stuck.append(found)
        return stuck
