"""Which files a command line means: files as named, folders searched for scenes.

Takes: the paths of a command line.
Gives: scene files, each once, folders' files sorted, in the order in which the paths were named.
May assume: nothing.
Never does: open a file, or look into hidden folders.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from scenelang.checking import (
    ARCHETYPES,
    SCENE_SUFFIX,
    FolderFiles,
    files_under,
    find_project,
    is_archetype_name,
    shown_path,
)
from scenelang.diagnostics import Diagnostic, Outcome, nearest
from scenelang.gathering.folder_walk import walk_folder
from scenelang.gathering.messages import FolderClosed, NoSceneFiles, PathMissing, SceneLost
from scenelang.source import Span


class FoundFiles(NamedTuple):
    """The files that a command line means, each once, as messages name them."""

    scenes: tuple[str, ...]
    archetypes: tuple[str, ...]


def find_scene_files(paths: Iterable[Path], *, archetypes: bool = False) -> Outcome[tuple[Path, ...]]:
    """All scene files that the paths mean; a path that leads nowhere or holds none is an error.

    Args:
        paths: Files as they are, and folders to search.
        archetypes: True where archetypes in folders are meant too.
    """
    names, problems = find_scene_names(paths, archetypes=archetypes)
    return Outcome(None if names is None else tuple(map(Path, names)), problems)


def find_scene_names(paths: Iterable[Path], *, archetypes: bool = False) -> Outcome[tuple[str, ...]]:
    """The same as names: a `Path` for each of many thousand files takes long."""
    found, problems = _find(paths, archetypes=archetypes)
    return Outcome(None if problems else tuple(found), problems)


def find_files(paths: Iterable[Path]) -> Outcome[FoundFiles]:
    """All scenes and archetypes that the paths mean; a path that leads nowhere or holds none is an error.

    Beside a link that leads nowhere, the other files are given all the same.
    """
    found, problems = _find(paths, archetypes=True)
    if not found or not all(isinstance(problem, SceneLost) for problem in problems):
        return Outcome(None if problems else FoundFiles((), ()), problems)
    apart = {file for file in found if not file.endswith(SCENE_SUFFIX) and is_archetype(Path(file))}
    scenes = tuple(file for file in found if file not in apart) if apart else tuple(found)
    return Outcome(FoundFiles(scenes, tuple(file for file in found if file in apart)), problems)


def _find(paths: Iterable[Path], *, archetypes: bool) -> tuple[list[str], tuple[Diagnostic, ...]]:
    found: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        here = Span.start_of(path)
        if path.is_dir():
            inside = walk_folder(path)
            files = [*inside.scenes, *(inside.archetypes if archetypes else ())]
            problems += (FolderClosed(Span.start_of(name), _shown(name)) for name in inside.closed)
            problems += (SceneLost(Span.start_of(name), _shown(name)) for name in inside.lost)
            if not (files or inside.closed or inside.lost):
                problems.append(NoSceneFiles(here, str(path)))
            for place, file in _places(path, files, frozenset(inside.links)):
                found.setdefault(place, file)
        elif path.is_symlink() and not path.exists():
            problems.append(SceneLost(here, str(path)))
        elif path.exists():
            found.setdefault(os.path.realpath(path), path.as_posix())
        else:
            problems.append(PathMissing(here, str(path), _suggestion(path)))
    return [*found.values()], tuple(problems)


def _places(folder: Path, files: Iterable[str], links: Collection[str]) -> Iterator[tuple[str, str]]:
    """Where each file of a folder really is, and its name."""
    named, real = "" if str(folder) == "." else folder.as_posix(), os.path.realpath(folder)
    for file in files:
        inside = file[len(named) :].lstrip("/")
        yield (os.path.realpath(file) if file in links else f"{real}/{inside}"), file


def _shown(name: str) -> str:
    return str(shown_path(Path(name)))


def project_sources(folder: Path) -> Outcome[tuple[Path, ...]]:
    """The scenes of the project that a folder lies in; None where its settings cannot be read.

    A source without any scene stands for itself.
    """
    settings, found = find_project(folder / f"any{SCENE_SUFFIX}").read_settings()
    if settings is None:
        return Outcome(None, found)
    inside = [files_under(source) for source in settings.sources]
    unopened = tuple(problem for each in inside for problem in _unopened(each))
    if unopened:
        return Outcome(None, (*found, *unopened))
    files = [each.scenes or (source,) for each, source in zip(inside, settings.sources, strict=True)]
    return Outcome(tuple(shown_path(path) for paths in files for path in paths), found)


def project_archetypes(folder: Path) -> tuple[Path, ...]:
    """The archetypes of the project that a folder lies in: beside its settings, and among its scenes."""
    project = find_project(folder / f"any{SCENE_SUFFIX}")
    found = [path for source in project.settings.sources for path in files_under(source).archetypes]
    own = project.root / ARCHETYPES
    found += files_under(own).archetypes if own.is_dir() else ()
    return tuple(dict.fromkeys(shown_path(path) for path in found))


def is_archetype(path: Path) -> bool:
    """Whether a path means an archetype: by its ending, and by the folder it lies in."""
    return path.absolute().parent.name == ARCHETYPES and is_archetype_name(path.name)


def _unopened(inside: FolderFiles) -> Iterator[Diagnostic]:
    yield from (FolderClosed(Span.start_of(path), str(shown_path(path))) for path in inside.closed)
    yield from (SceneLost(Span.start_of(path), str(shown_path(path))) for path in inside.lost)


def _suggestion(path: Path) -> str:
    """`; did you mean ...?` where a neighbour's name is near; else nothing.

    The ending of scene files does not count: that two names have it makes them no more alike.
    """
    stems = {_stem(name): name for name in sorted(_names_beside(path))}
    stem = _stem(path.name)
    found = stem if stem in stems else nearest(stem, stems)
    return f"; did you mean `{path.with_name(stems[found])}`?" if found else ""


def _stem(name: str) -> str:
    return name.removesuffix(SCENE_SUFFIX)


def _names_beside(path: Path) -> Iterator[str]:
    try:
        yield from (neighbour.name for neighbour in path.parent.iterdir())
    except OSError:
        return
