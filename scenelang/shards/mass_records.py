"""Sums of sites and weights as records of the manifest.

Takes: sums by kind and by origin.
Gives: their records, by name, names in order.
May assume: sums are not below zero.
Never does: round before a sum is whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from scenelang.shards.manifest import MassRecord

DECIMALS = 6


def masses(sites: NDArray[np.int64], sums: NDArray[np.float64], axis: int) -> list[list[float]]:
    """Sites and weight of each kind or origin."""
    return [list(mass) for mass in zip(sites.sum(axis).tolist(), sums.sum(axis).tolist(), strict=True)]


def records_by_name(names: Sequence[str], sites: list[int], sums: list[float]) -> dict[str, MassRecord]:
    """The masses of origins, by name. Names are many and masses few, so each record is made once."""
    made: dict[tuple[int, float], MassRecord] = {}
    found: dict[str, MassRecord] = {}
    for name, count, total in sorted(zip(names, sites, sums, strict=False)):
        if count:
            record = made.get((count, total))
            if record is None:
                record = made[count, total] = MassRecord(sites=count, weight=round(total, DECIMALS))
            found[name] = record
    return found


def records(held: Mapping[str, list[float]]) -> dict[str, dict[str, float]]:
    """What there is any of, by name."""
    return {name: record_of(mass) for name, mass in sorted(held.items()) if mass[0]}


def record_of(mass: list[float]) -> dict[str, float]:
    """Sites and their weight, as the manifest has them."""
    sites, weight = mass
    return {"sites": int(sites), "weight": round(float(weight), DECIMALS)}
