"""What rules for many scenes need to know of each: small, plain, and kept in the cache."""

from __future__ import annotations

from dataclasses import dataclass

from scenelang.linting.subjects import SceneSubject
from scenelang.source import Span


@dataclass(frozen=True, slots=True)
class SceneFacts:
    """One scene in a few words. `place` is that of its id."""

    id: str
    place: Span
    archetype: str
    stratum: str
    language: str
    held_out: bool


def facts_of(subject: SceneSubject) -> SceneFacts:
    """The facts of a scene."""
    scene = subject.scene
    return SceneFacts(
        id=scene.id.text,
        place=scene.id.place,
        archetype=scene.archetype.text,
        stratum=scene.stratum.value,
        language=scene.language,
        held_out=scene.held_out,
    )
