"""A text without what marks its spans.

Takes: the text of a beat as written. Gives: what it says.
May assume: no span holds another. Never does: look at escapes.
"""

from __future__ import annotations

import re

_MARKS = re.compile(r"\]\{[^{}]*\}")


def without_marks(text: str) -> str:
    """A beat's text without the marks of spans and without brackets; escapes are not looked at."""
    return _MARKS.sub("", text).replace("[", "").replace("]", "")
