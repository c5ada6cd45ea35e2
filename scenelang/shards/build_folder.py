"""A shard folder while it is written: the new build beside the old one, then the switch.

Takes: the folder that `--out` names.
Gives: a staging folder inside it, and `publish`, which puts a build in the place of the old one.
May assume: a file system where renaming a file over another is atomic.
Never does: touch a file that the current manifest names before the new manifest is in its place.

Shard names hold a digest of their content, so old and new lie side by side. The switch is one rename of
`manifest.json`; before it the old build is whole, after it the new one is. What a killed build left is
removed by the next one.
"""

from __future__ import annotations

import contextlib
import json
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
_RESERVE = 2**20
"""Bytes beside the shards: the manifest, the ends of files, the names in the folder."""
_SHARD_NAME = re.compile(r"part-\d{5}-[0-9a-f]{16}\.(?:arrow|parquet)\Z")


class BuildFolder:
    """One build's hold on a shard folder, from `open` to `close`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.staging = folder / _STAGING
        self._handle: int | None = None
        self._held = False
        self._made_folder = False

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
        self._sweep()
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
        """Lets go: removes the staging folder and every shard that the manifest in place does not name."""
        if not self._held:
            return
        self._sweep()
        if self._made_folder and not any(self.folder.iterdir()):
            self.folder.rmdir()
        self._let_go()

    def _sweep(self) -> None:
        shutil.rmtree(self.staging, ignore_errors=True)
        there = [path for path in self.folder.iterdir() if _SHARD_NAME.match(path.name)]
        strays = self._not_spoken_of(there)
        if strays is None:
            named = self._named_shards()
            strays = [] if named is None else [path for path in there if path.name not in named]
        for path in strays:
            path.unlink(missing_ok=True)

    def _not_spoken_of(self, shards: Iterable[Path]) -> list[Path] | None:
        """The shards whose names the manifest in place does not hold; None where it may not be whole.

        Seen without making values of all that it says.
        """
        try:
            content = (self.folder / MANIFEST_FILE).read_bytes()
        except OSError:
            return None
        found = [path for path in shards if f'"{path.name}"'.encode() not in content]
        return found if not found or is_sealed(content) else None

    def _named_shards(self) -> frozenset[str] | None:
        """The shards of the build in place; None where its manifest cannot be read, so nothing is removed."""
        try:
            content = json.loads((self.folder / MANIFEST_FILE).read_bytes())
            return frozenset(shard["file"] for shard in content["shards"])
        except FileNotFoundError:
            return frozenset()
        except (ValueError, KeyError, TypeError):
            return None


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
