"""Do the lines under `self` turn back to something that was said before."""

from __future__ import annotations

from scenelang.checking.messages_names import SceneAsTarget
from scenelang.checking.messages_order import KeyAfterQuery, TargetIsItself
from scenelang.checking.name_spans import extent_of
from scenelang.checking.span_table import SpanTable
from scenelang.checking.text_order import comes_before
from scenelang.diagnostics import Collector
from scenelang.model import Reference, Scene, Verb


def check_references(scene: Scene, spans: SpanTable, found: Collector) -> None:
    """Both ends exist, differ, and the target comes first. Only `names` may speak of the whole scene.

    Targets in other scenes have been looked at before.
    """
    for reference in scene.references:
        _check(reference, scene, spans, found)


def _check(reference: Reference, scene: Scene, spans: SpanTable, found: Collector) -> None:
    span, target = reference.span, reference.target
    query = extent_of(span, spans, found)
    if _is_scene(reference, scene, spans):
        if reference.verb is not Verb.NAMES:
            found.add(SceneAsTarget(target.place, target.text, reference.verb.value))
        return
    if reference.verb is Verb.NAMES and "id" in scene.unread and target.text not in spans.extents:
        return  # it may well name the scene, whose id could not be read
    scene_id = (scene.id.text,) if reference.verb is Verb.NAMES else ()
    key = extent_of(target, spans, found, or_else=scene_id)
    if query is None or key is None:
        return
    if span.text == target.text:
        found.add(TargetIsItself(target.place, target.text))
    elif reference.verb is not Verb.NAMES and not comes_before(key, query):
        places = spans.places[span.text], spans.places[target.text]
        found.add(KeyAfterQuery(target.place, span.text, target.text, *places))


def _is_scene(reference: Reference, scene: Scene, spans: SpanTable) -> bool:
    return reference.target.text == scene.id.text and scene.id.text not in spans.extents
