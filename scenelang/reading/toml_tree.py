"""From a TOML file to plain values with their places.

Takes: a source text. Gives: its tables, or what stops it from being TOML, in words of our own.
May assume: nothing about the text. Never does: let the parser's own words through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from scenelang.diagnostics import Outcome
from scenelang.reading.messages_project import TomlUnreadable
from scenelang.reading.toml_places import TomlPath, TomlPlace, toml_places
from scenelang.source import SourceText, Span

TomlValue: TypeAlias = object
"""A text, a number, a truth value, a date, a list of values or a table of them."""

_WHERE = re.compile(r"\(at line (\d+), column (\d+)\)\Z")
_TWICE = ("this is given twice", "give every key and every table once")
_ESCAPE = ("no such escape", "write `\\\\` for a backslash, or put the text in single quotes")
_TOLD = (
    ("Expected '=' after a key", "`=` is missing", "write `key = value`"),
    ("Invalid initial character", "a key is missing", "write `key = value`, or a table such as `[axes]`"),
    (
        "Invalid statement",
        "this begins no key and no table",
        "write `key = value`, or a table such as `[axes]`",
    ),
    ("Expected newline", "the line goes on", "write one setting a line; a comment begins with `#`"),
    ("Expected ']", "the brackets of a table are not closed", "close them behind the name: `[axes]`"),
    ("Unclosed array", "this list is not closed", "close it with `]`, and put `,` between its items"),
    ("Unclosed inline table", "this table is not closed", "close it with `}` on the same line"),
    ("Unterminated string", "this text is not closed", "close it with the quote that opens it"),
    ("Illegal character '\\n'", "this text is not closed", "close it with the quote that opens it"),
    ("Illegal character", "this character cannot stand here", "delete it, or write it as an escape"),
    ("Unescaped '\\'", *_ESCAPE),
    ("Invalid hex", *_ESCAPE),
    ("Escaped character", *_ESCAPE),
    ("Invalid date", "there is no such date", "write dates as `2026-01-31`"),
    ("Invalid value", "this is no value", 'put texts in quotes: `out = "build"`'),
    ("Cannot ", *_TWICE),
    ("Duplicate", *_TWICE),
)
_ELSE = ("this is not TOML", "write `key = value` lines, texts in quotes")


@dataclass(frozen=True, slots=True)
class TomlTree:
    """The values of a file, and where they stand."""

    source: SourceText
    values: Mapping[str, TomlValue]
    _places: Mapping[TomlPath, TomlPlace]

    def key_place(self, *path: str | int) -> Span:
        """Where a key is written; the start of the file where it is none of its own."""
        place = self._places.get(path)
        return self._span((0, 0) if place is None else place.key)

    def value_place(self, *path: str | int) -> Span:
        """Where the value of a key is written; its header for a table."""
        place = self._places.get(path)
        return self._span((0, 0) if place is None else place.value)

    def _span(self, place: tuple[int, int]) -> Span:
        return Span(self.source.name, *place)


def read_toml(source: SourceText) -> Outcome[TomlTree]:
    """Reads a TOML file."""
    import tomllib  # noqa: PLC0415 - most projects have no settings, and linting is quick

    try:
        values = tomllib.loads(source.text)
    except (ValueError, RecursionError) as error:
        return Outcome(None, (_unreadable(source, str(error)),))
    return Outcome(TomlTree(source, values, toml_places(source.text)))


def _unreadable(source: SourceText, said: str) -> TomlUnreadable:
    found = _WHERE.search(said)
    offset = len(source.text.rstrip())
    if found is not None:
        line = source.line_span(min(int(found[1]), source.line_count))
        offset = min(line.start + int(found[2]) - 1, line.end)
    what, advice = next(((told, help_) for opening, told, help_ in _TOLD if said.startswith(opening)), _ELSE)
    if what == _ESCAPE[0]:  # it is found out behind the backslash
        offset = source.text.rfind("\\", 0, offset)
    end = min(offset + 1, len(source.text))
    return TomlUnreadable(Span(source.name, offset, end), what, advice)
