"""How one parametric scene becomes many instances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from scenelang.model.expression import Expression
from scenelang.model.name import Name
from scenelang.source import Span


@dataclass(frozen=True, slots=True)
class InlineValues:
    """Values written in the scene."""

    values: tuple[Name, ...]
    place: Span


@dataclass(frozen=True, slots=True)
class LexiconFile:
    """`from: lexicon/names`: a project file with one value a line."""

    path: Name


@dataclass(frozen=True, slots=True)
class IntegerRange:
    """`range: 2..9`, both ends included."""

    low: int
    high: int
    place: Span


DrawSource: TypeAlias = InlineValues | LexiconFile | IntegerRange


@dataclass(frozen=True, slots=True)
class Draw:
    """`a, b, c: {from: lexicon/names, distinct: true}`."""

    names: tuple[Name, ...]
    source: DrawSource
    distinct: bool
    place: Span


@dataclass(frozen=True, slots=True)
class Let:
    """`total: n * 12`."""

    name: Name
    value: Expression
    place: Span


@dataclass(frozen=True, slots=True)
class Holdout:
    """`{by: [a, d], share: 10%}`: bindings of these names that no training instance has.

    `share` is a fraction in 0..1 of the bindings. Instances for which `where` is true are held out too;
    with `where` alone, `by` is empty and `share` is 0.
    """

    by: tuple[Name, ...]
    share: float
    place: Span
    where: Expression | None = None


@dataclass(frozen=True, slots=True)
class Vary:
    """Draws, computed values, conditions and splits of a parametric scene."""

    count: int
    count_place: Span
    seed: int
    draws: tuple[Draw, ...]
    lets: tuple[Let, ...]
    shuffle: tuple[Name, ...]
    where: Expression | None
    holdout: Holdout | None
    place: Span
