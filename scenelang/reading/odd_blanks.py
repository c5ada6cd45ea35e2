"""Blanks that look like spaces and indent nothing, such as the no-break space of a word processor.

Takes: a text and a place in it. Gives: the message for the odd blank that stands there as indentation.
May assume: nothing. Never does: look at blanks inside texts.
"""

from __future__ import annotations

import re

from scenelang.parsing import sign_name
from scenelang.reading.messages_syntax import BlankIndentation
from scenelang.source import SourceText, Span

_BLANKS = "([\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]+)"
ODD_BLANK = re.compile(" *" + _BLANKS)
ODD_START = re.compile("^" + _BLANKS, re.MULTILINE)


def odd_indentation(source: SourceText, blank: re.Match[str]) -> BlankIndentation:
    """The message for blanks that were found."""
    return BlankIndentation(Span(source.name, *blank.span(1)), sign_name(blank[1][0]))


def blank_before_key(source: SourceText, start: int) -> BlankIndentation | None:
    """The message where a key begins with such blanks and nothing but spaces stands before it on its line.

    YAML takes these blanks for a part of the key, which then belongs elsewhere than it seems.
    """
    if not ODD_BLANK.match(source.text, start):
        return None
    line = source.line_span(source.position(start).line)
    blank = ODD_BLANK.match(source.text, line.start, line.end)
    return odd_indentation(source, blank) if blank is not None and blank.start(1) == start else None
