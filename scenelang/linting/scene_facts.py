"""What rules for many scenes need to know of each: small, plain, and kept in the cache."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scenelang.linting.alike.sketch import text_sketch
from scenelang.linting.subjects import SceneSubject
from scenelang.model import Beat, ConceptTarget, MarkedSpan, Scene, TextPiece, Variable
from scenelang.source import Span


class SceneFacts(NamedTuple):
    """One scene in a few words, numbers and a place: that of its id.

    `tags` counts its tags; `licence` is empty where none is written. `words`, `digest`, `passages` and
    `sketch` are those of its text, see `text_sketch`; they are the same in every process. `concepts` has one
    for each mark on a span, `pulled` those that rules under `layers` name.
    """

    id: str
    place: Span
    archetype: str
    stratum: str
    language: str
    held_out: bool
    varies: bool = False
    tags: int = 0
    source: str = ""
    licence: str = ""
    words: int = 0
    digest: int = 0
    passages: tuple[int, ...] = ()
    sketch: tuple[int, ...] = ()
    concepts: tuple[str, ...] = ()
    pulled: tuple[str, ...] = ()


def facts_of(subject: SceneSubject) -> SceneFacts:
    """The facts of a scene."""
    scene = subject.scene
    words, digest, passages, sketch = text_sketch(map(beat_text, scene.beats))
    return SceneFacts(
        id=scene.id.text,
        place=scene.id.place,
        archetype=scene.archetype.text,
        stratum=scene.stratum.value,
        language=scene.language,
        held_out=scene.held_out,
        varies=scene.vary is not None,
        tags=len(scene.tags),
        source="" if scene.source is None else scene.source.text,
        licence="" if scene.licence is None else scene.licence.text,
        words=words,
        digest=digest,
        passages=passages,
        sketch=sketch,
        concepts=tuple(_concepts(scene)),
        pulled=tuple(
            rule.target.concept.text for rule in scene.layers if isinstance(rule.target, ConceptTarget)
        ),
    )


def _concepts(scene: Scene) -> Iterator[str]:
    for beat in scene.beats:
        for span in beat.text.spans():
            yield from (concept.text for concept in span.concepts)


def beat_text(beat: Beat) -> str:
    """A beat's text as its sketch takes it: without markup, and without any bracket.

    In a text without escapes this is `without_marks` of what the author wrote.
    """
    return "".join(_texts(beat.text.pieces)).replace("[", "").replace("]", "")


def scene_text(scene: Scene) -> str:
    """The text of a scene as its sketch takes it."""
    return "\n".join(map(beat_text, scene.beats))


def _texts(pieces: Iterable[TextPiece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, MarkedSpan):
            yield from _texts(piece.children)
        else:
            yield f"${{{piece.name.text}}}" if isinstance(piece, Variable) else piece.text
