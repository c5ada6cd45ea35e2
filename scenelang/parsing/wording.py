"""How messages quote and list."""

from __future__ import annotations

from collections.abc import Iterable

from scenelang.parsing.hidden_signs import is_hidden, sign_name

_LONGEST_QUOTE = 30


def listed(words: Iterable[str]) -> str:
    """Words as a message lists them, each in backquotes."""
    return ", ".join(f"`{word}`" for word in words)


def shown(word: str) -> str:
    """A piece of a file as a message quotes it: short, and visible even where it is not."""
    short = word if len(word) <= _LONGEST_QUOTE else word[: _LONGEST_QUOTE - 1] + "…"
    if len(word) == 1 and (is_hidden(word) or word.isspace()):
        return f"the invisible character {sign_name(word)}"
    return f"`{short}`"
