"""Which layers a signal speaks of, in terms that fit a model of any depth."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LayerUnit(StrEnum):
    """What the two bounds of a band count."""

    PERCENT = "percent"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class LayerBand:
    """A run of layers: relative (`40%..70%`) or by number (`4..8`, `-1` is the last).

    Percent bounds are places in the depth of a model of `n` layers, where layer `i` covers
    `[i/n, (i+1)/n)`. Equal bounds name one point and so one layer; else the band holds every layer
    whose middle lies in `[low, high)`, and at least the layer at its centre. Index bounds are inclusive.
    """

    unit: LayerUnit
    low: float
    high: float

    @staticmethod
    def percent(low: float, high: float | None = None) -> LayerBand:
        """A relative band; one bound names one point of the depth."""
        return LayerBand(LayerUnit.PERCENT, low, low if high is None else high)

    @staticmethod
    def index(low: int, high: int | None = None) -> LayerBand:
        """Layers by number, both ends included; negative numbers count from the end."""
        return LayerBand(LayerUnit.INDEX, low, low if high is None else high)

    def resolve(self, layer_count: int) -> tuple[int, ...]:
        """The layer numbers (from 0) that this band means in a model of `layer_count` layers.

        Returns an empty tuple when the model has none of them: the caller must treat that as an error.
        """
        if self.unit is LayerUnit.INDEX:
            low, high = (_from_start(int(bound), layer_count) for bound in (self.low, self.high))
            if not 0 <= low <= high < layer_count:
                return ()
            return tuple(range(low, high + 1))
        inside = tuple(
            layer for layer in range(layer_count) if self.low <= (layer + 0.5) / layer_count * 100 < self.high
        )
        if inside:
            return inside
        centre = (self.low + self.high) / 200
        return (min(layer_count - 1, int(centre * layer_count)),)

    def __str__(self) -> str:
        for name, band in NAMED_BANDS.items():
            if band == self:
                return name
        suffix = "%" if self.unit is LayerUnit.PERCENT else ""
        low, high = f"{self.low:g}{suffix}", f"{self.high:g}{suffix}"
        return low if low == high else f"{low}..{high}"


def _from_start(number: int, layer_count: int) -> int:
    return number + layer_count if number < 0 else number


NAMED_BANDS = {
    "early": LayerBand.percent(0, 100 / 3),
    "middle": LayerBand.percent(100 / 3, 200 / 3),
    "late": LayerBand.percent(200 / 3, 100),
    "all": LayerBand.percent(0, 100),
}
"""The bands that have a name in the scene language."""
