"""`--watch` of `lint` and `compile`: runs again whenever a file of the project changes.

Takes: what one run does, and the folders to watch.
Gives: 0 after Ctrl-C.
May assume: nothing.
Never does: look into hidden folders, run twice for one burst of changes, or follow what it prints itself.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from scenelang.cli.verb import CLEAN

_SUFFIXES = (".scene", ".yaml", ".yml", ".toml", ".txt", ".json", ".jinja")
_PAUSE = 0.4
_LEFT_OUT = frozenset({"node_modules", "__pycache__", "site-packages"})
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"

Snapshot = Mapping[str, tuple[int, int]]
"""Times and sizes of files."""


def watch(
    run: Callable[[], object],
    roots: Iterable[Path],
    left_out: Iterable[Path] = (),
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Runs, waits for changes, and runs again, until somebody stops it.

    Args:
        run: One run; it prints by itself.
        roots: The folders and files to watch.
        left_out: Files that a run itself writes, and folders; where its output goes is known without.
        sleep: How to wait a moment.
    """
    watched = _Watched(tuple(roots), frozenset(map(_whole, left_out)), _outputs())
    try:
        seen = watched.look()
        _begin(())
        run()
        while True:
            sys.stdout.flush()
            seen, changed = _next_change(watched, seen, sleep)
            _begin(changed)
            run()
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return CLEAN


class _Watched(NamedTuple):
    """What is watched."""

    roots: tuple[Path, ...]
    left_out: frozenset[str]
    outputs: frozenset[tuple[int, int]]

    def look(self) -> Snapshot:
        """The files as they are now."""
        found = snapshot(self.roots, self.outputs)
        return {name: state for name, state in found.items() if not self._is_left_out(name)}

    def _is_left_out(self, name: str) -> bool:
        whole = _whole(name)
        return whole in self.left_out or any(whole.startswith(f"{each}{os.sep}") for each in self.left_out)


def _whole(path: Path | str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - a Path for every file takes long


def _outputs() -> frozenset[tuple[int, int]]:
    """Device and number of the files that standard output and standard error are redirected to."""
    found = set()
    for stream in (1, 2):
        try:
            status = os.fstat(stream)
        except OSError:
            continue
        if stat.S_ISREG(status.st_mode):
            found.add((status.st_dev, status.st_ino))
    return frozenset(found)


def snapshot(roots: Iterable[Path], outputs: frozenset[tuple[int, int]] = frozenset()) -> Snapshot:
    """The files that a run may depend on, and what tells whether they have changed.

    Args:
        roots: The folders and files to look at.
        outputs: Files to leave out, by device and number.
    """
    found: dict[str, tuple[int, int]] = {}
    for name in (name for root in roots for name in _files(root)):
        try:
            status = os.stat(name)  # noqa: PTH116 - a Path for every file takes long
        except OSError:
            continue
        if (status.st_dev, status.st_ino) not in outputs:
            found[name] = (status.st_mtime_ns, status.st_size)
    return found


def _files(root: Path) -> Iterator[str]:
    if not root.is_dir():
        yield str(root)
    for place, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _LEFT_OUT]
        yield from (os.path.join(place, name) for name in files if name.endswith(_SUFFIXES))  # noqa: PTH118


def _next_change(
    watched: _Watched, seen: Snapshot, sleep: Callable[[float], None]
) -> tuple[Snapshot, tuple[str, ...]]:
    """Waits until something has changed and nothing changes any more."""
    now = seen
    while now == seen:
        sleep(_PAUSE)
        now = watched.look()
    settled: Snapshot = {}
    while now != settled:
        settled = now
        sleep(_PAUSE / 4)
        now = watched.look()
    changed = {name for name in {*seen, *now} if seen.get(name) != now.get(name)}
    return now, tuple(sorted(changed))


def _begin(changed: tuple[str, ...]) -> None:
    """Clears a terminal; in a log, says what a run is about."""
    if sys.stdout.isatty():
        print(_CLEAR, end="")
    elif changed:
        more = f" and {len(changed) - 1:,} more" if len(changed) > 1 else ""
        print(f"--- {time.strftime('%H:%M:%S')} {changed[0]}{more}")
