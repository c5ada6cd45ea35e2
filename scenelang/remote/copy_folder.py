"""A local folder that holds copies of files from a URL, and what it knows of each.

Takes: a folder of its own.
Gives: which copies are still good; new copies, put in place whole.
May assume: that nobody else writes there; whoever does loses it at the next run.
Never does: put half a file where a whole one belongs.
"""

from __future__ import annotations

import contextlib
import filecmp
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from scenelang.diagnostics import Refusal
from scenelang.remote.failures import Torn
from scenelang.remote.location import MIRROR_MARK, joined
from scenelang.remote.messages import CopyNotKept, UrlNameUnsafe
from scenelang.remote.store import Store
from scenelang.source import UNFINISHED, Span, write_whole

_COMING = ".coming-"
_OLD = 24 * 3600.0

Known = dict[str, list[object]]
"""By name: the stamp of the file elsewhere, then size and time of the copy here."""

Check = Callable[[str, Path], bool]
"""Whether a file of a name has arrived whole at a place."""


class CopyFolder:
    """Copies in one folder. What is known of them lies in it, in a file that also marks its top."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self._url = url
        self._known: Known = {}

    def open(self) -> None:
        """Makes the folder and reads what is known; a note that cannot be read is none.

        Raises:
            Refusal: the folder cannot be made.
        """
        with self.system_errors():
            self.folder.mkdir(parents=True, exist_ok=True)
            _keep_out_of_git(self.folder.parent)
            for left in (*self.folder.glob(f"{_COMING}*"), *self.folder.glob(f"*{UNFINISHED}")):
                if time.time() - left.stat().st_mtime > _OLD:
                    shutil.rmtree(left, ignore_errors=True)
                    with contextlib.suppress(OSError):
                        left.unlink()
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            note = json.loads((self.folder / MIRROR_MARK).read_bytes())
            self._known = dict(note["files"]) if note["url"] == self._url else {}
        self._save()

    def has(self, name: str, stamp: str | None) -> bool:
        """Whether the copy of a file is there, untouched, and of what now lies elsewhere."""
        if stamp is None or name not in self._known:
            return False
        with contextlib.suppress(OSError, ValueError):
            return self._known[name] == [stamp, *_state(self.folder / name)]
        return False

    def fetch(self, store: Store, wanted: Mapping[str, str | None], is_whole: Check) -> None:
        """Copies files and puts each in its place, once all have arrived.

        Args:
            store: Where they lie.
            wanted: The stamp of each name, None where nothing tells a change.
            is_whole: Whether a file has arrived as it should; else it is fetched again.

        Raises:
            Refusal: a file cannot be had, or not be kept.
        """
        if not wanted:
            return
        for name in wanted:
            _refuse_unsafe(name, joined(self._url, name))
        with self.system_errors(), tempfile.TemporaryDirectory(prefix=_COMING, dir=self.folder) as coming:
            places = [(name, Path(coming, str(number))) for number, name in enumerate(wanted)]
            self._bring(store, places, is_whole)
            for name, place in places:
                self._put(name, place, wanted[name])
        self._save()

    def _bring(self, store: Store, places: Sequence[tuple[str, Path]], is_whole: Check) -> None:
        def check(part: Sequence[tuple[str, Path]]) -> None:
            torn = next((name for name, place in part if not is_whole(name, place)), None)
            if torn is not None:
                raise Torn(torn)

        store.fetch(places, check)

    def _put(self, name: str, place: Path, stamp: str | None) -> None:
        """Moves what has arrived into its place; what is the same stays, its times too."""
        target = self.folder / name
        if not (target.is_file() and filecmp.cmp(target, place, shallow=False)):
            target.parent.mkdir(parents=True, exist_ok=True)
            place.replace(target)
        if stamp is None:
            self._known.pop(name, None)
        else:
            self._known[name] = [stamp, *_state(target)]

    def keep_only(self, names: Mapping[str, object]) -> None:
        """Deletes the copies of all other names, and nothing that is no copy."""
        for name in [name for name in self._known if name not in names]:
            del self._known[name]
            with contextlib.suppress(OSError):
                (self.folder / name).unlink()
        self._save()

    def write(self, name: str, content: bytes) -> None:
        """Puts a file of this content in place, whole."""
        with self.system_errors():
            write_whole(self.folder / name, content)

    def _save(self) -> None:
        note = {"url": self._url, "files": self._known}
        with self.system_errors():
            write_whole(self.folder / MIRROR_MARK, json.dumps(note, indent=0).encode())

    @contextmanager
    def system_errors(self) -> Iterator[None]:
        """Says what the system refused, in words for people."""
        try:
            yield
        except OSError as error:
            reason = (error.strerror or "the system says no").lower()
            place = Span.start_of(self._url)
            raise Refusal(CopyNotKept(place, str(self.folder.parent), reason)) from error


def _refuse_unsafe(name: str, url: str) -> None:
    parts = name.split("/")
    odd = (
        {"", ".", ".."}.intersection(parts)
        or "\\" in name
        or "\0" in name
        or PurePosixPath(name).is_absolute()
    )
    if odd or (os.name == "nt" and ":" in name):
        raise Refusal(UrlNameUnsafe(Span.start_of(url), url))


def _state(path: Path) -> list[object]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]


def _keep_out_of_git(folder: Path) -> None:
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", encoding="utf-8")
