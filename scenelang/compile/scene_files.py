"""Which files a command line means: files as named, folders searched for scenes.

Takes: the paths of a command line.
Gives: scene files, each once, folders' files sorted, in the order in which the paths were named.
May assume: nothing.
Never does: open a file, or look into hidden folders.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from scenelang.checking import SCENE_SUFFIX, find_project, scenes_under, shown_path
from scenelang.compile.messages import NoSceneFiles, PathMissing
from scenelang.diagnostics import Diagnostic, Outcome, nearest
from scenelang.source import Span


def find_scene_files(paths: Iterable[Path]) -> Outcome[tuple[Path, ...]]:
    """All scene files that the paths mean; a path that leads nowhere or holds none is an error."""
    found: dict[Path, Path] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        here = Span.start_of(path)
        if path.is_dir():
            scenes = list(scenes_under(path))
            if not scenes:
                problems.append(NoSceneFiles(here, str(path)))
        elif path.exists():
            scenes = [path]
        else:
            scenes = []
            problems.append(PathMissing(here, str(path), _suggestion(path)))
        for scene in scenes:
            found.setdefault(scene.resolve(), scene)
    return Outcome(None if problems else tuple(found.values()), tuple(problems))


def project_sources(folder: Path) -> Outcome[tuple[Path, ...]]:
    """The scenes of the project that a folder lies in; None where its settings cannot be read.

    A source without any scene stands for itself.
    """
    settings, found = find_project(folder / f"any{SCENE_SUFFIX}").read_settings()
    if settings is None:
        return Outcome(None, found)
    files = [(list(scenes_under(source)) or [source]) for source in settings.sources]
    return Outcome(tuple(shown_path(path) for paths in files for path in paths), found)


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
