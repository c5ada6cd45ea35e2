"""Two sets of scenes, held side by side.

Takes: the scenes of both sides, and how they are to be lowered.
Gives: a `Comparison`: every scene that changed, how many did not, and totals.
May assume: an id stands for one scene on each side.
Never does: lower a scene that rests on the same text, archetype, lexicons and settings on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from scenelang.comparing.change_class import ChangeClass
from scenelang.comparing.changes import Comparison, SceneChange, Status
from scenelang.comparing.scene_comparison import ComparedPair, HowLowered, compare_scene
from scenelang.comparing.scene_set import SceneSet
from scenelang.comparing.sides import BrokenScene, Lowered, SceneSide
from scenelang.comparing.totals import totals_of


class _Pairs(NamedTuple):
    both: tuple[tuple[SceneSide, SceneSide], ...]
    gone: tuple[SceneSide, ...]
    new: tuple[SceneSide, ...]


def compare_sets(before: SceneSet, after: SceneSet, how: HowLowered) -> Comparison:
    """What changed from one set of scenes to another, scenes in the order of their files."""
    broken = list(_broken(before, after))
    told = {change.id for change in broken}
    pairs = _paired(before, after, told)
    compared = [compare_scene(*pair, how) for pair in pairs.both if _may_differ(*pair)]
    compared += [_alone(side, "before", how) for side in pairs.gone]
    compared += [_alone(side, "after", how) for side in pairs.new]
    changed = [one for one in compared if one.change.change is not ChangeClass.NONE]
    scenes = sorted((*broken, *(one.change for one in changed)), key=lambda change: (change.file, change.id))
    same = len(pairs.both) + len(pairs.gone) + len(pairs.new) - len(changed)
    return Comparison(before.label, after.label, tuple(scenes), same, totals_of(changed))


def _may_differ(before: SceneSide, after: SceneSide) -> bool:
    return (before.inputs, before.file, before.id) != (after.inputs, after.file, after.id)


def _paired(before: SceneSet, after: SceneSet, told: set[str]) -> _Pairs:
    """Scenes by id, then by what they say; two lone scenes belong together whatever they are called."""
    old = {id_: side for id_, side in before.scenes.items() if id_ not in told}
    new = {id_: side for id_, side in after.scenes.items() if id_ not in told}
    both = [(old.pop(id_), new.pop(id_)) for id_ in tuple(old) if id_ in new]
    by_text: dict[str, list[str]] = {}
    for id_, side in old.items():
        by_text.setdefault(side.text_digest, []).append(id_)
    for id_, side in tuple(new.items()):
        fitting = by_text.get(side.text_digest)
        if fitting:
            both.append((old.pop(fitting.pop(0)), new.pop(id_)))
    if not both and len(old) == len(new) == 1 and not told:
        both.append((old.popitem()[1], new.popitem()[1]))
    return _Pairs(tuple(both), tuple(old.values()), tuple(new.values()))


def _alone(side: SceneSide, name: str, how: HowLowered) -> ComparedPair:
    """A scene that one side has: what came, or went, whole."""
    lowered = how.lowered(side, name)
    count = len(side.planned.plan)
    is_new = name == "after"
    change = SceneChange(
        id=side.id,
        file=side.file,
        status=Status.BROKEN if lowered.problems else Status.ADDED if is_new else Status.REMOVED,
        former_id=side.id,
        former_file=side.file,
        instances=len(lowered.programs),
        instances_before=0 if is_new else count,
        instances_after=count if is_new else 0,
        problems=lowered.problems,
    )
    nothing: Sequence[Lowered] = ()
    old, new = (nothing, lowered.programs) if is_new else (lowered.programs, nothing)
    return ComparedPair(change, tuple(old), tuple(new))


def _broken(before: SceneSet, after: SceneSet) -> Iterator[SceneChange]:
    """Scenes that do not compile on a side; one that is broken and written the same on both is left out."""
    old, new = _with_scenes_of_files(before, after), _with_scenes_of_files(after, before)
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        if was is not None and now is not None and was.written == now.written:
            continue
        yield _told(was, now, before, after)


def _with_scenes_of_files(side: SceneSet, other: SceneSet) -> dict[str, BrokenScene]:
    """What is broken on a side; a file that does not read stands for its scenes that the other side has."""
    found = dict(side.broken)
    for key, whole in side.broken.items():
        inside = [one.id for one in other.scenes.values() if one.file == whole.file]
        lost = [id_ for id_ in inside if id_ not in side.scenes and id_ not in side.broken]
        if not whole.id and lost:
            del found[key]
            found |= {id_: replace(whole, id=id_) for id_ in lost}
    return found


def _told(was: BrokenScene | None, now: BrokenScene | None, before: SceneSet, after: SceneSet) -> SceneChange:
    one = now or was
    assert one is not None
    former = was or before.scenes.get(one.id)
    other = now or after.scenes.get(one.id)
    problems = (*(was.problems if was else ()), *(now.problems if now else ()))
    return SceneChange(
        id=one.id,
        file=other.file if other else one.file,
        status=Status.BROKEN,
        former_id=one.id,
        former_file=former.file if former else one.file,
        problems=problems,
    )
