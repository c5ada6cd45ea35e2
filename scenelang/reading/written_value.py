"""TOML values in the words of a message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_LONGEST_SHOWN = 40


def written_value(value: object) -> str:
    """A value as a message has it: the text `x`, a list of 3, `true`."""
    if isinstance(value, str):
        shown = value if len(value) <= _LONGEST_SHOWN else f"{value[: _LONGEST_SHOWN - 3]}..."
        return f"the text `{shown}`" if value.strip() else "an empty text"
    if isinstance(value, list):
        return f"a list of {len(value)}" if value else "an empty list"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return "a table" if isinstance(value, Mapping) else f"`{value}`"


def listed(words: Iterable[str]) -> str:
    """Words as a help line has them: `a`, `b`."""
    return ", ".join(f"`{word}`" for word in words)
