"""What the quick look must know of an archetype, and the order of beats by memory.

Takes: an archetype, as the project has it.
Gives: its roles, axes and weights as plain values; whether some kinds of beats follow its pattern.
May assume: the archetype is sound.
Never does: match a pattern by a way of its own; the checking room is asked, once for each order of beats.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from scenelang.checking import follows_pattern
from scenelang.model import Archetype, Constant, Stratum
from scenelang.signals import LayerBand, LayerUnit

GREATEST_WEIGHT = 4.0
"""What a kind of beat may weigh in an archetype of plain scenes."""

_MIDDLE = 50.0
_MOST_ORDERS = 10_000


class BeatOrders(dict[tuple[str, ...], bool]):
    """For each order of beats that was met, whether it follows the pattern of an archetype."""

    def __init__(self, archetype: Archetype) -> None:
        super().__init__()
        self._archetype = archetype

    def __missing__(self, kinds: tuple[str, ...]) -> bool:
        if len(self) >= _MOST_ORDERS:
            self.clear()
        found = self[kinds] = follows_pattern(self._archetype, kinds)
        return found


class ArchetypeView(NamedTuple):
    """An archetype in plain values. `weights` and `strata` are by kind of beat; `depth` is None for any."""

    orders: BeatOrders
    roles: frozenset[str]
    required: frozenset[str]
    axes: frozenset[str]
    weights: Mapping[str, float]
    strata: Mapping[str, Stratum]
    depth: int | None


def view_of(archetype: Archetype, project_axes: tuple[str, ...]) -> ArchetypeView | None:
    """The view of an archetype; None where the weight of a beat is an expression, nothing, or a great one.

    Nor is one given that has layers of its own for premises, or late ones for references: rules for plain
    scenes know the usual ones.
    """
    if archetype.first_band is not None or not _is_early(dict(archetype.bands).get("references")):
        return None
    weights: dict[str, float] = {}
    for kind, weight in archetype.weights:
        if not isinstance(weight, Constant) or isinstance(weight.value, str):
            return None
        weights[kind] = float(weight.value)
        if not 0 < weights[kind] <= GREATEST_WEIGHT:
            return None
    return ArchetypeView(
        BeatOrders(archetype),
        frozenset((*archetype.required_roles, *archetype.optional_roles)),
        frozenset(archetype.required_roles),
        frozenset((*(axis.axis.text for axis in archetype.axes), *project_axes)),
        weights,
        dict(archetype.strata),
        None if archetype.depth_bands is None else len(archetype.depth_bands),
    )


def _is_early(band: LayerBand | None) -> bool:
    """Whether a band does not begin among the late layers, or is the usual one."""
    return band is None or (band.unit is LayerUnit.PERCENT and band.low <= _MIDDLE)
