"""Rows to shards, where shards of the last build that would come out the same are taken over as they lie.

Takes: pieces: rows in packs, and blocks that are in no pack; and what the shards in the folder were made of.
Gives: shards, written or taken over, and what they were made of.
May assume: pieces come in the order of rows.
Never does: read rows of a shard that is taken over, or take over one whose file was touched.

A shard comes out the same where it has the same number, begins with the same vocabularies, and holds the same
rows. Rows are the same where they lie at the same place in the same pack.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from scenelang.compile.compiled_file import PackedRows
from scenelang.compile.keeping.old_shards import OldShard
from scenelang.compile.keeping.packs import Packs
from scenelang.compile.keeping.piece_queue import Composition, Piece, PieceQueue, joined
from scenelang.gathering import stamp
from scenelang.shards import BATCH_ROWS, RowBlock, ShardWriter


class WrittenRows:
    """The rows of a build on their way into shards; afterwards, what the shards were made of."""

    def __init__(
        self,
        writer: ShardWriter,
        packs: Packs,
        old: Mapping[str, OldShard] | None = None,
        folder: Path = Path(),
    ) -> None:
        """Nothing is written before `write`.

        Args:
            writer: Writes shards.
            packs: Where pieces lie.
            old: The shards in the folder, by their marks; None where none may be taken over.
            folder: Where they are.
        """
        self._writer = writer
        self._packs = packs
        self._old = old or {}
        self._folder = folder
        self._shards: list[Composition | None] = []

    def write(self, pieces: Iterable[Piece]) -> None:
        """Writes all rows.

        Raises:
            PackLost: rows that are asked for are gone.
            Refusal: the disk is full.
        """
        queue = PieceQueue(pieces)
        while not queue.is_empty():
            mark = self._writer.mark()
            if mark is not None:
                if self._take_over(mark, queue):
                    continue
                self._shards.append(())
            self._write_batch(queue)

    def _take_over(self, mark: str, queue: PieceQueue) -> bool:
        """Takes over the shard that comes next, if it is there and would come out the same."""
        old = self._old.get(mark)
        if old is None or stamp(self._folder / old.kept.record.file) != old.stamp:
            return False
        rows = old.kept.record.rows
        if queue.peek(rows) != old.pieces or (old.is_last and not queue.ends_after(rows)):
            return False
        if not self._writer.adopt(old.kept):
            return False
        queue.drop(rows)
        self._shards.append(old.pieces)
        return True

    def _write_batch(self, queue: PieceQueue) -> None:
        """Writes as many rows as a record batch has; shards end only behind one."""
        left = BATCH_ROWS
        while left and (piece := queue.next(left)) is not None:
            if isinstance(piece, RowBlock):
                block, self._shards[-1] = piece, None
            else:
                block = self._packs.rows(*piece)
                self._add(piece)
            self._writer.add_block(block)
            left -= block.rows

    def _add(self, piece: PackedRows) -> None:
        """Notes where rows lie, unless others of the same shard lie in no pack."""
        known = self._shards[-1]
        if known is not None:
            self._shards[-1] = joined(known, piece)

    def lines(self) -> list[str]:
        """What the shards of the folder are made of, once they are in their place."""
        kept = self._writer.kept()
        made = zip(kept, self._shards, strict=True)
        now = [
            OldShard(shard, stamp(self._folder / shard.record.file), pieces, shard is kept[-1])
            for shard, pieces in made
            if pieces
        ]
        return [self._same_as_before(shard).to_line() for shard in now]

    def _same_as_before(self, shard: OldShard) -> OldShard:
        """The shard as it was read, where it is the same."""
        old = self._old.get(shard.kept.mark)
        return shard if old is None or old[:4] != shard[:4] else old
