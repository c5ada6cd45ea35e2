"""Which signs may stand in a file in the plain layout.

Takes: the bytes of a file.
Gives: its text, where it is made of plain signs; None for anything else.
May assume: nothing.
Never does: judge what the text says.

Plain are the signs of ASCII that one sees, line breaks, and beside them the letters of Russian and of
western European languages with their usual punctuation, where no word mixes two scripts. All of them stand
for themselves under every normalization.
"""

from __future__ import annotations

import re

LONGEST = 65_536
"""Bytes of the longest file that is looked at quickly."""

_ASCII = bytes((10, *range(32, 127)))
_OTHER = re.compile("[^\n -~\u0410-\u044fЁёÀ-ÖØ-öø-ÿ«»—–…№]")
_CYRILLIC = re.compile("[\u0410-\u044fЁё]")
_LATIN_LETTER = "[A-Za-zÀ-ÖØ-öø-ÿ]"
_RUSSIAN_LETTER = "[\u0410-\u044fЁё]"
_TWO_SCRIPTS = re.compile(
    rf"{_LATIN_LETTER}[\d_'.-]*{_RUSSIAN_LETTER}|{_RUSSIAN_LETTER}[\d_'.-]*{_LATIN_LETTER}"
)


def plain_text(content: bytes) -> str | None:
    """The text, if every sign of it is plain and its last line has an end."""
    if len(content) > LONGEST or not content.endswith(b"\n") or b" \n" in content:
        return None
    if not content.translate(None, _ASCII):
        return content.decode("ascii")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if _OTHER.search(text) or _TWO_SCRIPTS.search(text) else text


def is_russian(text: str) -> bool:
    """True where a Russian letter stands in a plain text."""
    return not text.isascii() and _CYRILLIC.search(text) is not None
