"""How wide characters are on a terminal, and which must not reach it as they are.

Takes: single characters and strings.
Gives: columns (0, 1 or 2; a tab is counted apart) and text that is safe to print.
May assume: a terminal of fixed columns that follows East Asian width.
Never does: change a tab; what it spans depends on where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ZERO_WIDTH_CATEGORIES = frozenset({"Mn", "Me", "Cf"})
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_DIRECTION_SIGNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ENDLESS_WORD = re.compile(r"(\S{100})\S{150,}")
_JAMO_THAT_JOIN = range(0x1160, 0x1200)
_CONTROL_PICTURES = 0x2400
_DELETE, _DELETE_PICTURE = 0x7F, "\u2421"
_REPLACEMENT = "\ufffd"


@lru_cache(maxsize=4096)
def columns_of(character: str) -> int:
    """Columns that one character fills on a terminal; combining marks and joiners fill none."""
    code = ord(character)
    if 0x20 <= code < _DELETE:
        return 1
    if character in _DIRECTION_SIGNS or unicodedata.category(character) in _UNSAFE_CATEGORIES:
        return 1
    if code in _JAMO_THAT_JOIN or unicodedata.category(character) in _ZERO_WIDTH_CATEGORIES:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@lru_cache(maxsize=4096)
def shown(character: str) -> str:
    """The character as it may be printed: signs that steer a terminal become a visible stand-in."""
    code = ord(character)
    if code >= 0x20 and character.isprintable():
        return character
    if character == "\t":
        return character
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == _DELETE:
        return _DELETE_PICTURE
    if character in _DIRECTION_SIGNS or unicodedata.category(character) in _UNSAFE_CATEGORIES:
        return _REPLACEMENT
    return character


def printable(text: str) -> str:
    """The text with every sign that steers a terminal made visible; line breaks and tabs stay."""
    if text.isprintable():
        return text
    return "".join(sign if sign == "\n" else shown(sign) for sign in text)


def bounded(text: str) -> str:
    """The text with words that would fill a screen cut short; a path or a name of common length stays."""
    return _ENDLESS_WORD.sub("\\1\u2026", text)
