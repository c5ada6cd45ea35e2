"""From the files of a family of archetypes to the one that the first of them means.

Takes: an archetype file, the one that it extends, and so on to one that extends nothing.
Gives: the archetype with all that it inherits.
May assume: each file was read, and its own words fit each other.
Never does: look at a scene, or check again what reading could see in one file alone.

Roles are joined; axes, weights, strata, bands and chat roles are replaced name by name; the rest is as the
nearest file has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from scenelang.checking.messages_names import UnknownAxis, UnknownRole
from scenelang.checking.messages_project import KindNotInherited
from scenelang.checking.variable_uses import names_in_expression
from scenelang.diagnostics import Collector, Outcome
from scenelang.model import (
    NARRATOR,
    SYSTEM_BEAT,
    Archetype,
    ArchetypeFile,
    Expression,
    Name,
    Shape,
    TensionAxis,
    kinds_of,
)

Value = TypeVar("Value")


def join_family(files: Sequence[ArchetypeFile], project_axes: tuple[str, ...] = ()) -> Outcome[Archetype]:
    """The archetype of the first file. Axes that the project declares may stand in weights."""
    found = Collector()
    archetype: Archetype | None = None
    for file in reversed(files):
        archetype = _extended(file, archetype)
        if archetype is None:
            break
        _check_kinds(file, archetype, found)
        _check_chat(file, archetype, found)
        _check_axes(file, archetype, project_axes, found)
    return Outcome(archetype, found.sorted())


def _extended(file: ArchetypeFile, parent: Archetype | None) -> Archetype | None:
    """What a file means beside its parent; None where the whole family leaves out what each one needs."""
    base = _alone(file) if parent is None else parent
    if base is None:
        return None
    required = _joined(base.required_roles, file.required_roles)
    optional = _joined(base.optional_roles, file.optional_roles)
    axes = {axis.axis.text: axis for axis in (*base.axes, *(file.axes or ()))}
    return Archetype(
        name=file.name.text,
        purpose=_own(file.purpose, base.purpose),
        required_roles=required,
        optional_roles=tuple(role for role in optional if role not in required),
        axes=tuple(axes.values()),
        pattern=_own(file.pattern, base.pattern),
        weights=_replaced(base.weights, _by_text(file.weights)),
        first_band=_own(file.first_band, base.first_band),
        depth_bands=_own(file.depth_bands, base.depth_bands),
        file=file.file,
        strata=_replaced(base.strata, _by_text(file.strata)),
        bands=_replaced(base.bands, dict(file.bands)),
        chat=_replaced(base.chat, _by_text(file.chat)),
        leaves=_own(file.leaves, base.leaves),
        measured=_own(file.measured, base.measured),
        example=_own(file.example, base.example),
        family=() if parent is None else (parent.name, *parent.family),
        files=(file.file, *base.files),
    )


def _alone(file: ArchetypeFile) -> Archetype | None:
    """An archetype of nothing but what every one must have."""
    if file.purpose is None or file.pattern is None:
        return None
    return Archetype(file.name.text, file.purpose, (), (), (), file.pattern, (), None, None, file.file)


def _own(own: Value | None, inherited: Value) -> Value:
    return inherited if own is None else own


def _joined(inherited: tuple[str, ...], own: tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*inherited, *(own or ()))))


def _by_text(pairs: Iterable[tuple[Name, Value]]) -> Mapping[str, Value]:
    return {name.text: value for name, value in pairs}


def _replaced(
    inherited: Iterable[tuple[str, Value]], own: Mapping[str, Value]
) -> tuple[tuple[str, Value], ...]:
    return tuple({**dict(inherited), **own}.items())


def _check_kinds(file: ArchetypeFile, archetype: Archetype, found: Collector) -> None:
    """A file without a pattern of its own speaks of the beats of the one that it inherits."""
    if file.pattern is not None:
        return
    known = tuple(dict.fromkeys(kinds_of(archetype.pattern)))
    for kind in (*_names(file.weights), *_names(file.strata), *_beats_of(file.axes or ())):
        if kind.text not in (*known, SYSTEM_BEAT):
            found.add(KindNotInherited(kind.place, kind.text, archetype.name, known))


def _check_chat(file: ArchetypeFile, archetype: Archetype, found: Collector) -> None:
    """A file that extends another may speak of its roles too, and of no others."""
    known = (*archetype.required_roles, *archetype.optional_roles, NARRATOR)
    for role in _names(file.chat) if file.extends is not None else ():
        if role.text not in known:
            found.add(UnknownRole(role.place, role.text, archetype.name, known))


def _names(pairs: Iterable[tuple[Name, object]]) -> Iterator[Name]:
    return (name for name, _ in pairs)


def _beats_of(axes: Iterable[TensionAxis]) -> Iterator[Name]:
    """The beats that trajectories are keyed to."""
    for axis in axes:
        course = axis.trajectory
        for keyframe in course.arguments if isinstance(course, Shape) else course.keyframes:
            if keyframe.beat is not None:
                yield keyframe.beat


def _check_axes(
    file: ArchetypeFile, archetype: Archetype, project_axes: tuple[str, ...], found: Collector
) -> None:
    """Weights speak of axes that the family or the project has."""
    declared = tuple(dict.fromkeys((*(axis.axis.text for axis in archetype.axes), *project_axes)))
    for axis in _axes_in(weight for _, weight in file.weights):
        if axis.text not in declared:
            found.add(UnknownAxis(axis.place, axis.text, archetype.name, declared))


def _axes_in(weights: Iterable[Expression]) -> Iterator[Name]:
    for weight in weights:
        yield from names_in_expression(weight)
