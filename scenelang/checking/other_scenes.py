"""What a scene says of others, and whether it can be said.

Takes: a scene, its spans, and the index of its project.
Gives: the scenes that it refers to, and every finding about words that mean one.
May assume: nothing.
Never does: check those scenes; whether they are sound, and in which order they come, is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scenelang.checking.mentions import Mention, mentions
from scenelang.checking.messages_scenes import (
    NamesOtherScene,
    OtherScene,
    OwnSceneById,
    RecallsNothing,
    SceneHasErrors,
    SceneIdAmbiguous,
    UnknownScene,
    UnknownSpanElsewhere,
    VaryingSceneRecalled,
)
from scenelang.checking.scene_card import SceneCard
from scenelang.checking.scene_index import SceneIndex, Sought
from scenelang.checking.span_table import SpanTable
from scenelang.diagnostics import Collector, nearest
from scenelang.model import Name, Recall, Scene, Verb
from scenelang.source import Span


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The words of a scene that mean another, and the scenes that are meant, each with its first word."""

    words: frozenset[str] = frozenset()
    scenes: Mapping[SceneCard, Name] = field(default_factory=dict)


def find_elsewhere(scene: Scene, spans: SpanTable, index: SceneIndex, found: Collector) -> Elsewhere:
    """Finds every scene that this one refers to."""
    words: set[str] = set()
    scenes: dict[SceneCard, Name] = {}
    for mention in mentions(scene, spans.extents):
        if mention.scene_id == scene.id.text:
            _refuse_own(mention, words, found)
            continue
        sought = index.find(mention.scene_id, scene.file)
        if not (mention.span or sought.is_certain or _seems_scene(mention.name, scene, spans, index)):
            continue
        words.add(mention.name.text)
        card = _card(mention, sought, index, found)
        if card is not None and _may_say(mention, scene, card, found):
            scenes.setdefault(card, mention.name)
    if scene.recall is Recall.INLINE:
        _check_recall(scene, words, scenes, found)
    return Elsewhere(frozenset(words), scenes)


def id_place(name: Name) -> Span:
    """Where the id stands in `scene-id#span`."""
    return _part(name, 0, len(name.text.partition("#")[0]))


def _part(name: Name, start: int, end: int) -> Span:
    """A part of a name; the whole where blanks stand inside, or escapes."""
    place = name.place
    if place.end - place.start != len(name.text):
        return place
    return Span(place.file, place.start + start, place.start + end)


def _refuse_own(mention: Mention, words: set[str], found: Collector) -> None:
    if mention.span:
        words.add(mention.name.text)
        found.add(OwnSceneById(id_place(mention.name), mention.scene_id, mention.span))


def _card(mention: Mention, sought: Sought, index: SceneIndex, found: Collector) -> SceneCard | None:
    """The one scene that is meant; anything else is reported."""
    cards, unreadable = sought
    if len(cards) == 1:
        return cards[0]
    scene_id, place = mention.scene_id, id_place(mention.name)
    if cards:
        found.add(SceneIdAmbiguous(place, scene_id, len(cards), tuple(card.id.place for card in cards)))
    elif unreadable is None:
        found.add(UnknownScene(place, scene_id, index.near_id(scene_id) or ""))
    elif not index.is_told(unreadable) and index.says_first(unreadable):
        found.add(SceneHasErrors(place, scene_id, str(index.shown(unreadable))))
    return None


def _seems_scene(name: Name, scene: Scene, spans: SpanTable, index: SceneIndex) -> bool:
    """True where a bare word that is nothing here is near the id of another scene, and near nothing here."""
    if not spans.complete or nearest(name.text, (*spans.extents, scene.id.text)) is not None:
        return False
    return index.near_id(name.text) is not None


def _may_say(mention: Mention, scene: Scene, card: SceneCard, found: Collector) -> bool:
    """Whether this may be said of that scene at all; its faults are reported."""
    name = mention.name
    if mention.verb is Verb.NAMES:
        found.add(NamesOtherScene(name.place, name.text, scene.id.text))
        return False
    if mention.needs_text and scene.recall is Recall.ORDER and "recall" not in scene.unread:
        found.add(OtherScene(name.place, name.text, mention.what))
    if mention.span and mention.span not in card.spans and card.was_read:
        place = _part(name, len(mention.scene_id) + 1, len(name.text))
        found.add(UnknownSpanElsewhere(place, mention.span, mention.scene_id, card.spans, card.id.place))
    return True


def _check_recall(scene: Scene, words: set[str], scenes: Mapping[SceneCard, Name], found: Collector) -> None:
    if not words and not scene.unread & {"self", "logic", "beats"}:
        found.add(RecallsNothing(scene.recall_place or scene.id.place))
    for card, name in scenes.items():
        if card.varies:
            found.add(VaryingSceneRecalled(id_place(name), card.id.text))
