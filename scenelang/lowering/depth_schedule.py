"""In which layers a logic step of some depth lives, and where a signal goes that names no layers."""

from __future__ import annotations

from scenelang.checking import CheckedScene
from scenelang.model import Archetype
from scenelang.signals import NAMED_BANDS, LayerBand


def first_band(checked: CheckedScene) -> LayerBand:
    """Where bindings and plain look-backs live: before the first step.

    The archetype's own band, else the first of `D + 1` even points of the depth, `D` being the depth of the
    deepest step: `50 / (D + 1)` percent.
    """
    return early_band(checked.archetype, checked.depth)


def depth_band(checked: CheckedScene, depth: int) -> LayerBand:
    """Where a step of this depth (from 1) lives.

    The archetype's band for the depth (its last one for deeper steps), else the even point
    `(depth + 0.5) / (D + 1) * 100` percent.
    """
    return step_band(checked.archetype, depth, checked.depth)


def signal_band(checked: CheckedScene, signal: str) -> LayerBand:
    """Where a signal goes that names no layers: the archetype's band for it, else the middle.

    Self-reference without a band of its own goes to the first band.
    """
    return band_for(checked.archetype, signal, checked.depth)


def early_band(archetype: Archetype, deepest: int) -> LayerBand:
    """`first_band` of a scene of this archetype whose deepest step has this depth."""
    return archetype.first_band or LayerBand.percent(50 / (deepest + 1))


def step_band(archetype: Archetype, depth: int, deepest: int) -> LayerBand:
    """`depth_band` of a scene of this archetype whose deepest step has the depth `deepest`."""
    bands = archetype.depth_bands
    if bands:
        return bands[min(depth, len(bands)) - 1]
    return LayerBand.percent((depth + 0.5) / (deepest + 1) * 100)


def band_for(archetype: Archetype, signal: str, deepest: int) -> LayerBand:
    """`signal_band` of a scene of this archetype whose deepest step has this depth."""
    own = dict(archetype.bands).get(signal)
    if own is not None:
        return own
    return early_band(archetype, deepest) if signal == "references" else NAMED_BANDS["middle"]
