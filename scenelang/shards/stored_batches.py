"""The record batches of several shards as one sequence, each opened when it is first wanted."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scenelang.diagnostics import Refusal
from scenelang.shards.columns import NUMBER_LISTS
from scenelang.shards.flat_lists import is_sound
from scenelang.shards.messages import ShardDamaged
from scenelang.shards.shard_file import ShardFile
from scenelang.source import Span


class StoredBatches:
    """All record batches of some shard files, in order. `starts` are the first rows, and the count of all."""

    def __init__(self, files: Iterable[ShardFile]) -> None:
        """Counts rows; nothing is read."""
        counted = [(file, number, rows) for file in files for number, rows in enumerate(file.batch_rows)]
        self._where = [(file, number) for file, number, _ in counted]
        self.starts: NDArray[np.int64] = np.cumsum([0, *(rows for _, _, rows in counted)])

    def __len__(self) -> int:
        return len(self._where)

    def __getitem__(self, number: int) -> pa.RecordBatch:
        """A record batch; its columns are views of the file."""
        file, batch = self._where[number]
        return file.record_batch(batch)

    def maps(self, number: int, address: int) -> bool:
        """Whether an address lies in the memory of a batch's file, and so stays good as long as this does."""
        memory = self._where[number][0].memory
        return bool(memory.address <= address < memory.address + memory.size)

    def prove(self, number: int) -> None:
        """Proves that the lists of a batch lie in its file, as whoever reads by address must know.

        Raises:
            Refusal: they do not; the shard was not written by scenelang.
        """
        batch = self[number]
        for names in NUMBER_LISTS.values():
            columns = [batch.column(name) for name in names]
            alike = all(column.offsets.equals(columns[0].offsets) for column in columns[1:])
            if not (alike and all(map(is_sound, columns))):
                path = self._where[number][0].path
                reason = f"the lists of {', '.join(names)} reach beyond what it holds"
                raise Refusal(ShardDamaged(Span.start_of(path), path.name, reason))

    def find(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The number of the batch that each row is in."""
        return np.searchsorted(self.starts, rows, "right") - 1
