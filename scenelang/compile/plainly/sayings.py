"""What targets say beside their places, each thing once: most sites of a build say one of a few things.

Takes: sayings and words, as plans meet them.
Gives: their numbers, and a column for each part of them.
May assume: nothing.
Never does: forget one; there are as many as shapes of scenes ask for.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from scenelang.shards import BAND_UNIT_NUMBERS, HEAD_RULE_NUMBERS, HIDDEN_KIND_NUMBERS, Vocabulary
from scenelang.signals import HeadRule, LayerBand
from scenelang.tokens import HiddenKind

T = TypeVar("T", "LookSaying", "HoldSaying", str, tuple[str, ...])


class LookSaying(NamedTuple):
    """What an attention target says: columns without `attention_`."""

    away: bool
    band_unit: int
    band_low: float
    band_high: float
    head_rule: int
    head_count: int
    head_mask: int
    weight: float


class HoldSaying(NamedTuple):
    """What a hidden-layer target says: columns without `hidden_`."""

    kind: int
    band_unit: int
    band_low: float
    band_high: float
    value: float
    weight: float


class Courses(NamedTuple):
    """How tension moves in a scene: `values[beat][axis]`, all of them in one array, and how far they go."""

    axes: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    flat: NDArray[np.float32]
    curriculum: float


class Numbered(Vocabulary[T]):
    """A vocabulary whose values have parts."""

    def column(self, place: int, kind: type) -> NDArray[Any]:
        """One part of each value, by number."""
        return np.array([value[place] for value in self.values()], kind)


class Sayings:
    """All that the plans of a compiler say."""

    def __init__(self) -> None:
        self.looks: Numbered[LookSaying] = Numbered()
        self.holds: Numbered[HoldSaying] = Numbered()
        self.origins: Numbered[str] = Numbered()
        self.names: Numbered[str] = Numbered()
        self.axes: Numbered[tuple[str, ...]] = Numbered()
        self.courses: dict[Hashable, Courses] = {}
        """What was worked out of tension, by all that it rests on."""

    def look(self, band: LayerBand, heads: HeadRule, weight: float, *, away: bool = False) -> int:
        """The number of what an attention target says. It names no heads."""
        rule = HEAD_RULE_NUMBERS[heads.kind]
        bounds = (BAND_UNIT_NUMBERS[band.unit], band.low, band.high)
        return self.looks.number(LookSaying(away, *bounds, rule, heads.count, 0, weight))

    def hold(self, kind: HiddenKind, band: LayerBand, weight: float, value: float = 0.0) -> int:
        """The number of what a hidden-layer target says."""
        bounds = (BAND_UNIT_NUMBERS[band.unit], band.low, band.high)
        return self.holds.number(HoldSaying(HIDDEN_KIND_NUMBERS[kind], *bounds, value, weight))
