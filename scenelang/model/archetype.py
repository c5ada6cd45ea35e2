"""What an archetype expects of its scenes: roles, axes, the order of beats, and the depth schedule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from scenelang.model.expression import Expression
from scenelang.model.name import Name
from scenelang.model.scene import ChatRole, Stratum
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


def kinds_of(pattern: BeatPattern) -> Iterator[str]:
    """The beat kinds of a pattern in the order of its text, perhaps more than once."""
    if isinstance(pattern, PatternBeat):
        yield pattern.kind.text
        return
    for part in pattern.parts:
        yield from kinds_of(part)


NARRATOR = "narrator"
"""The role of what nobody speaks."""

SYSTEM_BEAT = "system"
"""A leading beat of this kind fits every archetype, and is the system message of a chat."""

BAND_SIGNALS = ("references", "mirrors", "concept", "tension", "label")
"""The signals for which an archetype may give a layer band of its own, in `bands`."""


@dataclass(frozen=True, slots=True)
class ArchetypeFile:
    """An archetype as its file gives it; what `extends` leaves out comes from the archetype it names.

    A part that is not written is None. `bands` are by signal (`BAND_SIGNALS`), `weights` and `strata` by
    beat kind, `chat` by role, where `narrator` stands for beats that nobody speaks.
    """

    name: Name
    extends: Name | None
    purpose: str | None
    leaves: str | None
    measured: str | None
    required_roles: tuple[str, ...] | None
    optional_roles: tuple[str, ...] | None
    axes: tuple[TensionAxis, ...] | None
    pattern: BeatPattern | None
    weights: tuple[tuple[Name, Expression], ...]
    strata: tuple[tuple[Name, Stratum], ...]
    first_band: LayerBand | None
    depth_bands: tuple[LayerBand, ...] | None
    bands: tuple[tuple[str, LayerBand], ...]
    chat: tuple[tuple[Name, ChatRole], ...]
    example: str | None
    file: str


@dataclass(frozen=True, slots=True)
class Archetype:
    """A kind of thought. `depth_bands[d-1]` is where step depth `d` lives; None takes the even schedule.

    `axes` are the tension axes that its scenes may use, each with its usual trajectory; `weights` are
    default loss weights by beat kind: numbers, or expressions of the axes. `leaves` says what its scenes
    should leave in a model and `measured` how that could be seen. See `ArchetypeFile` for the rest.
    """

    name: str
    purpose: str
    required_roles: tuple[str, ...]
    optional_roles: tuple[str, ...]
    axes: tuple[TensionAxis, ...]
    pattern: BeatPattern
    weights: tuple[tuple[str, Expression], ...]
    first_band: LayerBand | None
    depth_bands: tuple[LayerBand, ...] | None
    file: str
    strata: tuple[tuple[str, Stratum], ...] = ()
    bands: tuple[tuple[str, LayerBand], ...] = ()
    chat: tuple[tuple[str, ChatRole], ...] = ()
    leaves: str = ""
    measured: str = ""
    example: str = ""
    family: tuple[str, ...] = ()
    """The archetypes that it extends, nearest first."""
    files: tuple[str, ...] = ()
    """The files that it was read from: its own, then those of its family."""
