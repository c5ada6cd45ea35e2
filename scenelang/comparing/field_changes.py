"""What changed that has a name: curriculum, tension, split, and what is said about a scene.

Takes: a scene of both sides, and its programs.
Gives: changes, each with its class.
May assume: the scenes compile.
Never does: tell again what text, weights and targets tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scenelang.comparing.change_class import ChangeClass
from scenelang.comparing.changes import FieldChange
from scenelang.comparing.sides import Lowered, SceneSide
from scenelang.model import Scene
from scenelang.printing import essence

_SHOWN = ("archetype", "stratum", "language", "tags", "source", "licence", "version")
_SECTIONS = ("cast", "tension", "beats", "logic", "references", "anchors", "layers", "vary", "use", "expose")
_WORDS = ("recall", "held_out")


def program_fields(before: Sequence[Lowered], after: Sequence[Lowered]) -> Iterator[FieldChange]:
    """What the compared instances differ in, beside text, weights and targets; each thing once."""
    for one, other in zip(before, after, strict=True):
        yield from _split(one, other)
        yield from _curriculum(one, other)


def space_fields(before: SceneSide, after: SceneSide, compared: int) -> Iterator[FieldChange]:
    """Whether the instances that were not compared may have changed."""
    was, now = len(before.planned.plan), len(after.planned.plan)
    if was != now:
        yield FieldChange("instances", f"{was:,}", f"{now:,}", ChangeClass.TEXT)
    same = essence(before.scene.vary) == essence(after.scene.vary)
    same = same and dict(before.checked.lexicons) == dict(after.checked.lexicons)
    if not same and compared < max(was, now):
        yield FieldChange("vary", "", "", ChangeClass.TEXT)


def metadata_fields(before: SceneSide, after: SceneSide, *, has_effect: bool) -> Iterator[FieldChange]:
    """What a model does not see. Where nothing else changed, sections that are written otherwise too."""
    if before.file != after.file:
        yield _metadata("file", before.file, after.file)
    for name in _SHOWN:
        was, now = _word(before.scene, name), _word(after.scene, name)
        if was != now:
            yield _metadata(name, was, now)
    if has_effect:
        return
    differing = [name for name in (*_SECTIONS, *_WORDS) if _essence(before, name) != _essence(after, name)]
    yield from (_metadata(name, "", "") for name in differing)
    is_same = before.id == after.id and _all_shown_alike(before, after)
    if not differing and is_same and before.written != after.written:
        yield _metadata("layout", "", "")


def _split(one: Lowered, other: Lowered) -> Iterator[FieldChange]:
    was, now = one.program.split, other.program.split
    if was is not now:
        yield FieldChange("split", was.value.replace("_", " "), now.value.replace("_", " "), ChangeClass.TEXT)


def _curriculum(one: Lowered, other: Lowered) -> Iterator[FieldChange]:
    was, now = one.program, other.program
    if was.prerequisites != now.prerequisites:
        yield _supervision("prerequisites", ", ".join(was.prerequisites), ", ".join(now.prerequisites))
    if was.curriculum != now.curriculum:
        yield _supervision("curriculum", f"{was.curriculum:.4g}", f"{now.curriculum:.4g}")
    old, new = _tension(one), _tension(other)
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield _supervision(f"tension {name}", _number(old.get(name)), _number(new.get(name)))


def _tension(one: Lowered) -> dict[str, float]:
    names, program = one.side.checked.beat_ids, one.program
    return {
        f"{axis} at {beat}": value
        for beat, vector in zip(names, program.tension, strict=True)
        for axis, value in zip(program.axes, vector, strict=True)
    }


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def _word(scene: Scene, name: str) -> str:
    value = essence(getattr(scene, name))
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _essence(side: SceneSide, name: str) -> object:
    return essence(getattr(side.scene, name))


def _all_shown_alike(before: SceneSide, after: SceneSide) -> bool:
    return all(_word(before.scene, name) == _word(after.scene, name) for name in _SHOWN)


def _metadata(name: str, before: str, after: str) -> FieldChange:
    return FieldChange(name, before, after, ChangeClass.METADATA)


def _supervision(name: str, before: str, after: str) -> FieldChange:
    return FieldChange(name, before, after, ChangeClass.SUPERVISION)
