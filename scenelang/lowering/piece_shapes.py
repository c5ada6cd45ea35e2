"""White space at the ends of the pieces of a text, and whether they say anything.

Takes the pieces that tokens cover. Gives three columns. May assume nothing of them.
Never looks twice at a piece that it met lately: most tokens are the same few thousand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from scenelang.lowering.cell_table import Numbers

_REMEMBERED = 1 << 17
_BITS = 31
_FIELD = (1 << _BITS) - 1


class Shapes(NamedTuple):
    """For each piece: white space before and behind it, and whether it holds a letter, digit or symbol.

    White space alone counts whole: it has none at its ends.
    """

    leads: Numbers
    trails: Numbers
    counts: list[bool]


class _Known(dict[str, int]):
    """The shape of each piece as one number."""

    def __missing__(self, piece: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        shape = self[piece] = _shape(piece)
        return shape


_KNOWN = _Known()


def shapes_of(pieces: Iterable[str], count: int) -> Shapes:
    """The shapes of so many pieces."""
    numbers = np.fromiter(map(_KNOWN.__getitem__, pieces), np.int64, count)
    says = (numbers & 1).astype(np.bool_)
    return Shapes(numbers >> (_BITS + 1), (numbers >> 1) & _FIELD, says.tolist())


def _shape(piece: str) -> int:
    content = piece.strip()
    if not content:
        return 0
    lead = len(piece) - len(piece.lstrip())
    trail = len(piece) - len(piece.rstrip())
    says = any(unicodedata.category(sign)[0] in "LNS" for sign in content)
    return (lead << _BITS | trail) << 1 | says
