"""Writes one shard: Arrow batches to a file, hashed on the way."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pyarrow as pa

from scenelang.shards.columns import shard_schema
from scenelang.shards.manifest import ShardRecord


class _HashingFile(io.RawIOBase):
    """A file to write to that knows the digest of what was written."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file = path.open("wb")
        self.digest = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, content: object, /) -> int:
        with memoryview(content).cast("B") as view:  # type: ignore[arg-type] # any buffer, as in io
            self._file.write(view)
            self.digest.update(view)
            self.size += len(view)
            return len(view)

    def settle(self) -> None:
        """Waits until everything is on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


class ShardFileWriter:
    """An Arrow IPC file that grows by record batches."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sink = _HashingFile(path)
        self._writer = pa.ipc.new_file(self._sink, shard_schema())
        self.rows = 0

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self._sink.size

    def write(self, batch: pa.RecordBatch) -> None:
        """Adds a batch.

        Raises:
            OSError: the system says no.
        """
        self._writer.write_batch(batch)
        self.rows += batch.num_rows

    def finish(self, number: int) -> ShardRecord:
        """Ends the file, gives it a name by its content, and says what it holds."""
        self._writer.close()
        self._sink.settle()
        self._sink.close()
        digest = self._sink.digest.hexdigest()
        name = f"part-{number:05d}-{digest[:16]}.arrow"
        self._path.replace(self._path.with_name(name))
        return ShardRecord(file=name, rows=self.rows, bytes=self._sink.size, sha256=digest)

    def abandon(self) -> None:
        """Closes the file without ending it."""
        self._sink.close()
