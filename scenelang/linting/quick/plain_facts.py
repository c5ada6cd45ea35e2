"""The facts of a plain scene, the same that the full path gives.

Takes: a plain scene. Gives: its facts. May assume: the scene is sound. Never does: read it again.
"""

from __future__ import annotations

from scenelang.linting.alike.sketch import text_sketch
from scenelang.linting.scene_facts import SceneFacts
from scenelang.plain import PlainScene
from scenelang.source import Span


def plain_facts(scene: PlainScene, place: Span, concepts: tuple[str, ...]) -> SceneFacts:
    """The facts of a scene whose id stands at `place`, and whose spans carry some concepts."""
    words, digest, passages, sketch = text_sketch(scene.texts)
    return SceneFacts(
        id=scene.id,
        place=place,
        archetype=scene.archetype,
        stratum=scene.stratum,
        language=scene.language,
        held_out=scene.is_held_out,
        varies=False,
        tags=len(scene.tags),
        source="",
        licence="",
        words=words,
        digest=digest,
        passages=passages,
        sketch=sketch,
        concepts=concepts,
        pulled=tuple([rule.argument for rule in scene.layers if rule.aim == "concept"]),
    )
