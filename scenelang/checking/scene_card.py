"""What other scenes can ask of one, without its text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scenelang.checking.mentions import mentions
from scenelang.checking.span_table import span_table
from scenelang.diagnostics import Collector
from scenelang.model import Name, Scene


@dataclass(frozen=True, slots=True, eq=False)
class SceneCard:
    """A scene's id, its file, the names of its spans, the words in it that may mean other scenes.

    `concepts` are those that its spans are instances of, one entry an instance. `was_read` is False where
    something of the scene could not be read. Two cards are one only when they are the same object.
    """

    id: Name
    path: Path
    spans: tuple[str, ...]
    elsewhere: tuple[Name, ...]
    concepts: tuple[str, ...]
    varies: bool
    was_read: bool


def card_of(scene: Scene, path: Path, *, was_read: bool) -> SceneCard:
    """The card of a scene in a file."""
    spans = span_table(scene, Collector())
    marked = [span for beat in scene.beats for span in beat.text.spans()]
    return SceneCard(
        id=scene.id,
        path=path,
        spans=tuple(spans.extents),
        elsewhere=tuple(mention.name for mention in mentions(scene, spans.extents)),
        concepts=tuple(concept.text for span in marked for concept in span.concepts),
        varies=scene.vary is not None,
        was_read=was_read and not scene.unread,
    )
