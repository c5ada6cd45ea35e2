"""A shard's memory: the mapped Arrow file, or what a Parquet file unpacks to.

Takes: the path of a shard.
Gives: memory with the content of an Arrow IPC file; the rows of its record batches without unpacking.
May assume: that nobody changes the file in place.
Never does: hold more than one row group of a Parquet file, or keep a file open: a folder may have more
    shards than a process may have open files.

A Parquet file is unpacked once a process, into an Arrow file in the system's temporary folder that has no
name and goes when the last who reads it does. Processes that are forked later share it.
"""

from __future__ import annotations

import mmap
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakValueDictionary

import pyarrow as pa

from scenelang.diagnostics import Refusal
from scenelang.shards.messages_unpack import NoRoomToUnpack
from scenelang.source import Span

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

Stamp: TypeAlias = tuple[str, int, int, int]

_UNPACKED: WeakValueDictionary[Stamp, mmap.mmap] = WeakValueDictionary()


class MappedFile:
    """A shard, mapped when it is opened: a new build may then take the file's place, and this one stays."""

    def __init__(self, path: Path) -> None:
        """Maps the file.

        Raises:
            OSError: the file cannot be opened.
        """
        self._path = path
        self._is_packed = path.suffix == ".parquet"
        status = path.stat()
        self._stamp = (str(path.resolve()), status.st_ino, status.st_size, status.st_mtime_ns)
        with pa.memory_map(str(path), "r") as file:
            self._content: pa.Buffer = file.read_buffer()

    def batch_rows(self) -> tuple[int, ...]:
        """How many rows each record batch has, without unpacking.

        Raises:
            OSError: it is no Parquet file.
            pyarrow.ArrowInvalid: it is no Arrow file.
        """
        if self._is_packed:
            told = _parquet(self._content).metadata
            return tuple(told.row_group(number).num_rows for number in range(told.num_row_groups))
        reader = pa.ipc.open_file(self._content)
        return tuple(reader.get_batch(number).num_rows for number in range(reader.num_record_batches))

    def schema(self) -> pa.Schema:
        """The columns, without unpacking.

        Raises:
            OSError: it is no Parquet file.
            pyarrow.ArrowInvalid: it is no Arrow file.
        """
        file = _parquet(self._content).schema_arrow if self._is_packed else self._arrow_schema()
        return file.remove_metadata()

    def _arrow_schema(self) -> pa.Schema:
        return pa.ipc.open_file(self._content).schema

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The record batches, one after the other, without unpacking the whole.

        Raises:
            OSError: it is no Parquet file, or cannot be read.
            pyarrow.ArrowException: it is no Arrow file, or cannot be read.
        """
        if not self._is_packed:
            reader = pa.ipc.open_file(self._content)
            yield from (reader.get_batch(number) for number in range(reader.num_record_batches))
            return
        source = _parquet(self._content)
        for number in range(source.num_row_groups):
            table = source.read_row_group(number, use_threads=False).replace_schema_metadata(None)
            yield from table.combine_chunks().to_batches()

    def arrow_memory(self) -> pa.Buffer:
        """The memory of the shard as an Arrow IPC file.

        Raises:
            OSError: it is no Parquet file.
            Refusal: there is no room to unpack it.
        """
        if not self._is_packed:
            return self._content
        known = _UNPACKED.get(self._stamp)
        if known is None:
            known = _UNPACKED[self._stamp] = self._unpacked()
        return pa.py_buffer(known)

    def _unpacked(self) -> mmap.mmap:
        schema = self.schema()
        with ExitStack() as opened:
            with self._writing():
                target = opened.enter_context(tempfile.TemporaryFile(prefix="scenelang-"))
                writer = pa.ipc.new_file(pa.PythonFile(target, "w"), schema)
            for batch in self.batches():
                with self._writing():
                    writer.write_batch(batch)
                    target.flush()
            with self._writing():
                writer.close()
                target.flush()
                return mmap.mmap(target.fileno(), 0, access=mmap.ACCESS_READ)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Tells what fails here from what fails in the shard itself."""
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            place = Span.start_of(self._path)
            raise Refusal(NoRoomToUnpack(place, self._path.name, _folder(), reason)) from error


def _folder() -> str:
    """Where shards are unpacked; asking for it fails where no folder can be written to."""
    try:
        return tempfile.gettempdir()
    except OSError:
        return "any temporary folder"


def _parquet(content: pa.Buffer) -> ParquetFile:
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - few shards need it

    return ParquetFile(content)
