"""Rows on the disk, between the moment in which they are made and the one in which they are written.

Takes: blocks of rows.
Gives: packs, each known by the digest of its bytes, and the blocks in them, mapped and not copied.
May assume: nothing of what lies on the disk, which may be torn, foreign, or gone.
Never does: give a block whose bytes are not those that were written.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import zlib
from pathlib import Path

import pyarrow as pa

from scenelang.shards import RowBlock
from scenelang.source import write_whole

PACK_SUFFIX = ".rows"
_DIGITS = 24
_OPEN = 16
"""So many packs are mapped at once; memory does not grow with their number."""


class PackLost(Exception):
    """A pack that an index names is not there, or not as it was written; caught where a build begins anew."""


class Packs:
    """The packs in one folder. Where nothing can be written there, those of this build go to a spare one."""

    def __init__(self, folder: Path, spare: Path | None = None) -> None:
        """Nothing is written, and no folder made, before the first pack.

        Args:
            folder: Where packs lie.
            spare: Where those of this build go once the system refuses to write in `folder`.
        """
        self.folder = folder
        self.spare = spare
        self._here = folder
        self._open: dict[str, RowBlock] = {}
        self._sound: set[str] = set()
        self._sizes: dict[str, int] = {}

    def write(self, block: RowBlock) -> str:
        """Writes a block and gives the name of its pack.

        Raises:
            OSError: the system says no.
        """
        content = block.to_bytes()
        name = _name_of(content)
        try:
            _write(self._here, name, content)
        except OSError:
            if self.spare is None or self._here == self.spare:
                raise
            self._here = self.spare
            _write(self._here, name, content)
        return name

    def block(self, pack: str) -> RowBlock:
        """The rows of a pack, mapped; its bytes are held against its name the first time.

        Raises:
            PackLost: it is not there, or not as it was written.
        """
        known = self._open.pop(pack, None) or self._read(pack)
        self._open[pack] = known
        if len(self._open) > _OPEN:
            del self._open[next(iter(self._open))]
        return known

    def rows(self, pack: str, start: int, stop: int) -> RowBlock:
        """Some rows of a pack.

        Raises:
            PackLost: it does not hold them.
        """
        block = self.block(pack)
        if not 0 <= start < stop <= block.rows:
            raise PackLost(pack)
        return block if stop - start == block.rows else block.slice(start, stop)

    def has(self, pack: str) -> bool:
        """Whether a pack is there; it may be torn."""
        return self.size(pack) > 0

    def size(self, pack: str) -> int:
        """The bytes of a pack; 0 where it is not there."""
        if pack not in self._sizes:
            self._sizes[pack] = max(_size(place) for place in self._places(pack))
        return self._sizes[pack]

    def _read(self, pack: str) -> RowBlock:
        for place in self._places(pack):
            with contextlib.suppress(OSError, ValueError):
                with pa.memory_map(str(place)) as file:
                    content = file.read_buffer()
                if pack in self._sound or pack.endswith(_check(content)):
                    self._sound.add(pack)
                    return RowBlock.from_buffer(content)
                place.unlink()
        raise PackLost(pack)

    def _places(self, pack: str) -> list[Path]:
        """Where a pack may lie; another process may have had to use the spare folder."""
        return [folder / _file_of(pack) for folder in (self.folder, self.spare) if folder is not None]


def _file_of(pack: str) -> str:
    return f"{pack}{PACK_SUFFIX}"


def _name_of(content: pa.Buffer) -> str:
    """A name that no other content has; its end tells damage, and is worked out sooner than the rest."""
    return f"{hashlib.sha256(content).hexdigest()[:_DIGITS]}{_check(content)}"


def _check(content: pa.Buffer) -> str:
    return f"{zlib.crc32(content):08x}"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _write(folder: Path, name: str, content: pa.Buffer) -> None:
    """Writes beside and renames, so that a name never stands for half a pack."""
    place = folder / _file_of(name)
    if _size(place) == len(content):
        os.utime(place)
        return
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(place, memoryview(content))
