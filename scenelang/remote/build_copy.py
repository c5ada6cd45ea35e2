"""A build at a URL, copied here to be mapped into memory.

Takes: the URL of a build.
Gives: a local folder with its manifest and every file that the manifest names, each checked by its digest.
May assume: nothing; whoever writes there may replace the build while it is read.
Never does: copy again what is here already and unchanged.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from scenelang.diagnostics import Refusal
from scenelang.remote.copy_folder import CopyFolder
from scenelang.remote.location import bare, copy_folder
from scenelang.remote.messages import NothingAtUrl
from scenelang.remote.retrying import Patience
from scenelang.remote.store import Store
from scenelang.source import Span

_ROUNDS = 3

Digests = Mapping[str, str]
"""The SHA-256 of each file that a manifest names."""


class BuildCopy:
    """The local copy of one build."""

    def __init__(self, url: str, manifest: str, patience: Patience | None = None) -> None:
        """Asks nothing yet.

        Args:
            url: Where the build lies.
            manifest: The name of its manifest.
            patience: How often to try.
        """
        self.url = bare(url)
        self.folder = copy_folder(self.url, "shards")
        self._manifest = manifest
        self._patience = patience

    def fetch(self, digests_of: Callable[[bytes], Digests]) -> Path:
        """Brings the build here, and gives its folder.

        Args:
            digests_of: The files that a manifest names; may refuse it.

        Raises:
            Refusal: there is no build, or it cannot be had, or not be kept.
        """
        store = Store(self.url, self._patience)
        copies = CopyFolder(self.folder, self.url)
        copies.open()
        content = self._read(store)
        for left in reversed(range(_ROUNDS)):
            try:
                self._fetch_files(store, copies, digests_of(content))
                break
            except Refusal:
                newer = self._read(store)
                if not left or newer == content:
                    raise
                content = newer  # the build was replaced while it was read
        copies.write(self._manifest, content)
        return self.folder

    def forget(self) -> None:
        """Deletes the copy."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _read(self, store: Store) -> bytes:
        content = store.read(self._manifest)
        if content is None:
            raise Refusal(NothingAtUrl(Span.start_of(self.url), f"{self.url}/{self._manifest}"))
        return content

    def _fetch_files(self, store: Store, copies: CopyFolder, digests: Digests) -> None:
        copies.keep_only(digests)
        missing = {name: digest for name, digest in digests.items() if not copies.has(name, digest)}
        copies.fetch(store, missing, lambda name, place: _digest(place) == digests[name])


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
