"""Finds text that a `#` cuts off without a word."""

from __future__ import annotations

import re

from scenelang.diagnostics import Diagnostic
from scenelang.reading.messages_yaml import TextLostToComment
from scenelang.reading.yaml_tree import ScalarStyle, YamlScalar
from scenelang.source import SourceText, Span

_COMMENT = re.compile(r"[ \t]+(#[^\r\n]*)")


def comment_cuts_text(source: SourceText, scalar: YamlScalar) -> Diagnostic | None:
    """The message when a comment stands behind a plain scalar on its line; None otherwise.

    For places where a text is meant, such as a beat's; elsewhere (`stakes: 0.8  # note`) a comment is
    just that.
    """
    if scalar.style is not ScalarStyle.PLAIN:
        return None
    comment = _COMMENT.match(source.text, scalar.place.end)
    if comment is None:
        return None
    written = comment[1].rstrip()
    return TextLostToComment(Span(source.name, comment.start(1), comment.start(1) + len(written)))
