"""The scene files of a folder, and what stands in each.

Takes: folders and files.
Gives: paths of scene files, sorted; scenes, read once while a file does not change.
May assume: nothing.
Never does: look into hidden folders or those of installed packages, follow links to folders, or keep more
    than some files in memory.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from scenelang.diagnostics import Outcome
from scenelang.model import Scene
from scenelang.reading import load_source, read_scenes

SCENE_SUFFIX = ".scene"
ARCHETYPES = "archetypes"
_KEPT = 64
_NO_FOLDER = (FileNotFoundError, NotADirectoryError)
_INSTALLED = frozenset({"node_modules", "__pycache__", "site-packages"})


class FolderFiles(NamedTuple):
    """What a folder holds, each in the order of its paths.

    `archetypes` are the files that lie in a folder `archetypes` and look like archetypes. `lost` are links to
    scenes that are gone, `closed` folders that may not be opened.
    """

    scenes: tuple[Path, ...]
    archetypes: tuple[Path, ...]
    lost: tuple[Path, ...]
    closed: tuple[Path, ...]


def files_under(folder: Path) -> FolderFiles:
    """All files under a folder that are ours; nothing under what is no folder."""
    scenes: list[Path] = []
    archetypes: list[Path] = []
    refused: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = [name for name in folders if not is_left_out(name)]
        scenes += [Path(place, name) for name in files if _is_scene(name)]
        if os.path.basename(place) == ARCHETYPES:  # noqa: PTH119 - a Path for every folder takes long
            archetypes += [Path(place, name) for name in files if is_archetype_name(name)]
    return FolderFiles(
        tuple(path for path in sorted(scenes) if path.is_file()),
        tuple(path for path in sorted(archetypes) if path.is_file()),
        tuple(path for path in sorted(scenes) if path.is_symlink() and not path.exists()),
        tuple(sorted(Path(error.filename) for error in refused if not isinstance(error, _NO_FOLDER))),
    )


def scenes_under(folder: Path) -> tuple[Path, ...]:
    """All files under a folder whose names end in `.scene`, in the order of their paths."""
    return files_under(folder).scenes


def is_archetype_name(name: str) -> bool:
    """Whether a file in a folder `archetypes` is meant as an archetype, in the right spelling or not."""
    return name.endswith((".yaml", ".yml")) and not name.startswith(".")


def is_left_out(name: str) -> bool:
    """Whether nobody looks into a folder of this name: a hidden one, or one of installed packages."""
    return name.startswith(".") or name in _INSTALLED


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
