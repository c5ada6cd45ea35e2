"""Which fixes of some findings can be made at once, and what the text is after them.

Takes: a text and findings about it.
Gives: the fixes that touch each other nowhere, and the text with them.
May assume: nothing; a fix that does not fit the text is left out.
Never does: make a part of a fix.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.source import SourceText, Span, SpanEdit, apply_edits


class ChosenFix(NamedTuple):
    """A fix, and the finding that offers it."""

    finding: Diagnostic
    fix: Fix

    @property
    def mark(self) -> tuple[str, str, tuple[str, ...]]:
        """What this fix is, wherever its text has moved to."""
        return self.finding.code, self.fix.title, tuple(edit.replacement for edit in self.fix.edits)


def chosen_fixes(
    source: SourceText,
    findings: Iterable[Diagnostic],
    allowed: Collection[Safety],
    refused: Collection[tuple[str, str, tuple[str, ...]]] = (),
) -> tuple[ChosenFix, ...]:
    """The fixes to make in this round, in the order of the text; of two that touch, the first by place.

    Args:
        source: The text that the findings are about.
        findings: What was found.
        allowed: Which kinds of fixes may be made.
        refused: The marks of fixes that were tried before and taken back.
    """
    taken: list[SpanEdit] = []
    chosen = []
    for offer in sorted(_offers(source, findings, allowed), key=_order):
        if offer.mark not in refused and not _touches(taken, offer.fix.edits):
            taken += set(offer.fix.edits)
            chosen.append(offer)
    return tuple(chosen)


def with_fixes(source: SourceText, chosen: Iterable[ChosenFix]) -> SourceText:
    """The text after some fixes that touch each other nowhere."""
    return apply_edits(source, (edit for offer in chosen for edit in offer.fix.edits))


def _offers(
    source: SourceText, findings: Iterable[Diagnostic], allowed: Collection[Safety]
) -> Iterator[ChosenFix]:
    for finding in findings:
        fix = finding.fix()
        if fix is not None and fix.safety in allowed and _fits(source, fix):
            yield ChosenFix(finding, fix)


def _fits(source: SourceText, fix: Fix) -> bool:
    """Whether a fix lies in the text, changes it, and does not touch itself."""
    edits = sorted(set(fix.edits))
    lies_there = all(edit.span.file == source.name and edit.span.end <= len(source.text) for edit in edits)
    return (
        lies_there
        and any(source.text_of(edit.span) != edit.replacement for edit in edits)
        and not any(_meet(one.span, other.span) for one, other in pairwise(edits))
    )


def _order(offer: ChosenFix) -> tuple[Span, str]:
    return min(edit.span for edit in offer.fix.edits), offer.finding.code


def _touches(taken: Sequence[SpanEdit], edits: Iterable[SpanEdit]) -> bool:
    return any(_meet(one.span, other.span) for other in edits for one in taken)


def _meet(one: Span, other: Span) -> bool:
    """Whether two edits share a place; one that inserts shares its place with what ends or begins there."""
    if one.is_empty or other.is_empty:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end
