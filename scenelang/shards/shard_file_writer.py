"""Writes one shard: record batches to a file, hashed on the way."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
from pathlib import Path
from typing import Final, Protocol

import pyarrow as pa

from scenelang.shards.columns import shard_schema
from scenelang.shards.manifest import FileFormat, ShardRecord

_LEVEL: Final = 9
_CLIMBING: Final = ("source_ranges",)
"""Columns whose numbers climb by small steps, and repeat too seldom for a dictionary."""


class _HashingFile(io.RawIOBase):
    """A file to write to that knows the digest of what was written."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file = path.open("wb")
        self.digest = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.size

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


class _Batches(Protocol):
    """What a file format does with record batches."""

    def write_batch(self, batch: pa.RecordBatch) -> None:
        """Adds a batch."""

    def close(self) -> None:
        """Ends the file."""


class ShardFileWriter:
    """A shard that grows by record batches; a batch is a row group where the shard is a Parquet file."""

    def __init__(self, path: Path, file_format: FileFormat = "arrow") -> None:
        self._path = path
        self._format = file_format
        self._sink = _HashingFile(path)
        self._writer = _opened(self._sink, file_format)
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
        name = f"part-{number:05d}-{digest[:16]}.{self._format}"
        self._path.replace(self._path.with_name(name))
        return ShardRecord(file=name, rows=self.rows, bytes=self._sink.size, sha256=digest)

    def abandon(self) -> None:
        """Closes the file without ending it."""
        with contextlib.suppress(OSError):  # a full disk, which refuses what waited to be written too
            self._sink.close()


def _opened(sink: _HashingFile, file_format: FileFormat) -> _Batches:
    if file_format == "parquet":
        import pyarrow.parquet as pq  # noqa: PLC0415 - few builds need it

        writer: _Batches = pq.ParquetWriter(
            sink,
            shard_schema(),
            compression="zstd",
            compression_level=_LEVEL,
            use_dictionary=[_leaf(field) for field in shard_schema() if field.name not in _CLIMBING],
            column_encoding={_leaf(shard_schema().field(name)): "DELTA_BINARY_PACKED" for name in _CLIMBING},
        )
    else:
        writer = pa.ipc.new_file(sink, shard_schema())
    return writer


def _leaf(field: pa.Field) -> str:
    """What Parquet calls the column of a field's numbers or texts."""
    return f"{field.name}.list.element" if pa.types.is_list(field.type) else str(field.name)
