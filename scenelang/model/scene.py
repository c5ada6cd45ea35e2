"""What a scene is: the whole of a `.scene` file, frozen, every value with its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scenelang.model.beat_text import BeatText
from scenelang.model.logic import LogicStep
from scenelang.model.name import Name
from scenelang.model.reference import Reference
from scenelang.model.supervision import AttentionRule, LayerRule
from scenelang.model.tension import TensionAxis
from scenelang.model.vary import Vary
from scenelang.source import Span


class Stratum(StrEnum):
    """What kind of matter a scene is; it sets the default weights."""

    THINKING = "thinking"
    KNOWLEDGE = "knowledge"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class CastMember:
    """Someone who speaks, and the role that the archetype knows."""

    name: Name
    role: Name


@dataclass(frozen=True, slots=True)
class Beat:
    """One movement of a scene: `kind(speaker): text`. `weight` multiplies its tokens' loss weight."""

    kind: Name
    speaker: Name | None
    text: BeatText
    weight: float
    place: Span


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene as its author wrote it: read, not yet checked.

    `use` are project paths that the scene says it needs. `unread` names the sections of which something
    could not be read; whatever would only repeat that is not said again.
    """

    file: str
    version: int
    id: Name
    archetype: Name
    stratum: Stratum
    language: str
    tags: tuple[Name, ...]
    cast: tuple[CastMember, ...]
    tension: tuple[TensionAxis, ...]
    beats: tuple[Beat, ...]
    logic: tuple[LogicStep, ...]
    references: tuple[Reference, ...]
    anchors: tuple[AttentionRule, ...]
    layers: tuple[LayerRule, ...]
    vary: Vary | None
    place: Span
    use: tuple[Name, ...] = ()
    unread: frozenset[str] = frozenset()
