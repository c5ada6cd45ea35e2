"""What the model should do inside while it reads: attention targets and hidden-layer targets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scenelang.signals import HeadRule, LayerBand, Module
from scenelang.source import Span


@dataclass(frozen=True, slots=True)
class AttentionTarget:
    """At these positions, in these layers, look at (or away from) each of these key groups.

    Every pair of a query and a key group is one site of the loss. The attention mass of a group is the
    sum over its positions. `origin` names the rule that asked for it (`logic.2`, `binding.first`,
    `self.1`, `anchors.1`); `place` is where the author wrote that rule.
    """

    queries: tuple[int, ...]
    key_groups: tuple[tuple[int, ...], ...]
    away: bool
    layers: LayerBand
    heads: HeadRule
    weight: float
    origin: str
    place: Span


@dataclass(frozen=True, slots=True)
class ExposedTokens:
    """The loss of tokens `start..end` (half-open) may move only this module of these layers.

    A token that several of them hold may move all that they name; one that none holds moves everything.
    """

    start: int
    end: int
    module: Module
    layers: LayerBand
    place: Span


class HiddenKind(StrEnum):
    """What is asked of the residual stream."""

    READS = "reads"
    CONCEPT = "concept"
    MIRRORS = "mirrors"
    LABEL = "label"
    TENSION = "tension"
    TEACHER = "teacher"


@dataclass(frozen=True, slots=True)
class HiddenTarget:
    """At these positions, after each of these layers, the residual stream must say this.

    `token` is the vocabulary id for `reads`; `others` are the matched positions for `mirrors`; `name` is
    the concept, the label's key or the axis; `value` is the label's value as text or the tension.
    A `concept` target of weight 0 is an instance of the concept that others are pulled to: it feeds the
    concept's mean and is not pulled itself.
    """

    positions: tuple[int, ...]
    layers: LayerBand
    kind: HiddenKind
    weight: float
    origin: str
    place: Span
    token: int = -1
    others: tuple[int, ...] = ()
    name: str = ""
    value: str = ""
