"""Several record batches as one."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa


def joined(batches: Sequence[pa.RecordBatch]) -> pa.RecordBatch:
    """The rows of some batches as one, in memory of its own that holds nothing else.

    The empty part makes Arrow copy even where there is one batch: a slice written as it is may carry what
    lies around it, and then the bytes of a file depend on how rows came.
    """
    parts = [*batches, batches[0].slice(0, 0)]
    schema = batches[0].schema
    columns = [pa.concat_arrays([part.column(place) for part in parts]) for place in range(len(schema))]
    return pa.RecordBatch.from_arrays(columns, schema=schema)
