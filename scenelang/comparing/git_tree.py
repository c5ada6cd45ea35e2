"""The files of a commit, without a checkout.

Takes: a repository, a revision and a folder in it.
Gives: a copy of the folder as the commit has it, elsewhere on the disk.
May assume: nothing of the names in the tree.
Never does: touch the working tree or the index, or write outside the copy.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from scenelang.comparing.messages import RevisionUnreadable
from scenelang.diagnostics import Outcome
from scenelang.source import Span

_LARGEST = 8 << 20
"""Larger files are left out: a lexicon or a scene of so many bytes is refused elsewhere."""
_LINK = "120000"
_HIDDEN = frozenset({"", ".", "..", ".git"})


class _Entry(NamedTuple):
    mode: str
    object: str
    path: PurePosixPath


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository, by the root of its working tree."""

    root: Path

    @classmethod
    def around(cls, folder: Path) -> Repository | None:
        """The repository that a folder lies in; None without one, or without git."""
        said = _git(folder, "rev-parse", "--show-toplevel")
        return None if said is None else cls(Path(os.fsdecode(said).rstrip("\n")))

    def commit(self, revision: str) -> str | None:
        """The commit that a revision means."""
        words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        said = _git(self.root, *words)
        return None if said is None else said.decode("ascii").strip()

    def fork(self, one: str, other: str) -> str | None:
        """The commit at which two revisions parted."""
        said = _git(self.root, "merge-base", "--end-of-options", one, other)
        return None if said is None else said.decode("ascii").strip()

    def copy(self, revision: str, commit: str, folder: PurePosixPath, target: Path) -> Outcome[Path]:
        """Writes what a commit has in a folder to `target`, which is marked as the root of a project."""
        tree = f"{commit}:{'' if folder == PurePosixPath() else folder.as_posix()}"
        (target / ".git").mkdir(parents=True)
        if _git(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", tree) is None:
            return Outcome(target)  # the commit has no such folder
        listing = _git(self.root, "ls-tree", "-r", "-z", "-l", "--full-tree", "--end-of-options", tree)
        entries = None if listing is None else _read_entries(listing)
        contents = None if entries is None else self._contents([entry.object for entry in entries])
        if entries is None or contents is None:
            return Outcome(None, (RevisionUnreadable(Span.start_of(revision), revision),))
        for entry, content in zip(entries, contents, strict=True):
            _write(entry, content, target)
        return Outcome(target)

    def _contents(self, objects: Sequence[str]) -> list[bytes] | None:
        asked = "".join(f"{name}\n" for name in objects).encode("ascii")
        said = _git(self.root, "cat-file", "--batch", given=asked)
        return None if said is None else _read_batch(said, len(objects))


def _read_entries(listing: bytes) -> list[_Entry] | None:
    """The files and links of a listing whose entries end with NUL; None where git lacks one of them."""
    entries = []
    for line in listing.split(b"\0"):
        head, _, name = line.partition(b"\t")
        if not name:
            continue
        mode, kind, object_, size = head.split()
        path = PurePosixPath(os.fsdecode(name))
        if kind != b"blob":
            continue
        if not size.isdigit():
            return None
        if int(size) <= _LARGEST and _HIDDEN.isdisjoint(path.parts):
            entries.append(_Entry(mode.decode("ascii"), object_.decode("ascii"), path))
    return entries


def _read_batch(said: bytes, count: int) -> list[bytes] | None:
    """The contents in the answer of `git cat-file --batch`: a line of sizes, the bytes, a line break."""
    contents, reached = [], 0
    for _ in range(count):
        end = said.find(b"\n", reached)
        words = said[reached:end].split()
        if end < 0 or len(words) != 3:
            return None
        size = int(words[2])
        contents.append(said[end + 1 : end + 1 + size])
        reached = end + 2 + size
    return contents


def _write(entry: _Entry, content: bytes, target: Path) -> None:
    path = target / entry.path
    if not _is_inside(path.parent, target):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if entry.mode != _LINK:
        path.write_bytes(content)
        return
    leads = Path(os.fsdecode(content))
    if not leads.is_absolute() and _is_inside(path.parent / leads, target):
        path.symlink_to(leads)


def _is_inside(path: Path, target: Path) -> bool:
    """True where a path, links followed, stays in the copy."""
    return path.resolve().is_relative_to(target.resolve())


def _git(folder: Path, *words: str, given: bytes = b"") -> bytes | None:
    """What git prints; None where there is no git or it fails."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - words are ours; revisions stand behind --end-of-options
            ["git", "-C", str(folder), *words],  # noqa: S607
            input=given,
            env=environment,
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
