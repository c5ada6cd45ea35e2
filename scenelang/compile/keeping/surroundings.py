"""What rows depend on beside the file of their scene.

Takes: the files of a build, their projects, its tokenizer, and the words of its command line.
Gives: short words that change when any of it does: by stamps for a whole build, by content for single files.
May assume: nothing.
Never does: load a tokenizer, or read a scene.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from scenelang.compile.keeping.file_lines import Under
from scenelang.gathering import (
    NO_STAMP,
    AllScenes,
    SceneRun,
    Stamps,
    digest_of,
    is_settled,
    named_places,
    own_digest,
    project_files,
    stamp,
    stamps_of,
)

_OF_TOKENIZERS = (".json", ".jinja", ".txt", ".model")
_LIBRARIES = ("jinja2", "numpy", "pyarrow")
_ABSENT = "-"


class Surroundings:
    """The surroundings of one build; what is asked of them is worked out once."""

    def __init__(
        self, files: Sequence[str], run: SceneRun, tokenizer: Path | None, words: Iterable[str], started: int
    ) -> None:
        self.files = files
        self.started = started
        self._run = run
        self._named = tuple(_files_of_tokenizer(tokenizer))
        tokens = (f"{name} {stamp(name)}" for name in self._named)
        here = (own_digest(), *map(version, _LIBRARIES), str(Path.cwd()))
        self.key = digest_of((*here, str(tokenizer), *tokens, "", *words))
        self._wide = AllScenes(run, files)
        self._others: str | None = None
        self._folders: dict[str, str] = {}
        self._outside: dict[tuple[str, tuple[str, ...]], str] = {}

    def stamps(self) -> Stamps | None:
        """The stamps of all files of the build; None where one is gone."""
        return stamps_of(self.files)

    def state(self, stamps: Stamps) -> str | None:
        """One word for all that a build depends on but what its scenes name; None where it is not settled."""
        around = tuple(dict.fromkeys((*self._named, *self._around())))
        settled = stamps_of(name for name in around if os.path.exists(name))  # noqa: PTH110 - may be many
        if settled is None or not all(each.are_settled(self.started) for each in (stamps, settled)):
            return None
        named = (f"{name} {stamp(name)}" for name in around)
        files = map(" ".join, zip(self.files, stamps.words, strict=True))
        return digest_of((*files, "", *named))

    def _around(self) -> Iterator[str]:
        """The settings and archetypes that scenes of the build may use."""
        for folder in dict.fromkeys(file.rpartition("/")[0] for file in self.files):
            project = self._run.project(Path(folder) / "any.scene")
            yield from project_files(project)

    def under(self, file: str, word: str, asks: tuple[str, ...], *, is_wide: bool) -> Under | None:
        """What a file is compiled under; None where that may change unseen."""
        if is_wide and not self._wide.are_settled(self.started):
            return None
        folder = file.rpartition("/")[0]
        outside = self._of_named(folder, asks) if asks else ""
        return Under(word, self._of_folder(folder), outside, self._of_others() if is_wide else "")

    def of_folder(self, file: str) -> str:
        """The state of what a project gives to the scenes in the folder of a file, by content."""
        return self._of_folder(file.rpartition("/")[0])

    def _of_folder(self, folder: str) -> str:
        """The state of what a project gives to the scenes of a folder, by content."""
        known = self._folders.get(folder)
        if known is None:
            project = self._run.project(Path(folder) / "any.scene")
            files = (f"{name} {_digest(name)}" for name in project_files(project))
            known = self._folders[folder] = digest_of((str(project.root), *files))
        return known

    def _of_named(self, folder: str, asks: tuple[str, ...]) -> str:
        key = (folder, asks)
        if key not in self._outside:
            places = self.outside(folder, asks)
            self._outside[key] = digest_of(f"{name} {_digest(name)}" for name in places)
        return self._outside[key]

    def outside(self, folder: str, asks: tuple[str, ...]) -> list[str]:
        """Where the files may lie that scenes of a folder name."""
        project = self._run.project(Path(folder) / "any.scene")
        return list(dict.fromkeys(map(str, named_places(project, asks))))

    def is_settled(self, word: str) -> bool:
        """Whether nothing is where the stamp is from, or nothing that changed shortly before the build."""
        return word == NO_STAMP or is_settled(word, self.started)

    def have_changed(self) -> bool:
        """Whether settings, archetypes or named files were changed while the build went on."""
        folders, outside = self._folders, self._outside
        self._folders, self._outside = {}, {}
        same_folders = all(self._of_folder(folder) == word for folder, word in folders.items())
        return not (same_folders and all(self._of_named(*key) == word for key, word in outside.items()))

    def wide(self) -> str | None:
        """The state of all scenes of the projects; None where it may change unseen."""
        return self._of_others() if self._wide.are_settled(self.started) else None

    def _of_others(self) -> str:
        """The state of all scenes, and which of them are of the build: these are told what is wrong."""
        if self._others is None:
            self._others = digest_of((self._wide.state(), *self.files))
        return self._others


def _files_of_tokenizer(tokenizer: Path | None) -> Iterator[str]:
    """The files that a tokenizer may be read from; none for the one in this package."""
    if tokenizer is None:
        return
    folder = tokenizer if tokenizer.is_dir() else tokenizer.parent
    names = {str(tokenizer)} if tokenizer.is_file() else set()
    try:
        with os.scandir(folder) as entries:
            names |= {entry.path for entry in entries if entry.name.endswith(_OF_TOKENIZERS)}
    except OSError:
        pass
    yield from sorted(names)


def digest_of_file(name: str) -> str | None:
    """The SHA-256 of a file; None where it cannot be read."""
    try:
        with open(name, "rb", buffering=0) as file:  # noqa: PTH123 - there may be thousands
            return hashlib.sha256(file.readall()).hexdigest()
    except (OSError, ValueError):
        return None


def _digest(name: str) -> str:
    """What a file holds, in one word; another for a folder, and for nothing."""
    return digest_of_file(name) or (_ABSENT if not os.path.exists(name) else "folder")  # noqa: PTH110
