"""What a scene is: the whole of a `.scene` file, frozen, every value with its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scenelang.model.beat_text import BeatText
from scenelang.model.exposure import Exposure
from scenelang.model.expression import Expression
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


class ChatRole(StrEnum):
    """Who says a message in a chat template."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class Recall(StrEnum):
    """What a reference to another scene brings about."""

    ORDER = "order"  # that scene comes earlier in the curriculum
    INLINE = "inline"  # and its text stands before this one in the same window


@dataclass(frozen=True, slots=True)
class CastMember:
    """Someone who speaks, and the role that the archetype knows. `chat` is written where it differs."""

    name: Name
    role: Name
    chat: ChatRole | None = None


@dataclass(frozen=True, slots=True)
class Beat:
    """One movement of a scene: `kind(speaker): text`.

    `weight` multiplies its tokens' loss weight: a number, or an expression of the scene's tension axes
    there; None is 1. `stratum` and `expose` are written where the beat differs from its scene.
    """

    kind: Name
    speaker: Name | None
    text: BeatText
    weight: Expression | None
    place: Span
    stratum: Stratum | None = None
    expose: tuple[Exposure, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene as its author wrote it: read, not yet checked.

    `use` are project paths that the scene says it needs. `held_out` scenes are never trained on.
    `recall_place` is where `recall` is written. `source` and `licence` say where the text comes from and
    what may be done with it; nothing is derived from them.
    `unread` names the sections of which something could not be read; whatever would only repeat that is
    not said again.
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
    expose: tuple[Exposure, ...] = ()
    recall: Recall = Recall.ORDER
    held_out: bool = False
    unread: frozenset[str] = frozenset()
    recall_place: Span | None = None
    source: Name | None = None
    licence: Name | None = None
