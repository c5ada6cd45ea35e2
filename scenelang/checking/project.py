"""The project around a scene: where it ends, its settings, and the archetypes and lexicons in it.

Takes: the path of a scene.
Gives: settings; archetypes, lexicons and the containment of paths, by the names that scenes use.
May assume: nothing about those names.
Never does: open a file outside the project, the shipped library of archetypes apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath, PureWindowsPath

from scenelang.checking.archetype_files import Lookup, read_family
from scenelang.checking.messages_names import UnknownArchetype
from scenelang.checking.messages_project import (
    ArchetypeEnding,
    LexiconMissing,
    PathLeavesProject,
    UsedPathMissing,
)
from scenelang.checking.scene_files import ARCHETYPES
from scenelang.checking.settings_file import project_settings
from scenelang.checking.shown_path import shown_path
from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.model import Archetype, Name
from scenelang.parsing import archetype_folder
from scenelang.reading import ProjectSettings, default_settings, load_source, read_lexicon
from scenelang.remote import MIRROR_MARK, PROJECT_MARKS
from scenelang.source import Span

ROOT_MARKS = PROJECT_MARKS
_ARCHETYPE_SUFFIX = ".yaml"
_WRONG_SUFFIX = ".yml"
_LEXICON_SUFFIX = ".txt"

Values = tuple[str, ...]


@dataclass(slots=True)
class _Seen:
    """What a project has said so far."""

    settings: Outcome[ProjectSettings] | None = None
    archetypes: dict[str, Outcome[Archetype]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    """A project root and the folder of one scene in it. Names are looked up from the folder to the root."""

    root: Path
    folder: Path
    _seen: _Seen | None = field(default=None, repr=False, compare=False)

    def remembering(self) -> Project:
        """The same project, for one look at it: settings and archetypes that it found it keeps."""
        return Project(self.root, self.folder, _Seen())

    @property
    def settings(self) -> ProjectSettings:
        """What the project says of itself; the defaults where that cannot be read."""
        return self.read_settings().value or default_settings(self.root)

    def read_settings(self) -> Outcome[ProjectSettings]:
        """What the project says of itself, and what is wrong with it."""
        seen = self._seen
        if seen is None:
            return project_settings(self.root)
        seen.settings = seen.settings or project_settings(self.root)
        return seen.settings

    def source_folders(self) -> tuple[Path, ...]:
        """The folders that hold the project's scenes; its root where only files are named."""
        return tuple(source for source in self.settings.sources if source.is_dir()) or (self.root,)

    def archetype(self, name: Name) -> Outcome[Archetype]:
        """The archetype of this name: the nearest one in the project, else the shipped one."""
        known = {} if self._seen is None else self._seen.archetypes
        if name.text in known:
            return known[name.text]
        path = self.archetype_file(name.text)
        if path is not None:
            known[name.text] = self.archetype_in(path)
            return known[name.text]
        for folder in self._archetype_folders():
            misspelt = folder / f"{name.text}{_WRONG_SUFFIX}"
            if _exists(misspelt):
                return Outcome(None, (_misspelt(misspelt, name.place),))
        unknown = UnknownArchetype(name.place, name.text, tuple(sorted(self.archetype_names())))
        return Outcome(None, (unknown,))

    def archetype_in(self, path: Path) -> Outcome[Archetype]:
        """The archetype that a file of the project holds, with all that it inherits."""
        path = path.absolute()
        if path.suffix == _WRONG_SUFFIX:
            return Outcome(None, (_misspelt(path, Span.start_of(shown_path(path))),))
        lookup = Lookup(
            lambda child, parent: self._around(child).archetype_file(parent),
            lambda child: self._around(child).archetype_names(),
        )
        return read_family(path, lookup, tuple(self.settings.axes))

    def archetype_names(self) -> set[str]:
        """The names of all archetypes that the scene could have."""
        names: set[str] = set()
        for folder in self._archetype_folders():
            names.update(path.stem for path in folder.glob(f"*{_ARCHETYPE_SUFFIX}") if _exists(path))
        return names

    def archetype_file(self, name: str) -> Path | None:
        """The file of an archetype; None without one."""
        for folder in self._archetype_folders():
            path = folder / f"{name}{_ARCHETYPE_SUFFIX}"
            if _exists(path) and (self._holds(path) or folder == archetype_folder()):
                return path
        return None

    def _around(self, archetype: Path) -> Project:
        """The project as one of its archetypes sees it; a shipped one sees the library alone."""
        if archetype.parent == archetype_folder():
            return Project(archetype_folder(), archetype_folder())
        return Project(self.root, archetype.parent.parent)

    def lexicon(self, path: Name) -> Outcome[Values]:
        """The values of a lexicon file: `lexicon/names` is `lexicon/names.txt`, or the path as written."""
        found = self._find(path, (_LEXICON_SUFFIX, ""), lambda file: file.is_file())
        if isinstance(found, Diagnostic):
            return Outcome(None, (found,))
        if found is None:
            return Outcome(None, (LexiconMissing(path.place, path.text, self._lexicons_near(path.text)),))
        return _read_lexicon(found, shown_path(found), *_stamp(found))

    def lexicon_file(self, path: Name) -> Path | None:
        """The file of a lexicon; None without one."""
        found = self._find(path, (_LEXICON_SUFFIX, ""), lambda file: file.is_file())
        return found if isinstance(found, Path) else None

    def check_use(self, path: Name) -> Diagnostic | None:
        """What is wrong with a path under `use`; None where it is in the project."""
        found = self._find(path, (_LEXICON_SUFFIX, ""), lambda file: file.exists())
        if isinstance(found, Diagnostic):
            return found
        return UsedPathMissing(path.place, path.text) if found is None else None

    def _find(
        self, path: Name, suffixes: tuple[str, ...], fits: Callable[[Path], bool]
    ) -> Path | Diagnostic | None:
        """The file that a path means, None without one, or why the path is refused."""
        if _is_absolute(path.text):
            return PathLeavesProject(path.place, path.text)
        leaves = True
        for folder in self._folders():
            for suffix in suffixes:
                candidate = folder / f"{path.text}{suffix}"
                is_inside = self._holds(candidate)
                leaves = leaves and not is_inside
                if not _passes(candidate, fits):
                    continue
                return candidate if is_inside else PathLeavesProject(path.place, path.text)
        return PathLeavesProject(path.place, path.text) if leaves else None

    def _holds(self, path: Path) -> bool:
        """True when the path, links followed, lies in the project."""
        try:
            return path.resolve().is_relative_to(self.root.resolve())
        except (OSError, ValueError, RuntimeError):
            return False

    def _folders(self) -> Iterator[Path]:
        """The scene's folder and those above it, up to the root."""
        folder = self.folder
        yield folder
        while folder not in (self.root, folder.parent):
            folder = folder.parent
            yield folder

    def _archetype_folders(self) -> Iterator[Path]:
        for folder in self._folders():
            yield folder / ARCHETYPES
        yield archetype_folder()

    def _lexicons_near(self, path: str) -> Values:
        """The lexicons in the folders where this one was looked for, as they would be written."""
        parent = PurePosixPath(path).parent
        names: dict[str, None] = {}
        for folder in self._folders():
            if self._holds(folder / parent):
                found = sorted((folder / parent).glob(f"*{_LEXICON_SUFFIX}"))
                names.update(dict.fromkeys((parent / file.stem).as_posix() for file in found))
        return tuple(names)


