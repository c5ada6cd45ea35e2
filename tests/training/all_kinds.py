"""Rows with every kind of supervision in them, and the names that they use."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from row_building import VOCABULARY, Exposed, Hold, Look, Scene, row_of

from scenelang.shards import Row
from scenelang.signals import LayerBand, Module
from scenelang.tokens import HiddenKind
from scenelang.training import LossSettings, TargetNames

NAMES = TargetNames.among(
    ["doubt", "mood=glad", "density", "mood=sad", "colour=red", "resolve", "colour=blue", "price"],
    axes=["resolve", "doubt"],
    concepts=["price", "density"],
)
FIRST, LAST, BOTH = LayerBand.index(0), LayerBand.index(-1), LayerBand.index(0, 1)
ALL_KINDS = LossSettings.model_validate(
    {
        "attention": {"weight": 0.5, "hinge": None},
        "reads": {"weight": 1.0},
        "mirrors": {"weight": 2.0},
        "avoid": {"weight": 10.0},
        "tension": {"weight": 1.0, "probe_rate": 0.05},
        "label": {"weight": 1.0, "probe_rate": 0.05},
        "concept": {"weight": 1.0},
    }
)


def number_of(name: str) -> int:
    return NAMES.names.index(name)


def holds_of(dice: np.random.Generator, ids: Sequence[int]) -> list[Hold]:
    """Hidden-layer sites of every kind; what they ask follows from the first token."""
    low = ids[0] < VOCABULARY // 2
    mood, colour = ("mood=glad", "colour=red") if low else ("mood=sad", "colour=blue")
    mine, other = ("density", "price") if low else ("price", "density")
    return [
        Hold(2, HiddenKind.READS, LAST, token=ids[0]),
        Hold(4, HiddenKind.MIRRORS, BOTH, other=1),
        Hold(5, HiddenKind.TENSION, BOTH, name=number_of("doubt"), value=0.9 if low else 0.2),
        Hold(5, HiddenKind.TENSION, LAST, name=number_of("resolve"), value=0.3),
        Hold(3, HiddenKind.LABEL, BOTH, name=number_of(mood)),
        Hold(3, HiddenKind.LABEL, LAST, name=number_of(colour), weight=2.0),
        Hold(1, HiddenKind.CONCEPT, BOTH, name=number_of(mine), weight=0.0),
        Hold(2, HiddenKind.CONCEPT, BOTH, name=number_of(other), weight=0.0),
        Hold(4, HiddenKind.CONCEPT, LAST, name=number_of(mine), weight=float(dice.choice([0.5, 1.0]))),
    ]


def rows_of_all_kinds(count: int, seed: int = 0, exposed: bool = True) -> list[Row]:
    """Rows of two layers' worth of supervision of every kind, every other one with exposed tokens."""
    return [
        _row(np.random.default_rng((seed, number)), exposed and number % 2 == 0) for number in range(count)
    ]


def _row(dice: np.random.Generator, exposed: bool) -> Row:
    ids = dice.integers(0, VOCABULARY, size=int(dice.integers(7, 10))).tolist()
    avoid = [0.0] * len(ids)
    avoid[3] = 1.0
    weights = [0.0, *([1.0] * (len(ids) - 1))]
    weights[3] = 0.0
    ranges = [Exposed(1, 4, Module.ATTENTION, FIRST), Exposed(3, 6, Module.MLP, BOTH)] if exposed else []
    looks = [Look(4, (1,), FIRST), Look(5, (2,), LAST, away=True, weight=0.5)]
    return row_of(Scene(ids, weights, looks, holds_of(dice, ids), avoid=avoid, exposed=ranges))
