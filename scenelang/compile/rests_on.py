"""What a scene rests on, in words that mean the same in every process.

Takes: a checked scene, and the index of the run that it was checked in.
Gives: the scenes that it refers to directly; for those that no file of the build holds, what they refer to.
May assume: every scene that the build holds says the same of itself.
Never does: recurse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenelang.compile.compiled_file import Place, Rests

if TYPE_CHECKING:
    from scenelang.checking import CheckedScene, SceneCard, SceneIndex


def rests_on(checked: CheckedScene, index: SceneIndex) -> tuple[Rests, ...]:
    """The scene itself with those that it refers to, then those beyond it that are not compiled."""
    found: dict[Place, tuple[Place, ...]] = {}
    waiting = [index.card_of(checked.scene)]
    while waiting:
        card = waiting.pop()
        if _place(card) in found:
            continue
        asked = index.prerequisites(card)
        found[_place(card)] = tuple(map(_place, asked))
        waiting += [each for each in asked if not index.is_told(each.path)]
    return tuple(found.items())


def _place(card: SceneCard) -> Place:
    return str(card.path), card.id.place.start
