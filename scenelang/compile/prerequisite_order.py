"""Scenes in the order in which they are written: each behind those that it refers to.

Takes: planned scenes in the order in which they were found.
Gives: the same scenes; one that is referred to stands just before the first that needs it, where it stood
    behind. A scene between the two that is not among them counts all the same.
May assume: no circles.
Never does: recurse, or move a scene that nothing asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenelang.checking import SceneCard
    from scenelang.compile.scene_plans import PlannedScene
    from scenelang.gathering import SceneRun


def in_prerequisite_order(scenes: Sequence[PlannedScene], run: SceneRun) -> Iterator[PlannedScene]:
    """The scenes, those that others rest on first."""
    by_id = {scene.checked.scene.id.place: scene for scene in scenes}
    seen: set[SceneCard] = set()
    for scene in scenes:
        if scene.checked.prerequisites:
            index = run.index(scene.path)
            for card in index.graph.before(index.card_of(scene.checked.scene), seen):
                wanted = by_id.pop(card.id.place, None)
                if wanted is not None:
                    yield wanted
        if by_id.pop(scene.checked.scene.id.place, None) is not None:
            yield scene
