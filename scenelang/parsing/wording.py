"""How messages quote and list."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_LONGEST_QUOTE = 30


def listed(words: Iterable[str]) -> str:
    """Words as a message lists them, each in backquotes."""
    return ", ".join(f"`{word}`" for word in words)


def shown(word: str) -> str:
    """A piece of a file as a message quotes it: short, and visible even where it is not."""
    short = word if len(word) <= _LONGEST_QUOTE else word[: _LONGEST_QUOTE - 1] + "…"
    if len(word) == 1 and unicodedata.category(word)[0] in "CZ":
        return f"the invisible character U+{ord(word):04X}"
    return f"`{short}`"
