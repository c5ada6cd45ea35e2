"""How much a compile cache may keep, and what goes first.

Takes: the folder of a cache, and how many bytes it may have.
Gives: room: packs that nothing names any more go, and then the oldest.
May assume: that other builds use the folder at the same moment.
Never does: stop a build; take a pack that was written or used a moment ago, but to keep within the bound.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from scenelang.compile.keeping.index_file import INDEX_SUFFIX
from scenelang.compile.keeping.packs import PACK_SUFFIX
from scenelang.source import UNFINISHED

CACHE_SIZE = 4 * 2**30
"""Bytes that a cache may have where nobody says otherwise."""
_INDEXES = 8
"""So many ways to compile, each with an index of its own, are remembered."""
_A_WHILE = 600.0


class _Kept(NamedTuple):
    """A file of the cache, and when it was written or last used."""

    used: float
    size: int
    path: str

    @property
    def pack(self) -> str:
        """The name of the pack that it holds."""
        return os.path.basename(self.path).removesuffix(PACK_SUFFIX)  # noqa: PTH119


def make_room(folder: Path, limit: int, in_use: Collection[str]) -> None:
    """Deletes what no build can use any more, and the oldest packs where the cache is over its limit.

    Args:
        folder: The folder of the cache.
        limit: Bytes that may stay.
        in_use: The packs of the build that is just done; they count as used now.
    """
    with contextlib.suppress(OSError):
        now = time.time()
        files = [_with_use(each, in_use, now) for each in _files(folder)]
        for one in files:
            if one.path.endswith(UNFINISHED) and one.used < now - _A_WHILE:
                _delete(one)
        indexes = sorted((one for one in files if one.path.endswith(INDEX_SUFFIX)), reverse=True)
        for one in indexes[_INDEXES:]:
            _delete(one)
        packs = [one for one in files if one.path.endswith(PACK_SUFFIX)]
        stray = [one for one in packs if one.pack not in in_use and one.used < now - _A_WHILE]
        if stray:
            packs = _without_strays(packs, stray, indexes[:_INDEXES])
        _keep_within(limit, packs, sum(one.size for one in indexes[:_INDEXES]))


def _files(folder: Path) -> list[_Kept]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                found.append(_Kept(status.st_mtime, status.st_size, entry.path))
    return found


def _with_use(one: _Kept, in_use: Collection[str], now: float) -> _Kept:
    if not one.path.endswith(PACK_SUFFIX) or one.pack not in in_use:
        return one
    with contextlib.suppress(OSError):
        os.utime(one.path)
    return one._replace(used=now)


def _without_strays(packs: list[_Kept], stray: list[_Kept], indexes: list[_Kept]) -> list[_Kept]:
    """The packs that are left when those that no index names are gone."""
    texts = []
    for index in indexes:
        with contextlib.suppress(OSError):
            texts.append(Path(index.path).read_bytes())
    gone = {one for one in stray if not any(one.pack.encode() in text for text in texts)}
    for one in gone:
        _delete(one)
    return [one for one in packs if one not in gone]


def _keep_within(limit: int, packs: list[_Kept], size: int) -> None:
    size += sum(one.size for one in packs)
    for one in sorted(packs):
        if size <= limit:
            return
        _delete(one)
        size -= one.size


def _delete(one: _Kept) -> None:
    with contextlib.suppress(OSError):
        os.unlink(one.path)  # noqa: PTH108
