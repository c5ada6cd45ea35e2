"""Finds text and rules that a `#` cuts off without a word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scenelang.diagnostics import Diagnostic
from scenelang.reading.messages_slips import RuleLostToComment
from scenelang.reading.messages_yaml import TextLostToComment
from scenelang.reading.text_as_block import text_as_block
from scenelang.reading.yaml_tree import ScalarStyle, YamlScalar
from scenelang.source import SourceText, Span

_COMMENT = re.compile(r"[ \t]+(#[^\r\n]*)")
_NAME = re.compile(r"#(\w(?:[-.]?\w)*)")
_IGNORES = re.compile(r"#[ \t]*scenelang:[ \t]*ignore\b")
"""A comment that silences findings: it is no text, wherever it stands."""
_CUT_OFF = frozenset({"SL056", "SL120", "SL122", "SL124"})
"""What is said of a rule that stops before its end: not there, empty, too early, within quotes."""


def comment_cuts_text(source: SourceText, scalar: YamlScalar) -> Diagnostic | None:
    """The message when a comment stands behind a plain scalar on its line; None otherwise.

    For places where a text is meant, such as a beat's; elsewhere (`stakes: 0.8  # note`) a comment is
    just that. So is one that silences findings.
    """
    comment = _comment_behind(source, scalar)
    if comment is None or _IGNORES.match(source.text_of(comment)):
        return None
    return TextLostToComment(comment, text_as_block(source, scalar.place.start))


def comment_cuts_rule(
    source: SourceText, scalar: YamlScalar, found: Iterable[Diagnostic]
) -> Diagnostic | None:
    """The message when a rule is unfinished, as `found` says, and a comment stands behind it."""
    codes = [each.code for each in found]
    comment = _comment_behind(source, scalar)
    if comment is None or not _CUT_OFF.intersection(codes):
        return None
    if "SL124" in codes:
        return RuleLostToComment(comment, "put the whole rule in quotes of the other kind")
    name = _NAME.match(source.text_of(comment))
    if name is None:
        return RuleLostToComment(comment, "write the whole rule before the `#`; names stand without `#`")
    return RuleLostToComment(comment, f"write `{name[1]}` without `#`", names_span=True)


def _comment_behind(source: SourceText, scalar: YamlScalar) -> Span | None:
    """The comment behind a plain scalar on its line."""
    if scalar.style is not ScalarStyle.PLAIN:
        return None
    comment = _COMMENT.match(source.text, scalar.place.end)
    if comment is None:
        return None
    written = comment[1].rstrip()
    return Span(source.name, comment.start(1), comment.start(1) + len(written))
