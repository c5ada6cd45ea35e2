"""What expressions compute with: whole and decimal numbers, text, truth values."""

from __future__ import annotations

from typing import TypeAlias

Value: TypeAlias = int | float | str | bool

TEXT_LIMIT = 10_000
"""The longest text, in characters, that an expression may build."""

_NUMBER_LIMIT = 10**300


def kind_of(value: Value) -> str:
    """What an author calls this kind of value."""
    if isinstance(value, bool):
        return "a truth value"
    return "text" if isinstance(value, str) else "a number"


def too_large(value: float) -> bool:
    """True for numbers that no scene can mean."""
    return not -_NUMBER_LIMIT < value < _NUMBER_LIMIT


def show_value(value: Value) -> str:
    """A value as `${name}` writes it: whole numbers plainly, truth values as `true` and `false`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)
