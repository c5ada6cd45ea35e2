"""One folder or file on another machine: listed, read, copied and written, with retries.

Takes: a URL.
Gives: names and bytes.
May assume: nothing; every answer may fail.
Never does: let an exception of a library out; each failure becomes a `Refusal` with a diagnostic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar
from urllib.parse import unquote

from scenelang.remote.failures import FailureKind, Torn, failure_of
from scenelang.remote.filesystem import open_filesystem
from scenelang.remote.location import bare, joined, protocol_of
from scenelang.remote.refusing import refusal_of
from scenelang.remote.remote_file import RemoteFile, remote_file
from scenelang.remote.retrying import Patience, patiently

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

T = TypeVar("T")

Wanted: TypeAlias = tuple[str, Path]
"""A name elsewhere, and where its copy is to lie."""

SCENE_SUFFIX = ".scene"
_AT_ONCE = 64
_WEB = frozenset({"http", "https"})


class Store:
    """What lies at a URL and below it. Names are seen from there, with slashes; the empty one is the URL.

    `path` is what the file system calls the URL.
    """

    def __init__(self, url: str, patience: Patience | None = None) -> None:
        """Opens nothing yet, but knows whether the URL can be used.

        Raises:
            Refusal: the protocol is unknown, its package is missing, or the URL lacks a part; or the
                variable of the tries is no number.
        """
        self.url = bare(url)
        self._patience = patience or Patience.of_this_run()
        self._files, self.path = open_filesystem(self.url)
        self._files.invalidate_cache()

    def read(self, name: str) -> bytes | None:
        """The content of a file; None where there is none."""
        url = joined(self.url, name)
        return self._do("reading", url, lambda files: bytes(files.cat_file(self._path(name))), gone=None)

    def exists(self, name: str) -> bool:
        """Whether something is there; what may not be seen is not."""
        url = joined(self.url, name)
        try:
            return bool(self._try("looking for", url, lambda files: files.info(self._path(name))))
        except Exception as error:
            failure = failure_of(error)
            if failure.kind in {FailureKind.DENIED, FailureKind.GONE}:
                return False
            raise refusal_of("looking for", url, failure, self._patience.tries) from error

    def is_file(self) -> bool:
        """Whether the URL itself is a file; a web server calls everything one, so there its ending counts."""
        if protocol_of(self.url) in _WEB:
            return self.url.endswith(SCENE_SUFFIX)
        return self._do("looking for", self.url, self._is_file, gone=False)

    def _is_file(self, files: AbstractFileSystem) -> bool:
        return bool(files.info(self.path).get("type") == "file")

    def listing(self) -> Mapping[str, RemoteFile]:
        """All files below the URL, by name, sorted; none where nothing is there."""
        found = self._do("listing", self.url, self._find, gone=dict[str, RemoteFile]())
        return dict(sorted(found.items()))

    def _find(self, files: AbstractFileSystem) -> dict[str, RemoteFile]:
        files.invalidate_cache()
        found: dict[str, RemoteFile] = {}
        for path, about in files.find(self.path, detail=True).items():
            name = self._name(path)
            if about.get("type") != "directory" and name:
                found[name] = remote_file(path, about)
        return found

    def known_better(self, files: Mapping[str, RemoteFile]) -> Mapping[str, RemoteFile]:
        """The same files; those of which the listing told too little are asked for one by one."""
        return {name: self._asked(name, file) if file.stamp is None else file for name, file in files.items()}

    def _asked(self, name: str, file: RemoteFile) -> RemoteFile:
        url = joined(self.url, name)
        return self._do(
            "reading", url, lambda files: remote_file(file.path, files.info(file.path)), gone=file
        )

    def fetch(self, wanted: Sequence[Wanted], check: Callable[[Sequence[Wanted]], None]) -> None:
        """Copies files to local places that nobody else uses, some at a time.

        Args:
            wanted: Names and places.
            check: Looks at what has arrived, and raises `Torn` where it should come again.
        """
        for start in range(0, len(wanted), _AT_ONCE):
            self._fetch(wanted[start : start + _AT_ONCE], check)

    def _fetch(self, part: Sequence[Wanted], check: Callable[[Sequence[Wanted]], None]) -> None:
        def get(files: AbstractFileSystem) -> None:
            files.get([self._path(name) for name, _ in part], [str(place) for _, place in part])
            check(part)

        self._do("reading", joined(self.url, part[0][0]) if len(part) == 1 else self.url, get)

    def put(self, local: Path, name: str) -> None:
        """Writes a file, whole."""
        url = joined(self.url, name)
        self._do("writing", url, lambda files: files.put_file(str(local), self._path(name)))

    def delete(self, names: Iterable[str]) -> None:
        """Deletes files; one that is not there is no fault."""
        for name in names:
            self._delete(name)

    def _delete(self, name: str) -> None:
        url = joined(self.url, name)
        self._do("deleting", url, lambda files: files.rm_file(self._path(name)), gone=None)

    def _path(self, name: str) -> str:
        return f"{self.path}/{name}" if name else self.path

    def _name(self, path: str) -> str:
        """A path of the file system as a name below the URL."""
        name = path[len(self.path) :].strip("/") if path.startswith(self.path) else path
        return unquote(name) if protocol_of(self.url) in _WEB else name

    def _try(self, doing: str, url: str, call: Callable[[AbstractFileSystem], T]) -> T:
        return patiently(f"{doing} {url}", self._patience, lambda: call(self._files))

    def _do(self, doing: str, url: str, call: Callable[[AbstractFileSystem], T], **gone: T) -> T:
        """Does it, with retries; `gone` is what to give where nothing is there.

        Raises:
            Refusal: it failed for good.
        """
        try:
            return self._try(doing, url, call)
        except Exception as error:
            failure = failure_of(error)
            if failure.kind is FailureKind.GONE and "gone" in gone:
                return gone["gone"]
            if isinstance(error, Torn):
                url = joined(self.url, str(error))
            raise refusal_of(doing, url, failure, self._patience.tries) from error
