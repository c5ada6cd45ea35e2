"""What a scene says, without where it says it: for asking whether two scenes are the same.

Takes: any value of `model`. Gives: nested tuples of plain data, equal for scenes that mean the same.
May assume: nothing. Never does: leave out anything but places and the spelling of escapes.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TypeAlias

from scenelang.model import BeatText, Name, Template
from scenelang.printing.markup import merged
from scenelang.source import ScalarText, Span

Essence: TypeAlias = "str | int | float | bool | tuple[Essence, ...] | None"

_OFFSETS = frozenset({"start", "end", "file"})


def essence(value: object) -> Essence:
    """The value as nested tuples; two scenes with equal essence are the same scene.

    Raises:
        TypeError: the value holds something that no scene has.
    """
    if isinstance(value, Name):
        return value.text
    if isinstance(value, BeatText | Template):
        return (type(value).__name__, *map(essence, merged(value.pieces)))
    if value is None or isinstance(value, str | int | float | bool):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, tuple):
        return tuple(map(essence, value))
    if isinstance(value, frozenset):
        return tuple(sorted(map(str, value)))
    if is_dataclass(value) and not isinstance(value, type | Span | ScalarText):
        return _essence_of_parts(value)
    raise TypeError(f"{type(value).__name__} is no part of a scene")


def _essence_of_parts(value: object) -> Essence:
    assert is_dataclass(value)
    assert not isinstance(value, type)
    parts = []
    for part in fields(value):
        held = getattr(value, part.name)
        if part.name in _OFFSETS or part.name.endswith("place"):
            continue
        # The children of a marked span are pieces of text.
        parts.append(tuple(map(essence, merged(held))) if part.name == "children" else essence(held))
    return (type(value).__name__, *parts)
