"""Which files a command line means: files as named, folders searched for scenes.

Takes: the paths of a command line.
Gives: scene files, each once, folders' files sorted, in the order in which the paths were named.
May assume: nothing.
Never does: open a file, or look into hidden folders.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from scenelang.compile.messages import NoSceneFiles, PathMissing
from scenelang.diagnostics import Diagnostic, Outcome, nearest
from scenelang.source import Span

SCENE_SUFFIX = ".scene"


def find_scene_files(paths: Iterable[Path]) -> Outcome[tuple[Path, ...]]:
    """All scene files that the paths mean; a path that leads nowhere or holds none is an error."""
    found: dict[Path, Path] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        here = Span.start_of(path)
        if path.is_dir():
            scenes = _scenes_under(path)
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


def _scenes_under(folder: Path) -> list[Path]:
    scenes = (path for path in folder.rglob(f"*{SCENE_SUFFIX}") if path.is_file())
    return sorted(path for path in scenes if not _is_hidden(path.relative_to(folder)))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _suggestion(path: Path) -> str:
    """`; did you mean ...?` where a neighbour's name is near; else nothing."""
    found = nearest(path.name, sorted(_names_beside(path)))
    return f"; did you mean `{path.with_name(found)}`?" if found else ""


def _names_beside(path: Path) -> Iterator[str]:
    try:
        yield from (neighbour.name for neighbour in path.parent.iterdir())
    except OSError:
        return
