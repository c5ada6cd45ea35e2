"""The scenes that one refers to, as prerequisites: sound, without circles, in order.

Takes: a scene, what it says of others, and a way to check a scene by itself.
Gives: the scenes whose text is to stand before this one, in their order.
May assume: every word that means another scene was looked up.
Never does: say what is wrong with another scene beyond that it is, or say it twice in a run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from scenelang.checking.checked_scene import CheckedScene
from scenelang.checking.messages_scenes import PrerequisiteCircle, SceneHasErrors
from scenelang.checking.other_scenes import Elsewhere, find_elsewhere, id_place
from scenelang.checking.recalled_spans import with_recalled
from scenelang.checking.scene_card import SceneCard
from scenelang.checking.scene_index import SceneIndex
from scenelang.checking.span_table import SpanTable, span_table
from scenelang.diagnostics import Collector, Outcome, Related
from scenelang.model import Name, Recall, Scene

Alone: TypeAlias = Callable[[Scene, SpanTable, SceneIndex, Collector], Outcome[CheckedScene]]
"""Checks a scene without a look at the soundness of others."""


@dataclass(frozen=True, slots=True)
class Prerequisites:
    """The ids of the scenes that one refers to, those to recall, and its spans with theirs beside them.

    `recalled` is None where one of them cannot be used.
    """

    ids: tuple[str, ...]
    recalled: tuple[CheckedScene, ...] | None
    spans: SpanTable


def find_prerequisites(
    scene: Scene, spans: SpanTable, index: SceneIndex, alone: Alone, found: Collector
) -> Prerequisites:
    """Finds the scenes that one refers to, and whether they can come before it."""
    elsewhere = find_elsewhere(scene, spans, index, found)
    ids = tuple(sorted({card.id.text for card in elsewhere.scenes}))
    recalled: tuple[CheckedScene, ...] | None = ()
    if elsewhere.scenes:
        _check_soundness(scene, elsewhere, index, alone, found)
        recalled = _recalled(scene, elsewhere, index, alone)
    table = with_recalled(spans, recalled) if recalled else spans
    return Prerequisites(ids, recalled, replace(table, elsewhere=elsewhere.words))


def _check_soundness(
    scene: Scene, elsewhere: Elsewhere, index: SceneIndex, alone: Alone, found: Collector
) -> None:
    here = index.card_of(scene)
    circle = index.graph.group(here)
    if len(circle) > 1 and index.says_first(circle):
        found.add(_circle_message(index.graph.circle(here)))
    for card, name in elsewhere.scenes.items():
        is_sound = card in circle or _is_sound(card, index, alone)
        if not is_sound and not index.is_told(card.path) and index.says_first(card):
            found.add(SceneHasErrors(id_place(name), card.id.text, card.id.place.file))


def _recalled(
    scene: Scene, elsewhere: Elsewhere, index: SceneIndex, alone: Alone
) -> tuple[CheckedScene, ...] | None:
    if scene.recall is Recall.ORDER:
        return ()
    checked = [_checked(card, index, alone).value for card in index.graph.in_order(elsewhere.scenes)]
    sound = tuple(one for one in checked if one is not None)
    return sound if len(sound) == len(elsewhere.scenes) else None


def _is_sound(card: SceneCard, index: SceneIndex, alone: Alone) -> bool:
    if card not in index.sound:
        on_circle = len(index.graph.group(card)) > 1
        index.sound[card] = card.was_read and not on_circle and not _checked(card, index, alone).errors
    return index.sound[card]


def _checked(card: SceneCard, index: SceneIndex, alone: Alone) -> Outcome[CheckedScene]:
    scene = index.scene(card)
    if scene is None:
        return Outcome(None)
    found = Collector()
    spans = span_table(scene, found)
    words = find_elsewhere(scene, spans, index, found).words
    return alone(scene, replace(spans, elsewhere=words), index, found)


def _circle_message(circle: tuple[SceneCard, ...]) -> PrerequisiteCircle:
    path = " -> ".join(card.id.text for card in circle)
    steps = [(card, asked, _mention(card, asked)) for card, asked in pairwise(circle)]
    (first, asked, name), *others = steps
    related = tuple(
        Related(id_place(word), f"`{card.id}` refers to `{other.id}` here") for card, other, word in others
    )
    return PrerequisiteCircle(id_place(name), path, first.id.text, asked.id.text, related)


def _mention(card: SceneCard, asked: SceneCard) -> Name:
    """The first word of a scene that means the other."""
    return next(name for name in card.elsewhere if name.text.partition("#")[0] == asked.id.text)
