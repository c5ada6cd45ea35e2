"""The values of a model's configuration, each asked for by the names that families give it.

Takes: a configuration as written, and what its family takes where nothing is written.
Gives: typed values, None where there is none. May assume: the text is a JSON object.
Never does: guess; a value of the wrong kind is reported, with its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from scenelang.diagnostics import Diagnostic
from scenelang.reading.messages_model import ConfigDisagrees, ConfigWrongValue
from scenelang.source import Span

T = TypeVar("T")

_LONGEST_SHOWN = 40
_LARGEST = 1 << 40


class ConfigValues:
    """One configuration, or the text part of one; what is wrong with it gathers in `problems`.

    Args:
        beginning: where the values start, for what is missing.
        text: the text that they are written in as JSON; empty where they are written in another way.
        written: the values.
        defaults: what the family takes instead.
    """

    def __init__(
        self,
        beginning: Span,
        text: str,
        written: Mapping[str, object],
        defaults: Mapping[str, object] | None = None,
    ) -> None:
        self.beginning = beginning
        self.problems: list[Diagnostic] = []
        self._text = text
        self._written = written
        self._defaults = defaults or {}

    def with_defaults(self, defaults: Mapping[str, object]) -> ConfigValues:
        """The same values, with what a family takes where nothing is written."""
        return ConfigValues(self.beginning, self._text, self._written, defaults)

    def part(self, key: str) -> ConfigValues:
        """The values inside one of these; empty where that is none."""
        found = self._written.get(key)
        start = max(self._text.find(f'"{key}"'), 0) if self._text else self.beginning.start
        place = Span(self.beginning.file, start, start) if self._text else self.beginning
        return ConfigValues(place, self._text, found if isinstance(found, dict) else {})

    def __bool__(self) -> bool:
        return bool(self._written)

    def number(self, *names: str, least: int = 0) -> int | None:
        """A whole number."""

        def read(value: object) -> int | None:
            whole = isinstance(value, int) and not isinstance(value, bool) and least <= value <= _LARGEST
            return value if whole and isinstance(value, int) else None

        return self._read(names, read, f"a whole number from {least} on")

    def real(self, *names: str) -> float | None:
        """A number; 0 and less mean that there is none."""

        def read(value: object) -> float | None:
            plain = isinstance(value, int | float) and not isinstance(value, bool)
            return float(value) if plain and isinstance(value, int | float) else None

        found = self._read(names, read, "a number or null")
        return found if found is not None and found > 0 else None

    def switch(self, *names: str) -> bool | None:
        """True or false."""
        return self._read(names, lambda value: value if isinstance(value, bool) else None, "true or false")

    def words(self, *names: str) -> tuple[str, ...] | None:
        """A list of words."""

        def read(value: object) -> tuple[str, ...] | None:
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                return None
            return tuple(value)

        return self._read(names, read, "a list of words in double quotes")

    def numbers(self, *names: str) -> tuple[int, ...] | None:
        """A list of whole numbers."""

        def read(value: object) -> tuple[int, ...] | None:
            if not isinstance(value, list) or not all(type(item) is int for item in value):
                return None
            return tuple(value)

        return self._read(names, read, "a list of whole numbers")

    def word(self, *names: str) -> str | None:
        """A word, where one is written; anything else counts as none."""
        return self._read(names, lambda value: value if isinstance(value, str) else "", "") or None

    def has(self, name: str) -> bool:
        """True where a value is written, be it null."""
        return name in self._written

    def disagree(self, name: str, reason: str) -> None:
        """Notes that a value does not go with the others."""
        self.problems.append(ConfigDisagrees(self.place(name), reason))

    def place(self, name: str) -> Span:
        """Where a value is written; where the values start, if it is not."""
        pattern = rf'"{re.escape(name)}"\s*:\s*(\[[^\]]*\]|"(?:[^"\\]|\\.)*"|[^,}}\s]+)'
        found = re.compile(pattern).search(self._text, self.beginning.start) if self._text else None
        return Span(self.beginning.file, *found.span(1)) if found else self.beginning

    def _read(self, names: Sequence[str], read: Callable[[object], T | None], wanted: str) -> T | None:
        """The first of the names that is written, else the first that has a default."""
        for values in (self._written, self._defaults):
            name = next((name for name in names if name in values), None)
            if name is not None:
                return self._taken(name, values[name], read, wanted)
        return None

    def _taken(self, name: str, value: object, read: Callable[[object], T | None], wanted: str) -> T | None:
        if value is None:
            return None
        found = read(value)
        if found is None:
            shown = json.dumps(value, ensure_ascii=False)
            written = shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}..."
            self.problems.append(ConfigWrongValue(self.place(name), name, written, wanted))
        return found
