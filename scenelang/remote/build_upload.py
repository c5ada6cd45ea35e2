"""A build on its way to a URL: shards first, the manifest as the one switch, the old shards last.

Takes: a whole build in a local folder, and a URL.
Gives: the same build at the URL.
May assume: that names of shards hold a digest of their content, so old and new ones lie side by side.
Never does: touch a file that the manifest in place names before the new manifest is in its place.

Whoever kills an upload finds the old build whole: until the manifest is replaced, in one request, nothing of
it has changed. What a killed upload left is deleted by the next one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scenelang.diagnostics import Diagnostic, Outcome, Refusal
from scenelang.remote.build_layout import BuildLayout
from scenelang.remote.location import bare, joined, protocol_of
from scenelang.remote.messages import UrlFileTorn, UrlOfSomethingElse, UrlReadOnly
from scenelang.remote.remote_file import RemoteFile
from scenelang.remote.retrying import Patience
from scenelang.remote.store import Store
from scenelang.source import Span

_FOR_READING = frozenset({"http", "https", "data", "git", "github", "gist", "zip", "tar", "libarchive"})
_ROUNDS = 3


class BuildUpload:
    """One URL that builds are written to."""

    def __init__(self, url: str, layout: BuildLayout, patience: Patience | None = None) -> None:
        self.url = bare(url)
        self._layout = layout
        self._patience = patience

    def refused(self) -> tuple[Diagnostic, ...]:
        """Why nothing can be written there, as far as that can be known before there is anything to write."""
        try:
            self._open()
        except Refusal as refusal:
            return (refusal.diagnostic,)
        return ()

    def publish(self, folder: Path) -> Outcome[int]:
        """Puts the build of a local folder in the place of the one at the URL.

        Returns:
            How many files were written; a shard that lies there already is not written again.
        """
        try:
            return Outcome(self._published(folder))
        except Refusal as refusal:
            return Outcome(None, (refusal.diagnostic,))

    def _open(self) -> Store:
        if protocol_of(self.url) in _FOR_READING:
            raise Refusal(UrlReadOnly(Span.start_of(self.url), self.url, protocol_of(self.url)))
        store = Store(self.url, self._patience)
        content = store.read(self._layout.manifest)
        if content is not None and self._layout.named(content) is None:
            raise Refusal(UrlOfSomethingElse(Span.start_of(self.url), self.url, self._layout.manifest))
        return store

    def _published(self, folder: Path) -> int:
        store = self._open()
        manifest = folder / self._layout.manifest
        shards = self._layout.named(manifest.read_bytes()) or frozenset()
        written = self._bring_all(store, folder, sorted(shards))
        store.put(manifest, self._layout.manifest)
        written += self._bring_all(store, folder, sorted(shards))  # another build may have swept some away
        for name in sorted(_beside(folder, shards | {self._layout.manifest})):
            written += self._bring_beside(store, folder, name)
        self._sweep(store)
        return written + 1

    def _bring_beside(self, store: Store, folder: Path, name: str) -> int:
        """Writes a file on which nothing rests, unless one of somebody else has its name."""
        there = store.read(name)
        if there == (folder / name).read_bytes() or not (there is None or self._layout.is_ours(name, there)):
            return 0
        store.put(folder / name, name)
        return 1

    def _bring_all(self, store: Store, folder: Path, shards: list[str]) -> int:
        """Writes the shards that are not there yet, and looks whether all are there, before the switch."""
        written = 0
        for _ in range(_ROUNDS):
            there = store.listing()
            missing = [name for name in shards if not _is_there(there, name, folder / name)]
            if not missing:
                return written
            for name in missing:
                store.put(folder / name, name)
            written += len(missing)
        url = joined(self.url, missing[0])
        raise Refusal(UrlFileTorn(Span.start_of(url), url))

    def _sweep(self, store: Store) -> None:
        """Deletes the shards that the manifest in place does not name: it may be that of a later build."""
        content = store.read(self._layout.manifest)
        named = None if content is None else self._layout.named(content)
        if named is not None:
            store.delete(
                name for name in store.listing() if self._layout.is_shard(name) and name not in named
            )


def _is_there(there: Mapping[str, RemoteFile], name: str, local: Path) -> bool:
    return name in there and there[name].size == local.stat().st_size


def _beside(folder: Path, known: frozenset[str]) -> list[str]:
    """What lies beside the shards for people and other programs; nothing hidden."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return [
        name for name in found if name not in known and not any(p.startswith(".") for p in name.split("/"))
    ]
