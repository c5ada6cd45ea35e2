"""The files of a folder as plain words, found in one walk that opens nothing.

Takes: a folder.
Gives: its scenes and archetypes to any depth, each sorted by its folders and then by its name.
May assume: nothing.
Never does: look into hidden folders or those of installed packages, follow links to folders, or make a
    `Path` for each file: there may be many thousands.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scenelang.checking import ARCHETYPES, SCENE_SUFFIX, is_archetype_name, is_left_out

_GONE = (FileNotFoundError, NotADirectoryError)


@dataclass(slots=True)
class Walked:
    """What was found. `links` are the scenes and archetypes among them that are links to files.

    `lost` are links to scenes that are gone, `closed` folders that may not be opened.
    """

    scenes: list[str] = field(default_factory=list)
    archetypes: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)


def walk_folder(folder: Path) -> Walked:
    """All files under a folder that are ours, named as seen from where the folder was named."""
    walked = Walked()
    name = folder.as_posix()
    waiting = [("" if name == "." else name if name.endswith("/") else f"{name}/", name)]
    while waiting:
        prefix, place = waiting.pop()
        try:
            with os.scandir(place) as entries:
                waiting += _take(prefix, place, entries, walked)
        except _GONE:
            continue
        except OSError:
            walked.closed.append(place)
    for names in (walked.scenes, walked.archetypes, walked.lost, walked.closed):
        names.sort(key=_by_folders)
    return walked


def _take(
    prefix: str, place: str, entries: Iterator[os.DirEntry[str]], walked: Walked
) -> Iterator[tuple[str, str]]:
    """Sorts the entries of one folder; gives the folders in it."""
    has_archetypes = place.rpartition("/")[2] == ARCHETYPES
    for entry in entries:
        name = entry.name
        is_scene = name.endswith(SCENE_SUFFIX)
        if entry.is_dir(follow_symlinks=False):
            if not is_left_out(name):
                yield f"{prefix}{name}/", f"{prefix}{name}"
        elif name.startswith(".") or not (is_scene or (has_archetypes and is_archetype_name(name))):
            continue
        elif _is_file(entry):
            (walked.scenes if is_scene else walked.archetypes).append(f"{prefix}{name}")
            if entry.is_symlink():
                walked.links.append(f"{prefix}{name}")
        elif is_scene and entry.is_symlink() and not os.path.exists(entry.path):  # noqa: PTH110 - see above
            walked.lost.append(f"{prefix}{name}")


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a file, or a link to one; a link that leads in a circle is none."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _by_folders(name: str) -> str:
    """Sorts as the parts of paths do: the sign that parts them comes before every other."""
    return name.replace("/", "\0")
