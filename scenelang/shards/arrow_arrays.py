"""Arrow arrays from Python and numpy and back, by their buffers.

`pyarrow.array` and `to_numpy` import pandas wherever that is installed, which takes longer than a compile.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_DTYPES: Final[dict[pa.DataType, np.dtype[Any]]] = {
    pa.int8(): np.dtype(np.int8),
    pa.int16(): np.dtype(np.int16),
    pa.int32(): np.dtype(np.int32),
    pa.int64(): np.dtype(np.int64),
    pa.float32(): np.dtype(np.float32),
    pa.float64(): np.dtype(np.float64),
    pa.uint64(): np.dtype(np.uint64),
}
_TYPES: Final = {dtype: kind for kind, dtype in _DTYPES.items()}


def number_array(numbers: NDArray[Any]) -> pa.Array:
    """Numbers as an Arrow array of the same type; the memory is shared."""
    held = np.ascontiguousarray(numbers)
    return pa.Array.from_buffers(_TYPES[held.dtype], len(held), [None, pa.py_buffer(held)])


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
