"""The tree that YAML gives: scalars with their way back to the file, lists and mappings with places.

Every node is frozen. A scalar keeps both readings: `text` is what is written (decoded, mapped character by
character), `value` is what the YAML 1.2 core schema makes of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from scenelang.source import ScalarText, Span


class ScalarKind(StrEnum):
    """What the YAML 1.2 core schema takes a scalar for."""

    TEXT = "text"
    INTEGER = "whole number"
    DECIMAL = "number"
    TRUTH = "true or false"
    NOTHING = "nothing"


class ScalarStyle(StrEnum):
    """How a scalar is written; the value is YAML's own sign for it, empty for plain text."""

    PLAIN = ""
    SINGLE = "'"
    DOUBLE = '"'
    LITERAL = "|"
    FOLDED = ">"


STYLES = MappingProxyType({style.value: style for style in ScalarStyle})
"""The styles by YAML's signs; faster to look up than to make."""

ScalarValue: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class YamlScalar:
    """One scalar. `tag` is the short name of an explicit tag (`str`, `int`, ...), None without one."""

    text: ScalarText
    kind: ScalarKind
    value: ScalarValue
    style: ScalarStyle
    tag: str | None = None

    @property
    def place(self) -> Span:
        """The scalar as written, quotes or block header included, its tag left out."""
        return self.text.place

    @property
    def is_text(self) -> bool:
        """True when YAML takes the scalar for text and not for a number, a truth value or nothing."""
        return self.kind is ScalarKind.TEXT


@dataclass(frozen=True, slots=True)
class YamlSequence:
    """A list; `place` runs from its first dash or bracket to the end of its last item."""

    items: tuple[YamlNode, ...]
    place: Span


@dataclass(frozen=True, slots=True)
class YamlEntry:
    """One `key: value` of a mapping. Keys are text."""

    key: YamlScalar
    value: YamlNode

    @property
    def name(self) -> str:
        """The key as decoded."""
        return self.key.text.value

    @property
    def place(self) -> Span:
        """From the start of the key to the end of the value."""
        return self.key.place.join(self.value.place)


@dataclass(frozen=True, slots=True)
class YamlMapping:
    """A mapping whose keys are text and unique; `place` runs from its first key or brace to its end."""

    entries: tuple[YamlEntry, ...]
    place: Span

    def entry(self, name: str) -> YamlEntry | None:
        """The entry under a key, or None."""
        return next((entry for entry in self.entries if entry.name == name), None)

    def get(self, name: str) -> YamlNode | None:
        """The value under a key, or None."""
        found = self.entry(name)
        return None if found is None else found.value


YamlNode: TypeAlias = YamlScalar | YamlSequence | YamlMapping
