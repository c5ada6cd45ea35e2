"""Signs that nobody can see, and how a message names them.

Takes: a written name. Gives: `: it holds U+200B (ZERO WIDTH SPACE)`, or nothing.
May assume: nothing. Never does: judge whether the sign may stand there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_VARIATIONS = range(0xFE00, 0xFE10)
"""Signs that change how the one before them looks, and show nothing of their own."""


def is_hidden(sign: str) -> bool:
    """True for a sign that does not show, or looks like a space and is none."""
    if sign in " \t\r\n":
        return False
    return unicodedata.category(sign) in _HIDDEN or ord(sign) in _VARIATIONS


def sign_name(sign: str) -> str:
    """`U+200B (ZERO WIDTH SPACE)`."""
    name = unicodedata.name(sign, "")
    return f"U+{ord(sign):04X} ({name})" if name else f"U+{ord(sign):04X}"


def hidden_in(text: str) -> str:
    """The hidden signs of a text, fit to follow what is said of it; empty where there are none."""
    names = list(_names(text))
    return f": it holds {', '.join(names)}" if names else ""


def _names(text: str) -> Iterator[str]:
    return (sign_name(sign) for sign in dict.fromkeys(text) if is_hidden(sign))
