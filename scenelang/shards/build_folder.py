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

import json
import os
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from scenelang.diagnostics import Refusal
from scenelang.shards.manifest import FORMAT_NAME, MANIFEST_FILE
from scenelang.shards.messages import FolderBeingWritten, FolderOfSomethingElse
from scenelang.source import Span

if sys.platform != "win32":
    import fcntl

_STAGING = ".building"
_SHARD_NAME = re.compile(r"part-\d{5}-[0-9a-f]{16}\.arrow\Z")


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

    def publish(self, shards: Iterable[str], manifest: bytes) -> None:
        """Puts the staged shards and this manifest in the place of the old build.

        Args:
            shards: Names of files in `staging`, written and flushed to disk.
            manifest: The bytes of the new manifest.

        Raises:
            OSError: the system says no; the old build is then still in its place.
        """
        staged = self.staging / MANIFEST_FILE
        write_durably(staged, manifest)
        for name in shards:
            (self.staging / name).replace(self.folder / name)
        _flush_folder(self.folder)
        staged.replace(self.folder / MANIFEST_FILE)
        _flush_folder(self.folder)

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
        named = self._named_shards()
        if named is None:
            return
        for path in self.folder.iterdir():
            if _SHARD_NAME.match(path.name) and path.name not in named:
                path.unlink(missing_ok=True)

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
