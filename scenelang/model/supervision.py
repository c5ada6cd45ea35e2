"""Supervision that an author writes out: attention rules and layer rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from scenelang.model.name import Name
from scenelang.model.template import Template
from scenelang.signals import HeadRule, LayerBand
from scenelang.source import Span


class At(StrEnum):
    """Which positions of a span are meant."""

    PRODUCE = "produce"  # the positions whose next token is in the span
    READ = "read"  # all tokens of the span
    LAST = "last"  # its last content token
    FIRST = "first"  # its first token
    BEFORE = "before"  # the one position that produces its first token


@dataclass(frozen=True, slots=True)
class Positions:
    """A span with a position selector: `produce(x)`, `last(x)`, `before x`."""

    at: At
    span: Name
    place: Span


@dataclass(frozen=True, slots=True)
class AttentionRule:
    """`query -> key, key @ layers heads w 1.0`, or `query -/> key` (`away`).

    `layers` and `heads` are None where the author left them to the defaults.
    """

    query: Positions
    keys: tuple[Positions, ...]
    away: bool
    layers: LayerBand | None
    heads: HeadRule | None
    weight: float
    place: Span


@dataclass(frozen=True, slots=True)
class Reads:
    """`reads "text"`: the unembedding read at that layer gives the text's first token."""

    text: Template


@dataclass(frozen=True, slots=True)
class ConceptTarget:
    """`concept NAME`: pulled to the concept's other instances."""

    concept: Name


@dataclass(frozen=True, slots=True)
class Mirrors:
    """`mirrors SPAN`: the hidden state matches that of another span."""

    span: Name


@dataclass(frozen=True, slots=True)
class Label:
    """`label KEY = VALUE`: a linear probe reads the value."""

    key: Name
    value: Name


@dataclass(frozen=True, slots=True)
class TensionTarget:
    """`tension AXIS`: a linear probe reads the axis there."""

    axis: Name


@dataclass(frozen=True, slots=True)
class Teacher:
    """`teacher`: the same position of a teacher model."""


LayerTarget: TypeAlias = Reads | ConceptTarget | Mirrors | Label | TensionTarget | Teacher


@dataclass(frozen=True, slots=True)
class LayerRule:
    """`at|before|last SPAN @ LAYERS: TARGET w 1.0`."""

    where: Positions
    layers: LayerBand | None
    target: LayerTarget
    weight: float
    place: Span
