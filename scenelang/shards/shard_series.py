"""The shards of one build, one after the other: full record batches to files of bounded size.

Takes: record batches with the build's numbers, always cut alike; or a shard of an older build.
Gives: shard files in the staging folder, their records, and the counts of the manifest.
May assume: a shard that is taken over has the rows that come next, and lies in the folder unharmed.
Never does: hold rows.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from scenelang.shards.columns import shard_schema
from scenelang.shards.kept_shard import KeptShard
from scenelang.shards.manifest import FORMAT_VERSION, FileFormat
from scenelang.shards.shard_file_writer import ShardFileWriter
from scenelang.shards.tally import Tally
from scenelang.shards.vocabularies import Vocabularies, Words


class ShardLimits(NamedTuple):
    """When a new shard begins: after so many rows or bytes, in whole record batches."""

    batch_rows: int
    rows: int
    size: int


class ShardSeries:
    """Shards so far, and the one that is being written."""

    def __init__(
        self, staging: Path, file_format: FileFormat, limits: ShardLimits, words: Vocabularies
    ) -> None:
        """Makes the series, empty; `words` grow with the rows, outside of it."""
        self.tally = Tally()
        self.shards: list[KeptShard] = []
        self._staging = staging
        self._format: FileFormat = file_format
        self._limits = limits
        self._words = words
        self._known = words.sizes()
        self._file: ShardFileWriter | None = None
        self._part = Tally()
        self._behind = hashlib.sha256(repr((FORMAT_VERSION, file_format, limits, pa.__version__)).encode())
        self._behind.update(shard_schema().serialize())

    @property
    def at_start(self) -> bool:
        """Whether no shard is under way."""
        return self._file is None

    def mark(self) -> str:
        """What stands for all that the bytes of the next shard depend on beside its rows."""
        here = self._behind.copy()
        here.update(b"%d" % len(self.shards))
        return here.hexdigest()

    def write(self, batch: pa.RecordBatch) -> None:
        """Adds rows.

        Raises:
            OSError: the system says no.
        """
        self._part.add(batch)
        if self._file is None:
            self._file = ShardFileWriter(self._staging / f"shard.{self._format}", self._format)
        self._file.write(batch)
        if self._file.rows >= self._limits.rows or self._file.size >= self._limits.size:
            self.end_shard()

    def end_shard(self) -> None:
        """Ends the shard that is under way, if one is.

        Raises:
            OSError: the system says no.
        """
        if self._file is not None:
            record = self._file.finish(len(self.shards))
            self._file = None
            added = self._words.words(since=self._known)
            self._take(KeptShard(self.mark(), record, added, self._part.to_json()))

    def adopt(self, shard: KeptShard, folder: Path) -> bool:
        """Takes over a shard of an older build as the next one; False where it is not what would come."""
        path = folder / shard.record.file
        if shard.mark != self.mark() or not path.is_file() or path.stat().st_size != shard.record.bytes:
            return False
        self._words.learn(shard.added)
        self._take(shard)
        return True

    def _take(self, shard: KeptShard) -> None:
        self.shards.append(shard)
        self.tally.merge(shard.tally)
        self._part = Tally()
        self._known = self._words.sizes()
        self._behind.update(_told(shard.added))

    def abandon(self) -> None:
        """Closes the file that is under way without ending it."""
        if self._file is not None:
            self._file.abandon()


def _told(words: Words) -> bytes:
    """Words as bytes: sources by their names alone, for shards hold nothing of what is in them."""
    sources = [source.file for source in words.sources]
    return json.dumps([sources, *words[1:]], ensure_ascii=False).encode()
