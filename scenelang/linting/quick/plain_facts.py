"""The facts of a plain scene, the same that the full path gives.

Takes: a plain scene. Gives: its facts. May assume: the scene is sound. Never does: read it again.
"""

from __future__ import annotations

from scenelang.linting.alike.sketch import text_sketch
from scenelang.linting.scene_facts import SceneFacts
from scenelang.plain import PlainScene
from scenelang.source import Span

_new = tuple.__new__  # a named tuple made so takes half the time


def plain_facts(scene: PlainScene, place: Span, concepts: tuple[str, ...]) -> SceneFacts:
    """The facts of a scene whose id stands at `place`, and whose spans carry some concepts."""
    words, digest, passages, sketch = text_sketch(scene.texts)
    pulled = [rule.argument for rule in scene.layers if rule.aim == "concept"]
    return _new(
        SceneFacts,
        (
            *(scene.id, place, scene.archetype, scene.stratum, scene.language, scene.is_held_out),
            *(False, len(scene.tags), "", ""),  # does not vary; its tags; without source and licence
            *(words, digest, passages, sketch, concepts, tuple(pulled)),
        ),
    )
