"""One scene instance as the trainer meets it: flat arrays, ready to be batched."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Int = NDArray[np.int32]
Float = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Bands:
    """One layer band per site. `unit` 0 is percent of the depth, 1 is a layer number; see `LayerBand`."""

    unit: NDArray[np.int8]
    low: Float
    high: Float


@dataclass(frozen=True, slots=True)
class AttentionSites:
    """Attention targets, one site per (query position, key group); every array has one item a site.

    The keys of site `i` are `keys[key_offsets[i]:key_offsets[i + 1]]`. `head_rule` numbers the members of
    `HeadRuleKind` in their order; `head_count` is the k of `top k`; `head_mask` has bit h set for named
    head h. `origin` is an index into the manifest's `origins`; sites of one target share `target`.
    """

    query: Int
    keys: Int
    key_offsets: Int
    away: NDArray[np.bool_]
    bands: Bands
    head_rule: NDArray[np.int8]
    head_count: NDArray[np.int16]
    head_mask: NDArray[np.int64]
    weight: Float
    origin: Int
    target: Int


@dataclass(frozen=True, slots=True)
class HiddenSites:
    """Hidden-layer targets, one site per position.

    `kind` numbers the members of `HiddenKind`. `token` is the vocabulary id for `reads` (else -1);
    `other` the matched position for `mirrors` (else -1); `name` an index into the manifest's `names`
    (else -1); `value` the tension (else 0).
    """

    position: Int
    kind: NDArray[np.int8]
    bands: Bands
    token: Int
    other: Int
    name: Int
    value: Float
    weight: Float
    origin: Int


@dataclass(frozen=True, slots=True)
class Exposures:
    """Which layers may learn from which tokens; every array has one item a range.

    Tokens `start[i]..end[i]` (half-open) may move `module[i]` (the members of `Module`, numbered in their
    order) of the layers of band `i`.
    """

    start: Int
    end: Int
    module: NDArray[np.int8]
    bands: Bands


@dataclass(frozen=True, slots=True)
class Row:
    """A scene instance: tokens, loss weight per token, beats, tension (beats x axes), and targets.

    `sources` is (tokens, 2): file offsets of each token's text, -1 where nobody wrote it. `certificates`
    are (span, first token, end token, marked text, decoded text). `avoid_weight` is the weight of the
    unlikelihood of each token, 0 where it may be said. `recalled` are (scene, file, first token, end
    token) of the texts of other scenes that stand before this one; their beats are -1.
    """

    scene: str
    instance: int
    split: str
    binding: tuple[tuple[str, str], ...]
    archetype: str
    stratum: str
    tags: tuple[str, ...]
    input_ids: Int
    loss_weight: Float
    beat: NDArray[np.int16]
    sources: Int
    tension: Float
    curriculum: float
    attention: AttentionSites
    hidden: HiddenSites
    certificates: tuple[tuple[str, int, int, str, str], ...]
    avoid_weight: Float
    exposures: Exposures
    prerequisites: tuple[str, ...]
    recalled: tuple[tuple[str, str, int, int], ...]
    rendering: str
