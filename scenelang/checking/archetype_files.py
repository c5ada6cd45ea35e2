"""From the name of an archetype to its file, and to those that it extends.

Takes: the path of an archetype file, and a way to find the one that a name means there.
Gives: the archetype with all that it inherits, or what is wrong with any file of its family.
May assume: the file exists.
Never does: follow a circle, read a file twice that has not changed, or look at a scene.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from scenelang.checking.archetype_family import join_family
from scenelang.checking.messages_names import UnknownArchetype
from scenelang.checking.messages_project import ArchetypeCircle
from scenelang.checking.shown_path import shown_path
from scenelang.diagnostics import Diagnostic, Outcome, Related
from scenelang.model import Archetype, ArchetypeFile, Name
from scenelang.parsing import archetype_folder
from scenelang.reading import load_source, read_archetype


class Lookup(NamedTuple):
    """How archetypes are found from the file of one that extends another: by name, and all names."""

    find: Callable[[Path, str], Path | None]
    names: Callable[[Path], Iterable[str]]


class _Member(NamedTuple):
    """A file of a family, its name for authors, and what tells whether it has changed."""

    path: Path
    shown: Path
    changed: int
    size: int


def read_family(path: Path, lookup: Lookup, project_axes: tuple[str, ...] = ()) -> Outcome[Archetype]:
    """The archetype of a file. Axes that the project declares may stand in its weights."""
    members = [_member(path)]
    while True:
        file = _read(members[-1]).value
        if file is None or file.extends is None:
            return _joined(tuple(members), project_axes)
        parent = lookup.find(members[-1].path, file.extends.text)
        if parent is None:
            known = {*lookup.names(members[-1].path)} - {file.name.text}
            unknown = UnknownArchetype(file.extends.place, file.extends.text, tuple(sorted(known)))
            return Outcome(None, (*_said(members), unknown))
        paths = [member.path for member in members]
        if parent in paths:
            circle = members[paths.index(parent) :]
            return Outcome(None, (*_said(members), _circle(_files(circle))))
        members.append(_member(parent))


def _member(path: Path) -> _Member:
    status = path.stat()
    return _Member(path, shown_path(path), status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=256)
def _read(member: _Member) -> Outcome[ArchetypeFile]:
    source = load_source(member.shown)
    if source.value is None:
        return Outcome(None, source.diagnostics)
    return read_archetype(source.value, trusted=member.path.parent == archetype_folder())


@lru_cache(maxsize=256)
def _joined(members: tuple[_Member, ...], project_axes: tuple[str, ...]) -> Outcome[Archetype]:
    files = _files(members)
    if len(files) < len(members):
        return Outcome(None, _said(members))
    archetype, found = join_family(files, project_axes)
    return Outcome(archetype, (*_said(members), *found))


def _files(members: Iterable[_Member]) -> list[ArchetypeFile]:
    return [file for member in members if (file := _read(member).value) is not None]


def _said(members: Iterable[_Member]) -> tuple[Diagnostic, ...]:
    return tuple(said for member in members for said in _read(member).diagnostics)


def _circle(files: Sequence[ArchetypeFile]) -> ArchetypeCircle:
    """A circle is told from the file that comes first by name, whichever scene met it."""
    start = min(range(len(files)), key=lambda index: files[index].file)
    first, *others = (*files[start:], *files[:start])
    path = " -> ".join(file.name.text for file in (first, *others, first))
    related = tuple(Related(_extends(file).place, f"`{file.name}` extends it here") for file in others)
    return ArchetypeCircle(_extends(first).place, path, first.name.text, related)


def _extends(file: ArchetypeFile) -> Name:
    assert file.extends is not None
    return file.extends
