"""Where the keys and values of a TOML file stand.

Takes: the text of a file that is sound TOML.
Gives: for every key, by its path, where its last part and its value are written.
May assume: a TOML parser has accepted the text.
Never does: decode a value; the parser has done that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

TomlPath: TypeAlias = tuple[str | int, ...]
"""Keys from the root on; a number is a place in a list."""

_SPACE = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*")
_BLANKS = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}|\'\'\'(?:[^\']|\'(?!\'\'))*\'{3,5}|"(?:[^"\\]|\\.)*"|\'[^\']*\'',
    re.DOTALL,
)
_PLAIN_VALUE = re.compile(r"[^,\]}#\r\n]*[^,\]}#\r\n \t]")
_SHORT_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")


class TomlPlace(NamedTuple):
    """Half-open ranges of a key's last part and of its value; a header in brackets is its table's value."""

    key: tuple[int, int]
    value: tuple[int, int]


def toml_places(text: str) -> Mapping[TomlPath, TomlPlace]:
    """The places of all keys. A key of several lines has the place where it is written first."""
    return _Scan(text).document()


class _Scan:
    """Walks through the text once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._found: dict[TomlPath, TomlPlace] = {}
        self._counts: dict[TomlPath, int] = {}

    def document(self) -> Mapping[TomlPath, TomlPlace]:
        table: TomlPath = ()
        while self._skip(_SPACE) < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
        return self._found

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found is not None else self._at
        return self._at

    def _header(self) -> TomlPath:
        start = self._at
        is_list = self._text.startswith("[[", start)
        self._at += 2 if is_list else 1
        keys = self._keys()
        self._skip(_BLANKS)
        self._at += 2 if is_list else 1
        path = self._rooted([key for key, _ in keys])
        self._found.setdefault(path, TomlPlace(keys[-1][1], (start, self._at)))
        if is_list:
            self._counts[path] = self._counts.get(path, -1) + 1
            return (*path, self._counts[path])
        return path

    def _rooted(self, keys: list[str]) -> TomlPath:
        """The path of a header: a list of tables on the way stands for its last table."""
        path: TomlPath = ()
        for key in keys[:-1]:
            path = (*path, key)
            if path in self._counts:
                path = (*path, self._counts[path])
        return (*path, keys[-1])

    def _keys(self) -> list[tuple[str, tuple[int, int]]]:
        """The parts of a dotted key, each with its place."""
        parts = []
        while True:
            start = self._skip(_BLANKS)
            found = _STRING.match(self._text, start) or _BARE_KEY.match(self._text, start)
            assert found is not None
            self._at = found.end()
            parts.append((_decoded(found[0]), found.span()))
            if not self._text.startswith(".", self._skip(_BLANKS)):
                return parts
            self._at += 1

    def _pair(self, table: TomlPath) -> None:
        keys = self._keys()
        self._at += 1  # the sign =
        path = (*table, *(key for key, _ in keys))
        start = self._skip(_BLANKS)
        self._value(path)
        self._found.setdefault(path, TomlPlace(keys[-1][1], (start, self._at)))

    def _value(self, path: TomlPath) -> None:
        opening = self._text[self._at]
        if opening == "[":
            self._list(path)
        elif opening == "{":
            self._table(path)
        elif opening in "\"'":
            self._skip(_STRING)
        else:
            self._skip(_PLAIN_VALUE)

    def _list(self, path: TomlPath) -> None:
        self._at += 1
        index = 0
        while not self._text.startswith("]", self._skip(_SPACE)):
            start = self._at
            self._value((*path, index))
            self._found[*path, index] = TomlPlace((start, self._at), (start, self._at))
            index += 1
            if self._text.startswith(",", self._skip(_SPACE)):
                self._at += 1
        self._at += 1

    def _table(self, path: TomlPath) -> None:
        self._at += 1
        while not self._text.startswith("}", self._skip(_SPACE)):
            self._pair(path)
            if self._text.startswith(",", self._skip(_SPACE)):
                self._at += 1
        self._at += 1


def _decoded(key: str) -> str:
    if key.startswith("'"):
        return key[1:-1]
    return _ESCAPE.sub(_character, key[1:-1]) if key.startswith('"') else key


def _character(escape: re.Match[str]) -> str:
    short, long, sign = escape.groups()
    return _SHORT_ESCAPES[sign] if sign else chr(int(short or long, 16))
