"""What findings and rows depend on beside the scenes themselves, in short words that change when it changes.

Takes: projects, and words that their scenes write. Gives: files, and the state that they are in.
May assume: nothing.
Never does: read a file; its stamp stands for what is in it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import scenelang
from scenelang.checking import ARCHETYPES, Project
from scenelang.gathering.folder_walk import walk_folder
from scenelang.gathering.scene_run import SceneRun
from scenelang.gathering.stamps import digest_of, is_settled, stamp
from scenelang.parsing import archetype_folder, grammar_folder

_SETTINGS = ("scenelang.toml", "pyproject.toml")
_NOTHING = ""
_SOURCES = (".py", ".lark", ".yaml", ".json")
_LIBRARIES = (
    *("detect-secrets", "langcodes", "lark", "packaging", "pathspec", "phonenumberslite"),
    *("python-stdnum", "pyyaml", "tokenizers"),
)
"""What findings rest on beside this package."""


@cache
def own_digest() -> str:
    """The state of this package and of the Python that runs it: its rules, its grammars, its archetypes."""
    package = Path(scenelang.__file__).parent
    folders = (package, grammar_folder(), archetype_folder())
    here = (scenelang.__version__, sys.version, *map(_version_of, _LIBRARIES))
    return digest_of((*here, *(word for each in folders for word in _under(each))))


def _version_of(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return _NOTHING


def _under(folder: Path) -> Iterator[str]:
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if entry.is_dir():
                    waiting.append(entry.path)
                elif entry.name.endswith(_SOURCES):
                    status = entry.stat()
                    yield f"{entry.name}.{status.st_mtime_ns}.{status.st_size}"


def project_words(project: Project) -> Iterator[str]:
    """The state of what a project gives to the scenes of one folder: its settings and its archetypes."""
    yield str(project.root)
    for name in project_files(project):
        yield f"{name} {stamp(name)}"


def project_files(project: Project) -> Iterator[str]:
    """The files of a project on which the scenes of one folder depend, there or not."""
    for name in _SETTINGS:
        yield str(project.root / name)
    folder = project.folder
    while True:
        yield from _archetypes_in(folder / ARCHETYPES)
        if folder in (project.root, folder.parent):
            return
        folder = folder.parent


def _archetypes_in(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.path for entry in entries)
    except OSError:
        return []


def named_places(project: Project, words: Iterable[str]) -> Iterator[Path]:
    """Where the files that scenes name may lie: beside the scene, and in the folders up to the root."""
    folders = [project.folder]
    while folders[-1] not in (project.root, folders[-1].parent):
        folders.append(folders[-1].parent)
    for place in (folder / word for word in words for folder in folders):
        yield from (place, place.with_name(f"{place.name}.txt"))


def outside_state(project: Project, words: Iterable[str]) -> str:
    """The state of the files that scenes name, and of the folders in which they would lie."""
    places = tuple(named_places(project, words))
    folders = dict.fromkeys(place.parent for place in places)
    return digest_of(map(stamp, (*places, *folders)))


class AllScenes:
    """All scenes of the projects of a run, on which those depend that refer to others."""

    def __init__(self, run: SceneRun, files: Iterable[str]) -> None:
        self._run = run
        self._files = tuple(files)
        self._stamps: Mapping[str, str] | None = None

    def state(self) -> str:
        """One word for the state of them all."""
        return digest_of(f"{name}\0{word}" for name, word in self._all().items())

    def are_settled(self, started: int) -> bool:
        """Whether none of them changed shortly before that moment."""
        return all(is_settled(word, started) for word in self._all().values())

    def _all(self) -> Mapping[str, str]:
        """The stamp of each; looked up when they are first asked for."""
        if self._stamps is None:
            folders = dict.fromkeys(file.rpartition("/")[0] for file in self._files)
            projects = [self._run.project(Path(folder) / "any.scene") for folder in folders]
            sources = dict.fromkeys(source for one in projects for source in one.settings.sources)
            inside = (file for source in sources for file in _scenes_in(source))
            self._stamps = {name: stamp(name) for name in dict.fromkeys((*self._files, *inside))}
        return self._stamps


def _scenes_in(source: Path) -> Iterable[str]:
    return walk_folder(source).scenes if source.is_dir() else (str(source),)
