"""The words of a printed token program: quoted text, plain words, and how both are read back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

_ITEM = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s"]+')
_LINE = re.compile(r'(?: *(?:"(?:[^"\\]|\\.)*"|[^\s"]+)(?= |\Z))* *\Z')
_EMPTY = "-"


class ItemFault(Exception):
    """A line that does not read, and why; caught by the reader."""


def quote(text: str) -> str:
    """Text as a JSON string in which every character that does not show is escaped."""
    return "".join(
        sign if sign.isprintable() else json.dumps(sign)[1:-1]
        for sign in json.dumps(text, ensure_ascii=False)
    )


def join_numbers(numbers: Iterable[int | float]) -> str:
    """Numbers joined by commas; a dash when there are none."""
    return ",".join(map(repr, numbers)) or _EMPTY


class Items:
    """The items of one line, taken from left to right."""

    def __init__(self, line: str) -> None:
        if not _LINE.match(line):
            raise ItemFault("a quote is not closed, or items touch")
        self._items: list[str] = _ITEM.findall(line)
        self._next = 0

    @property
    def keyword(self) -> str:
        """The first item, or nothing on an empty line."""
        return self._items[0] if self._items else ""

    def word(self, *expected: str) -> str:
        """The next plain word; one of `expected` where those are given."""
        item = self._take("a word")
        if item.startswith('"') or (expected and item not in expected):
            raise ItemFault(f"{item} stands where {' or '.join(expected) or 'a word'} is expected")
        return item

    def text(self) -> str:
        """The next quoted text."""
        item = self._take("a quoted text")
        try:
            value = json.loads(item)
        except ValueError:
            value = None
        if not isinstance(value, str):
            raise ItemFault(f"{item} stands where a quoted text is expected")
        return value

    def texts(self) -> tuple[str, ...]:
        """All quoted texts up to the end of the line."""
        found = []
        while self._next < len(self._items):
            found.append(self.text())
        return tuple(found)

    def integer(self) -> int:
        """The next whole number."""
        return self._read(int, "a whole number")

    def number(self) -> float:
        """The next number."""
        return self._read(float, "a number")

    def integers(self) -> tuple[int, ...]:
        """The next list of whole numbers."""
        return self._read(_integers, "a list of whole numbers")

    def numbers(self) -> tuple[float, ...]:
        """The next list of numbers."""
        return self._read(lambda item: tuple(map(float, _listed(item))), "a list of numbers")

    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The next list of lists of whole numbers, parted by `|`; `none` is the empty one."""
        return self._read(
            lambda item: () if item == "none" else tuple(map(_integers, item.split("|"))),
            "lists of whole numbers",
        )

    def end(self) -> None:
        """Refuses whatever is left."""
        if self._next < len(self._items):
            raise ItemFault(f"{self._items[self._next]} is one item too many")

    def _take(self, expected: str) -> str:
        if self._next >= len(self._items):
            raise ItemFault(f"the line ends where {expected} is expected")
        self._next += 1
        return self._items[self._next - 1]

    def _read(self, convert: Callable[[str], T], expected: str) -> T:
        item = self._take(expected)
        try:
            return convert(item)
        except ValueError:
            raise ItemFault(f"{item} stands where {expected} is expected") from None


def _listed(item: str) -> list[str]:
    return [] if item == _EMPTY else item.split(",")


def _integers(item: str) -> tuple[int, ...]:
    return tuple(map(int, _listed(item)))
