"""A shard folder while it is written: the new build beside the old one, then the switch.

Takes: the folder that `--out` names.
Gives: a staging folder inside it, and `publish`, which puts a build in the place of the old one.
May assume: a file system where renaming a file over another is atomic.
Never does: touch a file that the current manifest names before the new manifest is in its place; remove a
    shard that no manifest of this folder named.

Shard names hold a digest of their content, so old and new lie side by side. The switch is one rename of
`manifest.json`; before it the old build is whole, after it the new one is. What a killed build left is
removed by the next one: before a build moves its shards, it notes their names and those of the old ones.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from scenelang.diagnostics import Refusal, size_in_words
from scenelang.shards.manifest import FORMAT_NAME, MANIFEST_FILE, is_sealed
from scenelang.shards.messages import FolderBeingWritten, FolderOfSomethingElse
from scenelang.shards.messages_room import NotEnoughRoom
from scenelang.source import Span

if sys.platform != "win32":
    import fcntl

_STAGING = ".building"
_NAMES_FILE = "shard-names"
"""In the staging folder: the shards of the old build and of the new one, while one gives way to the other."""
_RESERVE = 2**20
"""Bytes beside the shards: the manifest, the ends of files, the names in the folder."""
_SHARD_NAME = re.compile(rb'"(part-\d{5}-[0-9a-f]{16}\.(?:arrow|parquet))"')


class BuildFolder:
    """One build's hold on a shard folder, from `open` to `close`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.staging = folder / _STAGING
        self._handle: int | None = None
        self._held = False
        self._made_folder = False
        self._ours: frozenset[str] = frozenset()

    def open(self) -> None:
        """Takes the folder: makes it, locks it, removes what a killed build left.

        Raises:
            Refusal: another build holds it, or its manifest is not one of ours.
            OSError: the system says no.
        """
        self._made_folder = not self.folder.exists()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._refuse_foreign()
        self._take_lock()
        self._sweep_leftovers()
        self.staging.mkdir()

    def _refuse_foreign(self) -> None:
        manifest = self.folder / MANIFEST_FILE
        if manifest.exists() and FORMAT_NAME.encode() not in manifest.read_bytes()[:200]:
            raise Refusal(FolderOfSomethingElse(Span.start_of(manifest), str(self.folder)))

    def _take_lock(self) -> None:
        """Locks the folder itself; the system lets go of it when the process ends, however it ends."""
        self._held = True
        if sys.platform == "win32":
            return
        self._handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            self._let_go()
            raise Refusal(FolderBeingWritten(Span.start_of(self.folder), str(self.folder))) from busy

    def _let_go(self) -> None:
        self._held = False
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def publish(self, shards: Iterable[str], manifest: bytes, beside: Iterable[str] = ()) -> None:
        """Puts the staged shards and this manifest in the place of the old build.

        Args:
            shards: Names of files in `staging`, written and flushed to disk; one that is not there is a
                shard of the old build, which the new one takes over where it lies.
            manifest: The bytes of the new manifest.
            beside: Names of further files in `staging`, which nothing rests on; they come last.

        Raises:
            OSError: the system says no; the old build is then still in its place.
        """
        staged = self.staging / MANIFEST_FILE
        write_durably(staged, manifest)
        shards = tuple(shards)
        self._ours |= frozenset(shards)
        names = "".join(f'"{name}"\n' for name in sorted(self._ours))
        write_durably(self.staging / _NAMES_FILE, names.encode())
        for name in shards:
            self._put_in_place(name)
        _flush_folder(self.folder)
        staged.replace(self.folder / MANIFEST_FILE)
        with contextlib.suppress(OSError):  # the new build is in its place, and whole without these
            for name in beside:
                (self.staging / name).replace(self.folder / name)
        _flush_folder(self.folder)

    def _put_in_place(self, name: str) -> None:
        try:
            (self.staging / name).replace(self.folder / name)
        except FileNotFoundError:
            if not (self.folder / name).is_file():
                raise

    def require_room(self, needed: int) -> None:
        """Looks whether the disk has room for so many bytes more.

        Raises:
            Refusal: it has not.
        """
        try:
            free = shutil.disk_usage(self.folder).free
        except OSError:  # a system that does not tell
            return
        if free < needed + _RESERVE:
            words = (size_in_words(needed + _RESERVE), size_in_words(free))
            raise Refusal(NotEnoughRoom(Span.start_of(self.folder), str(self.folder), *words))

    def close(self) -> None:
        """Lets go: removes the staging folder and our shards that the manifest in place does not name."""
        if not self._held:
            return
        self._sweep()
        if self._made_folder and not any(self.folder.iterdir()):
            self.folder.rmdir()
        self._let_go()

    def clear(self) -> None:
        """Removes what a killed build left, unless a build is going on.

        Raises:
            OSError: the system says no.
        """
        if sys.platform == "win32" or not self.staging.exists():  # without locks, one may be going on
            return
        with contextlib.suppress(Refusal):
            self._take_lock()
            try:
                self._sweep_leftovers()
            finally:
                self._let_go()

    def _sweep_leftovers(self) -> None:
        in_place = _shards_in(_content_of(self.folder / MANIFEST_FILE))
        self._ours = in_place | _shards_in(_content_of(self.staging / _NAMES_FILE))
        self._sweep()

    def _sweep(self) -> None:
        """Removes our shards that are not in use, then the staging folder, which knows their names.

        Shards are left where the manifest in place is damaged: who knows which of them it named.
        """
        content = _content_of(self.folder / MANIFEST_FILE)
        strays = self._ours - _shards_in(content)
        if strays and (not content or is_sealed(content)):
            for name in strays:
                (self.folder / name).unlink(missing_ok=True)
        shutil.rmtree(self.staging, ignore_errors=True)


def clear_leftovers(folder: Path) -> None:
    """Removes what a killed build left in a shard folder, where that can be and no build is going on."""
    with contextlib.suppress(OSError):
        BuildFolder(folder).clear()


def _content_of(path: Path) -> bytes:
    """The bytes of a file; none where there is no file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _shards_in(content: bytes) -> frozenset[str]:
    """The shards that a text names, be it torn; seen without making values of all that it says."""
    return frozenset(name.decode() for name in _SHARD_NAME.findall(content))


def write_durably(path: Path, content: bytes) -> None:
    """Writes a file and waits until it is on the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Waits until the folder's names are on the disk, where the system can do so."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
