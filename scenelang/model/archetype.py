"""What an archetype expects of its scenes: roles, axes, the order of beats, and the depth schedule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from scenelang.model.name import Name
from scenelang.model.tension import TensionAxis
from scenelang.signals import LayerBand


class Repeat(StrEnum):
    """How often a part of a pattern stands."""

    ONCE = ""
    MAYBE = "?"
    SOME = "+"
    ANY = "*"


@dataclass(frozen=True, slots=True)
class PatternBeat:
    """One beat kind."""

    kind: Name
    repeat: Repeat


@dataclass(frozen=True, slots=True)
class PatternSequence:
    """Parts one after the other."""

    parts: tuple[BeatPattern, ...]
    repeat: Repeat


@dataclass(frozen=True, slots=True)
class PatternChoice:
    """One of several parts: `(think | doubt)+`."""

    parts: tuple[BeatPattern, ...]
    repeat: Repeat


BeatPattern: TypeAlias = PatternBeat | PatternSequence | PatternChoice


@dataclass(frozen=True, slots=True)
class Archetype:
    """A kind of thought. `depth_bands[d-1]` is where step depth `d` lives; None takes the even schedule.

    `axes` are the tension axes that its scenes may use, each with its usual trajectory; `weights` are
    default loss weights by beat kind.
    """

    name: str
    purpose: str
    required_roles: tuple[str, ...]
    optional_roles: tuple[str, ...]
    axes: tuple[TensionAxis, ...]
    pattern: BeatPattern
    weights: tuple[tuple[str, float], ...]
    first_band: LayerBand | None
    depth_bands: tuple[LayerBand, ...] | None
    file: str
