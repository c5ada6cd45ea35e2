"""Rows and tiny models made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch

from scenelang.shards import AttentionSites, Bands, Exposures, HiddenSites, Row
from scenelang.signals import HeadRule, HeadRuleKind, LayerBand, LayerUnit, Module
from scenelang.tokens import HiddenKind
from scenelang.training import ModelSource, TinyModel, build_model

VOCABULARY = 32
ALL_HEADS = HeadRule(HeadRuleKind.ANY)
FIRST_LAYER = LayerBand.index(0)


@dataclass(frozen=True)
class Look:
    """An attention site."""

    query: int
    keys: tuple[int, ...]
    band: LayerBand = FIRST_LAYER
    rule: HeadRule = ALL_HEADS
    away: bool = False
    weight: float = 1.0
    origin: int = 0


@dataclass(frozen=True)
class Hold:
    """A hidden-layer site."""

    position: int
    kind: HiddenKind = HiddenKind.READS
    band: LayerBand = FIRST_LAYER
    token: int = -1
    other: int = -1
    weight: float = 1.0
    origin: int = 0
    name: int = -1
    value: float = 0.0


@dataclass(frozen=True)
class Exposed:
    """A range of tokens that may move one module of a band alone."""

    start: int
    end: int
    module: Module = Module.ALL
    band: LayerBand = FIRST_LAYER


@dataclass(frozen=True)
class Scene:
    """What a row is made of; weights are 1 for every token but the first unless given."""

    ids: Sequence[int]
    weights: Sequence[float] | None = None
    looks: Sequence[Look] = field(default=())
    holds: Sequence[Hold] = field(default=())
    avoid: Sequence[float] | None = None
    exposed: Sequence[Exposed] = field(default=())
    name: str = "scene"
    split: str = "train"
    prerequisites: tuple[str, ...] = ()


def row_of(scene: Scene) -> Row:
    weights = scene.weights if scene.weights is not None else [0.0] + [1.0] * (len(scene.ids) - 1)
    count = len(scene.ids)
    return Row(
        scene=scene.name,
        instance=0,
        split=scene.split,
        binding=(),
        archetype="",
        stratum="thinking",
        tags=(),
        input_ids=np.array(scene.ids, dtype=np.int32),
        loss_weight=np.array(weights, dtype=np.float32),
        beat=np.zeros(count, dtype=np.int16),
        sources=np.full((count, 2), -1, dtype=np.int32),
        tension=np.zeros((1, 0), dtype=np.float32),
        curriculum=0.0,
        attention=_attention(scene.looks),
        hidden=_hidden(scene.holds),
        certificates=(),
        avoid_weight=np.array([0.0] * count if scene.avoid is None else scene.avoid, dtype=np.float32),
        exposures=_exposures(scene.exposed),
        prerequisites=scene.prerequisites,
        recalled=(),
        rendering="plain",
    )


def _bands(bands: Sequence[LayerBand]) -> Bands:
    units = tuple(LayerUnit)
    return Bands(
        unit=np.array([units.index(band.unit) for band in bands], dtype=np.int8),
        low=np.array([band.low for band in bands], dtype=np.float32),
        high=np.array([band.high for band in bands], dtype=np.float32),
    )


def _attention(looks: Sequence[Look]) -> AttentionSites:
    kinds = tuple(HeadRuleKind)
    return AttentionSites(
        query=np.array([look.query for look in looks], dtype=np.int32),
        keys=np.array([key for look in looks for key in look.keys], dtype=np.int32),
        key_offsets=np.cumsum([0, *(len(look.keys) for look in looks)]).astype(np.int32),
        away=np.array([look.away for look in looks], dtype=np.bool_),
        bands=_bands([look.band for look in looks]),
        head_rule=np.array([kinds.index(look.rule.kind) for look in looks], dtype=np.int8),
        head_count=np.array([look.rule.count for look in looks], dtype=np.int16),
        head_mask=np.array([sum(1 << head for head in look.rule.heads) for look in looks], dtype=np.int64),
        weight=np.array([look.weight for look in looks], dtype=np.float32),
        origin=np.array([look.origin for look in looks], dtype=np.int32),
        target=np.arange(len(looks), dtype=np.int32),
    )


def _hidden(holds: Sequence[Hold]) -> HiddenSites:
    kinds = tuple(HiddenKind)
    return HiddenSites(
        position=np.array([hold.position for hold in holds], dtype=np.int32),
        kind=np.array([kinds.index(hold.kind) for hold in holds], dtype=np.int8),
        bands=_bands([hold.band for hold in holds]),
        token=np.array([hold.token for hold in holds], dtype=np.int32),
        other=np.array([hold.other for hold in holds], dtype=np.int32),
        name=np.array([hold.name for hold in holds], dtype=np.int32),
        value=np.array([hold.value for hold in holds], dtype=np.float32),
        weight=np.array([hold.weight for hold in holds], dtype=np.float32),
        origin=np.array([hold.origin for hold in holds], dtype=np.int32),
    )


def _exposures(exposed: Sequence[Exposed]) -> Exposures:
    modules = tuple(Module)
    return Exposures(
        start=np.array([one.start for one in exposed], dtype=np.int32),
        end=np.array([one.end for one in exposed], dtype=np.int32),
        module=np.array([modules.index(one.module) for one in exposed], dtype=np.int8),
        bands=_bands([one.band for one in exposed]),
    )


def random_rows(count: int, seed: int, layers: int = 3, vocabulary: int = VOCABULARY) -> list[Row]:
    """Rows of several lengths with targets of every kind and rule, in bands that fit `layers`."""
    return [
        row_of(_random_scene(np.random.default_rng((seed, index)), layers, vocabulary))
        for index in range(count)
    ]


def _random_scene(dice: np.random.Generator, layers: int, vocabulary: int) -> Scene:
    length = int(dice.integers(6, 14))
    rules = (
        HeadRule(HeadRuleKind.ANY), HeadRule(HeadRuleKind.EACH), HeadRule(HeadRuleKind.MEAN),
        HeadRule(HeadRuleKind.TOP, count=2), HeadRule(HeadRuleKind.NAMED, heads=(0, 3)),
    )  # fmt: skip
    looks = []
    for rule in rules:
        query = int(dice.integers(3, length))
        keys = tuple(int(key) for key in dice.choice(query, size=int(dice.integers(1, 3)), replace=False))
        low = int(dice.integers(0, layers))
        band = LayerBand.index(low, int(dice.integers(low, layers)))
        away = bool(dice.random() < 0.2)
        weight = float(dice.choice([0.5, 1.0, 2.0]))
        looks.append(Look(query, keys, band, rule, away, weight, origin=int(dice.integers(0, 2))))
    token, other = int(dice.integers(0, vocabulary)), int(dice.integers(0, length - 1))
    holds = (
        Hold(int(dice.integers(1, length)), token=token, band=LayerBand.percent(50), weight=0.5),
        Hold(length - 1, HiddenKind.MIRRORS, LayerBand.index(0, layers - 1), other=other),
    )
    weights = [0.0, *dice.choice([0.0, 0.3, 1.0], size=length - 1).tolist()]
    return Scene(dice.integers(0, vocabulary, size=length).tolist(), weights, looks, holds)


def tiny_model(
    family: str = "llama",
    *,
    layers: int = 3,
    spread: float = 0.2,
    kernel: str | None = None,
    kv_heads: int | None = None,
    vocabulary: int = VOCABULARY,
) -> torch.nn.Module:
    """A tiny random model; a wide spread of weights makes attention sharp."""
    tiny = TinyModel(
        family=family, layers=layers, width=16, heads=4, kv_heads=kv_heads, mlp=32, context=64,
        initializer_range=spread, vocabulary=vocabulary,
    )  # fmt: skip
    return build_model(ModelSource(tiny=tiny, attention=kernel), vocabulary)
