"""Signs in a text that do not show and have no business there.

Takes: a text as a model reads it.
Gives: the ranges of such signs.
May assume: nothing.
Never does: speak of blanks, or of signs that a script or an emoji needs.

Left alone are joiners within emoji and between letters of scripts that are written joined, selectors behind
signs and Han letters, marks of direction in texts with letters that run from the right, and the few format
signs that show.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_CANDIDATE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINERS = "\u200c\u200d"
_MARKS_OF_DIRECTION = frozenset("\u061c\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c")
_FLAG = "\U0001f3f4"
_TAGS = range(0xE0020, 0xE0080)
_KEYCAP = "\u20e3"


def hidden_runs(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of signs that do not show, neighbours together."""
    start = end = -1
    for found in _CANDIDATE.finditer(text):
        if _is_needed(text, found.start()):
            continue
        if found.start() != end:
            if start >= 0:
                yield start, end
            start = found.start()
        end = found.end()
    if start >= 0:
        yield start, end


def _is_needed(text: str, index: int) -> bool:
    sign = text[index]
    before, behind = text[index - 1 : index], text[index + 1 : index + 2]
    if sign in _JOINERS:
        return (_is_picture(before) and _is_picture(behind)) or (_is_joined(before) and _is_joined(behind))
    if 0xFE00 <= ord(sign) <= 0xFE0F:
        return _is_picture(before) or behind == _KEYCAP or _is_han(before)
    if 0xE0100 <= ord(sign) <= 0xE01EF:
        return _is_han(before)
    if ord(sign) in _TAGS or ord(sign) == 0xE007F:
        return _FLAG in text[max(0, index - 8) : index]
    if sign in _MARKS_OF_DIRECTION:
        return any(unicodedata.bidirectional(each) in ("R", "AL") for each in text)
    return False


def _is_picture(sign: str) -> bool:
    """True for an emoji, and for what may be shown as one."""
    if not sign:
        return False
    is_selector = 0xFE00 <= ord(sign) <= 0xFE0F
    return is_selector or unicodedata.category(sign)[0] == "S" or sign in "\u203c\u2049\u3030\u303d"


def _is_joined(sign: str) -> bool:
    """True for letters and marks of scripts that have joined forms: neither European nor of East Asia."""
    return bool(sign) and 0x0600 <= ord(sign) < 0x1E00 and unicodedata.category(sign)[0] in "LM"


def _is_han(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign) == "Lo" and ord(sign) >= 0x2E80
