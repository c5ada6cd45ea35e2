"""The parts of projects that scenes need beside themselves, on their way to machines that lack the files.

Takes: the scene files of a build.
Gives: settings, archetypes and lexicons of their projects with their places; and a mirror of them elsewhere.
May assume: nothing. What is not shipped is missed by a scene, which is then compiled where the build began.
Never does: ship a scene, or more than a few megabytes.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from scenelang.checking import ARCHETYPES, find_project, is_archetype_name, is_left_out

_SETTINGS = ("scenelang.toml", "pyproject.toml")
_LEXICON = ".txt"
_LARGEST, _MOST = 4 * 2**20, 64 * 2**20
_GIT = ".git"


class ShippedProject(NamedTuple):
    """Files by their absolute paths, and the roots that only a `.git` marks."""

    files: tuple[tuple[str, bytes], ...]
    marked: tuple[str, ...]

    def unpack(self, mirror: Path) -> None:
        """Puts everything below a folder, at the same paths."""
        for name, content in self.files:
            place = mirrored(mirror, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        for root in self.marked:
            (mirrored(mirror, root) / _GIT).mkdir(parents=True, exist_ok=True)


def mirrored(mirror: Path, name: str) -> Path:
    """Where a file of another machine lies in a mirror."""
    whole = Path(name).absolute()
    return mirror / whole.relative_to(whole.anchor)


def ship(scenes: Iterable[str]) -> ShippedProject:
    """What the projects of some scenes have beside scenes."""
    folders = dict.fromkeys(scene.rpartition("/")[0] for scene in scenes)
    roots = dict.fromkeys(str(find_project(Path(folder) / "any.scene").root) for folder in folders)
    files: dict[str, bytes] = {}
    left = _MOST
    for name in (name for root in roots for name in _wanted(root)):
        with contextlib.suppress(OSError):
            size = os.stat(name).st_size  # noqa: PTH116 - a Path for every file takes long
            if name not in files and size <= min(_LARGEST, left):
                files[name] = Path(name).read_bytes()
                left -= size
    marked = tuple(root for root in roots if (Path(root) / _GIT).exists())
    return ShippedProject(tuple(files.items()), marked)


def _wanted(root: str) -> Iterator[str]:
    for place, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not is_left_out(name))
        for name in sorted(files):
            in_archetypes = os.path.basename(place) == ARCHETYPES  # noqa: PTH119 - see above
            if name in _SETTINGS or name.endswith(_LEXICON) or (in_archetypes and is_archetype_name(name)):
                yield f"{place}/{name}"
