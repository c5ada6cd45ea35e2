"""Where a text is not running prose: code, and what stands between quotation marks.

Takes: a text.
Gives: the ranges of such parts, in order.
May assume: nothing.
Never does: read a programming language; a few signs tell a line of code from a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

Ranges: TypeAlias = "Sequence[tuple[int, int]]"

_CODE = re.compile(
    r"^[ \t]*(?P<fence>```|~~~)[^\n]*$(?s:.*?)(?:^[ \t]*(?P=fence)[^\n]*$|\Z)"
    r"|(?<!`)(?P<ticks>``?)(?!`)[^`\n]+(?P=ticks)(?!`)",
    re.MULTILINE,
)
_QUOTED = re.compile(
    r'"[^"\n]*(?:\n[^"\n]+)*"|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|‘[^‘’\n]*’|(?<!\w)\'[^\'\n]+\'(?!\w)'
)
_CODE_LINE = re.compile(
    r"(?:[{}]|[)\]\"'0-9];)\s*$|[\w)\]]\s*[-+*/:!<>=]?=\s*\S|\w\([^()\n]*\)\s*(?:[:;,.]\s*\w|:?\s*$)"
    r"|^\s*(?:def|class|for|while|if|elif|else|try|except|with|case)\b.*:\s*$"
    r"|^\s*(?:return|import|from|let|const|var|fn|function|print|echo|pip|cd|ls|git)\s+[\w./\"'-]+\s*;?\s*$"
    r"|^\s*[$>%] \S"
)


def code_ranges(text: str) -> Ranges:
    """Fences with all between them, and what stands between backticks in a line."""
    if "`" not in text and "~~~" not in text:
        return ()
    return [found.span() for found in _CODE.finditer(text)]


def quoted_ranges(text: str) -> Ranges:
    """What stands between quotation marks, and the marks."""
    return [found.span() for found in _QUOTED.finditer(text)]


def is_within(place: int, ranges: Ranges) -> bool:
    """Whether a place lies in one of a few ranges."""
    return any(start <= place < end for start, end in ranges)


def looks_like_code(line: str) -> bool:
    """Whether a line is rather a statement of a program than a sentence."""
    return _CODE_LINE.search(line) is not None
