"""Layer bands of the shards as layers of one model, each distinct band resolved once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from scenelang.shards import Bands
from scenelang.signals import LayerBand, LayerUnit

_UNITS = tuple(LayerUnit)


class BandTable:
    """Resolves bands for a model of `layer_count` layers, and remembers them."""

    def __init__(self, layer_count: int) -> None:
        self.layer_count = layer_count
        self._known: dict[bytes, NDArray[np.bool_]] = {}

    def resolve(self, bands: Bands, refuse: Callable[[int, LayerBand], None]) -> NDArray[np.bool_]:
        """Which layers each site speaks of: (sites, layers).

        Args:
            bands: one band a site.
            refuse: called with the site and the band where the model has none of its layers; must raise.
        """
        packed = np.stack((bands.unit.astype(np.float32), bands.low, bands.high), axis=1)
        keys = np.ascontiguousarray(packed, dtype=np.float32).view("V12").ravel()
        distinct, first, place = np.unique(keys, return_index=True, return_inverse=True)
        rows = [
            self._row(key.tobytes(), int(site), bands, refuse)
            for key, site in zip(distinct, first, strict=True)
        ]
        table = np.stack(rows) if rows else np.zeros((0, self.layer_count), dtype=np.bool_)
        return table[place.ravel()]

    def union(self, bands: Iterable[LayerBand]) -> NDArray[np.bool_]:
        """The layers of any of these bands: (layers). A band that the model does not have adds none."""
        row = np.zeros(self.layer_count, dtype=np.bool_)
        for band in bands:
            # Shards hold bounds in single precision, and a band must mean the same layers everywhere.
            low, high = float(np.float32(band.low)), float(np.float32(band.high))
            row[list(LayerBand(band.unit, low, high).resolve(self.layer_count))] = True
        return row

    def _row(
        self, key: bytes, site: int, bands: Bands, refuse: Callable[[int, LayerBand], None]
    ) -> NDArray[np.bool_]:
        known = self._known.get(key)
        if known is not None:
            return known
        band = LayerBand(_UNITS[int(bands.unit[site])], float(bands.low[site]), float(bands.high[site]))
        layers = band.resolve(self.layer_count)
        if not layers:
            refuse(site, band)
        row = np.zeros(self.layer_count, dtype=np.bool_)
        row[list(layers)] = True
        self._known[key] = row
        return row
