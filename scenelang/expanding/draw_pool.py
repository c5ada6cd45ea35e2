"""Where a draw takes its values from, each as the author reads it and as expressions compute with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from scenelang.evaluating import Value
from scenelang.model import Draw, InlineValues, IntegerRange, LexiconFile

_WHOLE = re.compile(r"(0|-?[1-9][0-9]{0,17})\Z")


@dataclass(frozen=True, slots=True)
class DrawPool:
    """The values of one draw entry; `numbers` says that expressions read them as whole numbers.

    A range counts as numbers, and so does a list in which every value is a plain whole number.
    """

    names: tuple[str, ...]
    values: Sequence[str] | range
    size: int
    numbers: bool
    distinct: bool

    @property
    def bindings(self) -> int:
        """In how many ways the entry can be drawn."""
        if not self.distinct:
            return prod([self.size] * len(self.names))
        ways = 1
        for taken in range(len(self.names)):
            ways *= self.size - taken
        return ways

    def typed(self, text: str) -> Value:
        """A drawn value as expressions compute with it."""
        return int(text) if self.numbers else text


def open_pool(draw: Draw, lexicons: Mapping[str, tuple[str, ...]]) -> DrawPool:
    """The pool of a draw entry; equal values count once where they must be distinct."""
    names = tuple(name.text for name in draw.names)
    match draw.source:
        case IntegerRange(low=low, high=high):
            return DrawPool(names, range(low, high + 1), max(0, high - low + 1), True, draw.distinct)
        case InlineValues(values=written):
            values = tuple(value.text for value in written)
            numbers = all(_WHOLE.match(value) for value in values)
        case LexiconFile(path=path):
            values, numbers = lexicons[path.text], False
    if draw.distinct:
        values = tuple(dict.fromkeys(values))
    return DrawPool(names, values, len(values), numbers, draw.distinct)