def find_project(path: Path) -> Project:
    """The project of a scene: its root is the nearest folder above with a mark, else the scene's own."""
    folder = path.absolute().parent
    for ancestor in (folder, *folder.parents):
        if any((ancestor / mark).exists() for mark in ROOT_MARKS):
            return Project(ancestor, folder)
        if (ancestor / MIRROR_MARK).exists():  # a copy from elsewhere is no part of what it lies in
            break
    return Project(folder, folder)


def _is_absolute(path: str) -> bool:
    windows = PureWindowsPath(path)
    return PurePosixPath(path).is_absolute() or bool(windows.drive or windows.root) or path.startswith("~")


def _misspelt(path: Path, place: Span) -> ArchetypeEnding:
    return ArchetypeEnding(place, str(shown_path(path)), path.stem)


def _exists(path: Path) -> bool:
    return _passes(path, lambda file: file.is_file())


def _passes(path: Path, fits: Callable[[Path], bool]) -> bool:
    try:
        return fits(path)
    except (OSError, ValueError):  # a name that no file can have
        return False


def _stamp(path: Path) -> tuple[int, int]:
    """What tells whether a file has changed since it was read."""
    status = path.stat()
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=64)
def _read_lexicon(_path: Path, shown: Path, _changed: int, _size: int) -> Outcome[Values]:
    source = load_source(shown)
    return Outcome(None, source.diagnostics) if source.value is None else read_lexicon(source.value)
