"""Quick looks at a text for long numbers, network addresses, and long runs of signs.

Takes: a text of any length. Gives: False where it surely holds none.
May assume: nothing. Never does: say that it does hold one.

Each look is one pass over the bytes by a table and one search, which takes a microsecond for a short text.
"""

from __future__ import annotations

import re

_DIGITS_A_NUMBER = 7
_SIGNS_A_RUN = 20

_BETWEEN_DIGITS = b" .()/-\n"
_NUMBER = bytes(
    ord("0") if chr(code) in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" else ord("x") for code in range(256)
)
_OPEN = frozenset(b"[](){}#_-")
_RUN = bytes(ord("a") if 0x21 <= code <= 0x7E and code not in _OPEN else ord(" ") for code in range(256))
_DOTTED = re.compile(r"\.[0-9A-Fa-f]{1,4}[.:]{1,2}[0-9A-Fa-f]")
_COLONED = re.compile(r":[0-9A-Fa-f]{1,4}[.:]{1,2}[0-9A-Fa-f]")


def may_hold_number(text: str) -> bool:
    """Whether seven digits or capitals stand in a row, signs that part digits left out."""
    shape = text.encode("utf-8", "replace").translate(_NUMBER, _BETWEEN_DIGITS)
    return b"0" * _DIGITS_A_NUMBER in shape


def may_hold_network_address(text: str) -> bool:
    """Whether hexadecimal digits stand between dots or colons."""
    return _DOTTED.search(text) is not None or _COLONED.search(text) is not None


def may_hold_secret(text: str) -> bool:
    """Whether twenty signs of ASCII stand in a row, but for brackets of all kinds, `#`, `-` and `_`.

    Every token, key or password in an address that has a known form holds so long a run or stands beside
    one; ids of scenes and marks of spans do not.
    """
    return b"a" * _SIGNS_A_RUN in text.encode("utf-8", "replace").translate(_RUN)
