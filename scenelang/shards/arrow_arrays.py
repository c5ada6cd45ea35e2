"""Arrow arrays from Python and numpy and back, by their buffers.

`pyarrow.array` and `to_numpy` import pandas wherever that is installed, which takes longer than a compile.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_TYPES: Final = {
    "int8": pa.int8(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "float64": pa.float64(),
    "uint64": pa.uint64(),
}
_DTYPES: Final = {kind: np.dtype(name) for name, kind in _TYPES.items()}


def number_array(numbers: NDArray[Any]) -> pa.Array:
    """Numbers as an Arrow array of the same type; the memory is shared."""
    held = np.ascontiguousarray(numbers)
    return pa.Array.from_buffers(_TYPES[held.dtype.name], len(held), [None, pa.py_buffer(held)])


def text_array(texts: Sequence[str]) -> pa.StringArray:
    """Texts as an Arrow array."""
    joined = "".join(texts)
    content = joined.encode()
    lengths = map(len, texts if len(content) == len(joined) else [text.encode() for text in texts])
    offsets = np.zeros(len(texts) + 1, np.int32)
    np.cumsum(np.fromiter(lengths, np.int32, len(texts)), out=offsets[1:])
    return pa.StringArray.from_buffers(len(texts), pa.py_buffer(offsets), pa.py_buffer(content))


def numbers_of(array: pa.Array) -> NDArray[Any]:
    """The numbers of an Arrow array without nulls; a view of its memory."""
    kind = _DTYPES[array.type]
    content = array.buffers()[1]
    if content is None or not len(array):
        return np.zeros(0, kind)
    return np.frombuffer(content, kind, len(array), array.offset * kind.itemsize)
