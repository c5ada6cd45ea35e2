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

# Patterns as text: `re` keeps what it compiles, and a clean run asks for none of them.
_CODE = (
    r"(?m)^[ \t]*(?P<fence>```|~~~)[^\n]*$(?s:.*?)(?:^[ \t]*(?P=fence)[^\n]*$|\Z)"
    r"|(?<!`)(?P<ticks>``?)(?!`)[^`\n]+(?P=ticks)(?!`)"
)
_QUOTED = r'"[^"\n]*(?:\n[^"\n]+)*"|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|‘[^‘’\n]*’|(?<!\w)\'[^\'\n]+\'(?!\w)'
_CODE_LINE = (
    r"(?:[{}]|[)\]\"'0-9];)\s*$|[\w)\]]\s*[-+*/:!<>=]?=\s*\S|\w\([^()\n]*\)\s*(?:[:;,.]\s*\w|:?\s*$)"
    r"|^\s*(?:def|class|for|while|if|elif|else|try|except|with|case)\b.*:\s*$"
    r"|^\s*(?:return|import|from|let|const|var|fn|function|print|echo|pip|cd|ls|git)\s+[\w./\"'-]+\s*;?\s*$"
    r"|^\s*[$>%] \S"
)


def code_ranges(text: str) -> Ranges:
    """Fences with all between them, and what stands between backticks in a line."""
    if "`" not in text and "~~~" not in text:
        return ()
    return [found.span() for found in re.finditer(_CODE, text)]


def quoted_ranges(text: str) -> Ranges:
    """What stands between quotation marks, and the marks."""
    return [found.span() for found in re.finditer(_QUOTED, text)]


def is_within(place: int, ranges: Ranges) -> bool:
    """Whether a place lies in one of a few ranges."""
    return any(start <= place < end for start, end in ranges)


def looks_like_code(line: str) -> bool:
    """Whether a line is rather a statement of a program than a sentence."""
    return re.search(_CODE_LINE, line) is not None
