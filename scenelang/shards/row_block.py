"""Rows on their way into shards: one record batch, and the words that its numbers stand for.

Takes: a record batch with the columns of shards.
Gives: the rows as one value that can be cut, kept in a file, and sent to another process.
May assume: numbers of words lie in the block's own vocabularies.
Never does: copy rows when it is cut, or when it is read from bytes.
"""

from __future__ import annotations

import json
from typing import NamedTuple, Self

import pyarrow as pa

from scenelang.shards.joined_batches import joined
from scenelang.shards.manifest import SourceRecord, source_records

_WORDS = b"scenelang.words"
_END = 64
"""Room for the mark at the end of a stream."""


class RowBlock(NamedTuple):
    """Some rows and their vocabularies, which may hold words that no row uses.

    In `batch`, the columns `source`, `axes`, `attention_origin`, `hidden_origin` and `hidden_name` are
    numbers into `sources`, `axes`, `origins`, `origins` and `names`; a name of -1 is none. All else is as
    in shards: the names in `recalled_files` are those that the manifest uses.
    """

    batch: pa.RecordBatch
    sources: tuple[SourceRecord, ...]
    axes: tuple[tuple[str, ...], ...]
    origins: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self.batch.num_rows)

    def slice(self, start: int, stop: int) -> Self:
        """The rows from `start` up to `stop`; nothing is copied."""
        return self._replace(batch=self.batch.slice(start, stop - start))

    def to_bytes(self) -> pa.Buffer:
        """The block as an Arrow stream; only the rows of the block, also where it was cut out of more."""
        words = {
            "sources": [(source.file, source.sha256) for source in self.sources],
            "axes": self.axes,
            "origins": self.origins,
            "names": self.names,
        }
        content = json.dumps(words, ensure_ascii=False).encode()
        batch = joined([self.batch]) if _is_cut(self.batch) else self.batch
        schema = batch.schema.with_metadata({_WORDS: content})
        size = schema.serialize().size + pa.ipc.get_record_batch_size(batch) + _END
        buffer = pa.allocate_buffer(size)
        sink = pa.FixedSizeBufferWriter(buffer)
        with pa.ipc.new_stream(sink, schema) as stream:
            stream.write_batch(batch)
        return buffer.slice(0, sink.tell())

    @classmethod
    def from_buffer(cls, content: bytes | memoryview | pa.Buffer) -> Self:
        """The block that `to_bytes` wrote; its columns lie in the memory of `content`.

        Raises:
            ValueError: the content is nothing that `to_bytes` wrote.
        """
        try:
            with pa.ipc.open_stream(content) as stream:
                batch = stream.read_next_batch()
            words = json.loads((batch.schema.metadata or {})[_WORDS])
            sources = source_records(words["sources"])
            axes = tuple(map(tuple, words["axes"]))
            found = cls(
                batch.replace_schema_metadata(None),
                *(sources, axes, tuple(words["origins"]), tuple(words["names"])),
            )
        except (pa.ArrowException, StopIteration, KeyError, TypeError, OSError) as error:
            raise ValueError("this is no block of rows") from error
        return found


def _is_cut(batch: pa.RecordBatch) -> bool:
    """Whether a good part of the memory behind the rows belongs to other rows."""
    own, held = int(batch.nbytes), int(batch.get_total_buffer_size())
    return held > own + own // 8 + 4096
