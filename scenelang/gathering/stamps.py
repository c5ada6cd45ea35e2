"""What stands for the content of a file: its times, its size and its number on the disk.

Takes: names of files. Gives: stamps, and one word for many.
May assume: nothing.
Never does: read a file. The time of its last change of state is in its stamp, which nobody can set back.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

TICK = 2_000_000_000
"""Nanoseconds; some file systems tell times no finer."""
NO_STAMP = ""


@dataclass(frozen=True, slots=True)
class Stamps:
    """The stamps of some files, in order; `newest` is when the last of them changed, in nanoseconds."""

    words: tuple[str, ...]
    newest: int

    def are_settled(self, started: int) -> bool:
        """Whether none changed so shortly before that moment that it may have changed again unseen."""
        return self.newest <= started - TICK


def stamp(path: str | os.PathLike[str]) -> str:
    """A word for the state of a file or folder; empty where there is none."""
    try:
        return _word(os.stat(path))  # noqa: PTH116 - a Path for every file takes long
    except (OSError, ValueError):
        return NO_STAMP


def stamps_of(files: Iterable[str]) -> Stamps | None:
    """The stamps of files; None where one cannot be asked for its own."""
    words: list[str] = []
    newest = 0
    for file in files:
        try:
            status = os.stat(file)  # noqa: PTH116 - a Path for every file takes long
        except (OSError, ValueError):
            return None
        newest = max(newest, status.st_mtime_ns, status.st_ctime_ns)
        words.append(_word(status))
    return Stamps(tuple(words), newest)


def is_settled(word: str, started: int) -> bool:
    """Whether the file of a stamp did not change shortly before that moment."""
    times = word.split(".", 2)[:2]
    return word != NO_STAMP and max(map(int, times)) <= started - TICK


def digest_of(words: Iterable[str]) -> str:
    """One word for many."""
    from hashlib import blake2b  # noqa: PLC0415 - it loads OpenSSL, and a clean run does without

    return blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _word(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_size}.{status.st_ino}"
