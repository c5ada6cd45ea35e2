"""What the shards of a folder were made of, as lines of JSON, and back.

Takes: shards and the places of their rows.
Gives: a line for each; and the same from such lines.
May assume: nothing of what is read back: it may have been written by anybody.
Never does: look at a shard.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

from scenelang.compile.compiled_file import PackedRows
from scenelang.compile.keeping.piece_queue import Composition
from scenelang.gathering import Json, NotKept, parts_of, text_from
from scenelang.shards import KeptShard


class OldShard(NamedTuple):
    """A shard of the build in a folder: what it says of itself, its stamp, and where its rows lie.

    `is_last` is True for the last of its build, which may be shorter than it would be with more rows to come.
    """

    kept: KeptShard
    stamp: str
    pieces: Composition
    is_last: bool
    line: str = ""

    def to_line(self) -> str:
        """The shard as a line of JSON; the one that it was read from, where there is one."""
        pieces = [[*piece] for piece in self.pieces]
        return self.line or json.dumps([self.kept.to_json(), self.stamp, pieces, self.is_last])

    @classmethod
    def from_line(cls, line: str) -> Self:
        """The shard from such a line.

        Raises:
            NotKept: it is none.
        """
        try:
            shard, word, pieces, is_last = parts_of(json.loads(line))
            known = KeptShard.from_json(shard)
            return cls(known, text_from(word), tuple(map(_piece, parts_of(pieces))), is_last is True, line)
        except (ValueError, RecursionError):
            raise NotKept from None


def old_shards(lines: Iterable[str]) -> Mapping[str, OldShard]:
    """Shards by their marks, from lines; none where one of these is none."""
    with contextlib.suppress(NotKept):
        found = [OldShard.from_line(line) for line in lines]
        return {one.kept.mark: one for one in found}
    return {}


def _piece(kept: Json) -> PackedRows:
    pack, start, stop = parts_of(kept)
    if not (isinstance(start, int) and isinstance(stop, int)):
        raise NotKept
    return PackedRows(text_from(pack), start, stop)
