"""What the last run found, kept on the disk so that what has not changed is not looked at again.

Takes: the files of a run, and what their findings depend on beside them.
Gives: the outcome of the whole run where nothing at all has changed; else what is known of single files.
May assume: nothing of the file that it keeps, which may be old, torn, or written by anybody.
Never does: stop a run. A cache that cannot be read is none, and one that cannot be written is not.

It is one file, `.scenelang/lint-cache` at the root of the project, of two lines of JSON: the run as a whole,
and its files one by one. A file is known by its content; its time, size and number on the disk stand for it
where they are as they were, unless it was written so shortly before it was read that it may have changed
since within one tick of the clock.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scenelang.diagnostics import Diagnostic
from scenelang.gathering import (
    Json,
    NotKept,
    digest_of,
    forget_kept,
    kept_findings,
    make_kept_folder,
    parts_of,
    read_findings,
    stamp,
    stamps_of,
)
from scenelang.linting.findings import FileFindings
from scenelang.linting.ignoring.ignore_table import NO_IGNORES
from scenelang.linting.keeping.kept_values import kept_look, read_look
from scenelang.source import write_whole

CACHE_FILE = "lint-cache"
_FORMAT = "1"


@dataclass(frozen=True, slots=True)
class Whole:
    """The outcome of a whole run: its counts and its findings."""

    counts: tuple[int, ...]
    found: tuple[Diagnostic, ...]


@dataclass(slots=True)
class LintCache:
    """The cache of one run. `key` stands for all that every file of the run depends on.

    `wide` gives the state of all scenes of the project, on which those depend that refer to others.
    `outside` gives the state of the files that the scenes of a file name.
    """

    place: Path
    key: str
    started: int
    wide: Callable[[], str]
    outside: Callable[[str, Iterable[str]], str]
    _lines: list[str] = field(default_factory=list)
    _files: dict[str, Json] | None = None
    _kept: dict[str, Json] = field(default_factory=dict)

    def open(self) -> None:
        """Reads what was kept, if it was kept under the same key."""
        with contextlib.suppress(OSError, ValueError):
            first, *rest = self.place.read_text(encoding="utf-8").split("\n", 2)
            self._lines = rest if first == self._head else []

    @property
    def _head(self) -> str:
        return f"scenelang lint cache {_FORMAT} {self.key}"

    def whole(self, state: str) -> Whole | None:
        """The outcome of the last run, where it was made in the same state of everything."""
        try:
            kept = json.loads(self._lines[0])
            if kept["state"] != state or not self._is_as_it_was(kept):
                return None
            return Whole(tuple(map(int, kept["counts"])), read_findings(kept["found"]))
        except (IndexError, ValueError, KeyError, TypeError, RecursionError, NotKept):
            return None

    def _is_as_it_was(self, kept: Any) -> bool:
        """Whether what lies outside of the run is as it was."""
        asked = all(self.outside(file, words) == state for file, words, state in kept["asked"])
        return asked and (kept["wide"] is None or kept["wide"] == self.wide())

    def file(self, name: str, content: str) -> FileFindings | None:
        """What is known of a file with this digest of its content."""
        try:
            entry = self._entries()[name]
            digest, wide, outside, look = parts_of(entry)
            if digest != content:
                return None
            looked = read_look(look)
            if looked.is_wide and wide != self.wide():
                return None
            if looked.asks and outside != self.outside(name, looked.asks):
                return None
        except (KeyError, ValueError, TypeError, RecursionError, NotKept):
            return None
        self._kept[name] = entry
        return looked

    def _entries(self) -> Mapping[str, Json]:
        if self._files is None:
            self._files = {}
            with contextlib.suppress(IndexError, ValueError, RecursionError):
                found = json.loads(self._lines[1])
                self._files = found if isinstance(found, dict) else {}
        return self._files

    def keep(self, name: str, content: str, looked: FileFindings) -> None:
        """Keeps what a look at a file gave."""
        if looked.ignores != NO_IGNORES:
            return
        with contextlib.suppress(NotKept):
            wide = self.wide() if looked.is_wide else ""
            outside = self.outside(name, looked.asks) if looked.asks else ""
            self._kept[name] = [content, wide, outside, kept_look(looked)]

    def save(self, state: str | None, whole: Whole, looked: Mapping[str, FileFindings]) -> None:
        """Writes what was kept; `state` is None where the run cannot be known again as a whole."""
        asks = {name: look.asks for name, look in looked.items() if look.asks}
        asked = [[name, [*words], self.outside(name, words)] for name, words in asks.items()]
        is_wide = any(look.is_wide for look in looked.values())
        with contextlib.suppress(NotKept):
            first = {
                "state": state,
                "counts": [*whole.counts],
                "found": kept_findings(whole.found),
                "asked": asked,
                "wide": self.wide() if is_wide else None,
            }
            others = {name: kept for name, kept in self._entries().items() if name not in looked}
            self._kept |= {name: kept for name, kept in others.items() if stamp(name)}
            self._write(f"{self._head}\n{json.dumps(first)}\n{json.dumps(self._kept)}\n")

    def _write(self, text: str) -> None:
        """Writes the cache, if it can be written; another run never reads half of it."""
        with contextlib.suppress(OSError):
            folder = make_kept_folder(self.place.parent.parent)
            write_whole(folder / CACHE_FILE, text.encode("utf-8", "surrogatepass"))

    def state_of(self, files: Iterable[str]) -> str | None:
        """One word for the state of some files; None where one was changed too shortly before the run."""
        files = tuple(files)
        stamps = stamps_of(files)
        if stamps is None or not stamps.are_settled(self.started):
            return None
        return digest_of(f"{file}\0{word}" for file, word in zip(files, stamps.words, strict=True))


def forget_cache(root: Path) -> int | None:
    """Deletes the cache of a project and says how many bytes it had; None where there is none."""
    return forget_kept(root, CACHE_FILE)
