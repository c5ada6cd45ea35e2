"""Minimal changes to a text: each replaces one span, and everything else stays byte for byte."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scenelang.source.source_text import SourceText
from scenelang.source.span import Span


@dataclass(frozen=True, slots=True, order=True)
class SpanEdit:
    """`replacement` in the place of `span`; an empty span inserts."""

    span: Span
    replacement: str


def apply_edits(source: SourceText, edits: Iterable[SpanEdit]) -> SourceText:
    """The text with all edits made; equal edits count once.

    Raises:
        ValueError: two edits overlap, or one lies outside the text or in another file.
    """
    parts: list[str] = []
    reached = 0
    for edit in sorted(set(edits)):
        span = edit.span
        if span.file != source.name or span.end > len(source.text):
            raise ValueError(f"an edit of {span} does not lie in {source.name}")
        if span.start < reached:
            raise ValueError(f"two edits of {source.name} overlap at {span.start}")
        parts += (source.text[reached : span.start], edit.replacement)
        reached = span.end
    parts.append(source.text[reached:])
    return SourceText(source.name, "".join(parts))
