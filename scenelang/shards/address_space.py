"""The memory of this process as typed arrays: where any value lies, its number in one of them says.

Takes: numpy arrays that somebody keeps.
Gives: the number of an array's first item in the one array of its type; these arrays, to read from.
May assume: whoever asks for a number keeps the array that it was made of, and has proven that the numbers
    behind it which are read belong to it (see `StoredBatches.prove`).
Never does: touch memory itself. Making these arrays maps and reads nothing.

A batch of random rows lies in many mapped files. One array over all of them makes reading it one operation
of numpy for each width of number, however many files there are.
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_FIRST: Final = 64
"""Nothing of a process lies at its lowest addresses, and a null pointer makes no array."""
_SIZE: Final = (1 << 52) - _FIRST
"""More than the addresses that systems give a program which asks for no greater ones; an array that lies
beyond is an `IndexError`."""

_bytes = memoryview((ctypes.c_char * _SIZE).from_address(_FIRST)).toreadonly()
SPACE: Final[dict[str, NDArray[Any]]] = {code: np.frombuffer(_bytes, np.dtype(code)) for code in "bhiqfd"}
"""All memory, by the code of a type. Only items whose numbers `item_number` gave may be read."""


def steady(items: NDArray[Any]) -> NDArray[Any]:
    """The array itself where its items stand at multiples of their size, else a copy that does."""
    return items if items.flags.aligned and items.flags.c_contiguous else items.copy()


def address(items: NDArray[Any]) -> int:
    """Where the first item of an array lies."""
    return int(items.__array_interface__["data"][0])


def item_number(items: NDArray[Any]) -> int:
    """The number of an array's first item in the array of `SPACE` that has its type."""
    return (address(items) - _FIRST) // items.itemsize
