"""The scene files of a folder, and what stands in each.

Takes: folders and files.
Gives: paths of scene files, sorted; scenes, read once while a file does not change.
May assume: nothing.
Never does: look into hidden folders or those of installed packages, follow links to folders, or keep more
    than some files in memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from scenelang.diagnostics import Outcome
from scenelang.model import Scene
from scenelang.reading import load_source, read_scenes

SCENE_SUFFIX = ".scene"
_KEPT = 64
_INSTALLED = frozenset({"node_modules", "__pycache__", "site-packages"})


def scenes_under(folder: Path) -> Iterator[Path]:
    """All files under a folder whose names end in `.scene`, in the order of their paths."""
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _INSTALLED]
        found += [Path(place, name) for name in files if _is_scene(name)]
    return (path for path in sorted(found) if path.is_file())


def _is_scene(name: str) -> bool:
    return name.endswith(SCENE_SUFFIX) and not name.startswith(".")


def read_scene_file(path: Path) -> Outcome[tuple[Scene, ...]]:
    """The scenes of a file, named by the path as it was given."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return Outcome(None, load_source(path).diagnostics)
    return _read(path, Path.cwd(), status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=_KEPT)
def _read(path: Path, _seen_from: Path, _changed: int, _size: int) -> Outcome[tuple[Scene, ...]]:
    source, found = load_source(path)
    if source is None:
        return Outcome(None, found)
    scenes, said = read_scenes(source)
    return Outcome(scenes, (*found, *said))
