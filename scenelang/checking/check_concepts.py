"""Is there anything that a concept under `layers` could be pulled toward.

Takes: a scene and the index of its project.
Gives: nothing but findings.
May assume: nothing.
Never does: look at the project where the scene itself has what is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scenelang.diagnostics import Collector
from scenelang.model import ConceptTarget, LayerRule, MarkedSpan, Name, Scene

if TYPE_CHECKING:
    from scenelang.checking.scene_index import IndexSource


def check_concepts(scene: Scene, source: IndexSource, found: Collector) -> None:
    """Every concept that a layer is to hold has an instance beside the rule's own span."""
    if "beats" in scene.unread:
        return
    for rule in scene.layers:
        if isinstance(rule.target, ConceptTarget):
            _check(rule, rule.target.concept, scene, source, found)


def _check(rule: LayerRule, concept: Name, scene: Scene, source: IndexSource, found: Collector) -> None:
    here = list(_instances(scene, concept.text))
    of_rule = [span for span in here if span.id is not None and span.id.text == rule.where.span.text]
    # The one span of a scene that varies is an instance in each of its instances.
    if len(here) > len(of_rule) or (of_rule and scene.vary is not None):
        return
    from scenelang.checking.messages_scenes import ConceptOfNobody, OnlyInstance  # noqa: PLC0415 - rarely needed

    index = source()
    if any(card.id.place != scene.id.place for card in index.carriers(concept.text)):
        return
    if of_rule:
        found.add(OnlyInstance(concept.place, concept.text, rule.where.span.text))
    else:
        found.add(ConceptOfNobody(concept.place, concept.text, index.near_concept(concept.text) or ""))


def _instances(scene: Scene, concept: str) -> Iterator[MarkedSpan]:
    for beat in scene.beats:
        for span in beat.text.spans():
            if any(carried.text == concept for carried in span.concepts):
                yield span
