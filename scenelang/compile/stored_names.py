"""What the manifest calls the files that went into a build, and the digests of what was in them.

Takes: files, as messages name them.
Gives: names that do not depend on where the machine keeps a project.
May assume: a folder does not move while scenes are compiled.
Never does: ask the system about a folder twice.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

from scenelang.checking import find_project
from scenelang.compile.compiled_file import UsedFile
from scenelang.parsing import archetype_folder
from scenelang.shards import SourceRecord

_SHIPPED = "scenelang/archetypes"


class StoredNames:
    """The names of files in shards: as seen from their project's root; those of the library by their own."""

    def __init__(self) -> None:
        self._folders: dict[str, tuple[str, Path]] = {}
        self._used: dict[tuple[str, int, int], UsedFile] = {}

    def of(self, file: str) -> str:
        """The name of a file."""
        folder, _, name = file.rpartition("/")
        if os.path.islink(file):  # noqa: PTH114 - a Path for every file takes long
            return _name_of(Path(file), self._root_of(file, folder))
        if folder not in self._folders:
            root = self._root_of(file, folder)
            real = Path(os.path.realpath(folder or ("/" if file.startswith("/") else ".")))
            self._folders[folder] = (_prefix(real, root), root)
        return f"{self._folders[folder][0]}{name}"

    def _root_of(self, file: str, folder: str) -> Path:
        known = self._folders.get(folder)
        return find_project(Path(file)).root.resolve() if known is None else known[1]

    def used(self, file: str) -> UsedFile:
        """The record of a file that scenes use beside their own; it is read when it has changed."""
        status = os.stat(file)  # noqa: PTH116 - see above
        key = file, status.st_mtime_ns, status.st_size
        if key not in self._used:
            self._used[key] = UsedFile(file, self.of(file), digest_of(Path(file).read_bytes()))
        return self._used[key]


def source_record(used: UsedFile) -> SourceRecord:
    """What the manifest says of a file."""
    return SourceRecord(file=used.name, sha256=used.sha256)


def digest_of(content: bytes) -> str:
    """What the manifest says of a file that holds this."""
    return hashlib.sha256(content).hexdigest()


def _prefix(folder: Path, root: Path) -> str:
    """What stands before the names of the files of a folder."""
    if folder == _library():
        return f"{_SHIPPED}/"
    if not folder.is_relative_to(root):
        return ""
    inside = folder.relative_to(root).as_posix()
    return "" if inside == "." else f"{inside}/"


def _name_of(path: Path, root: Path) -> str:
    full = path.resolve()
    return f"{_prefix(full.parent, root)}{full.name}"


@cache
def _library() -> Path:
    return archetype_folder().resolve()
