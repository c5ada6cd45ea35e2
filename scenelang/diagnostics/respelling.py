"""The fix for a slip of the hand: the word that was meant, in the place of the one that was written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scenelang.diagnostics.fix import Fix
from scenelang.diagnostics.suggestion import surely_meant
from scenelang.source import Span, SpanEdit

_PLAIN = re.compile(r"\w(?:[-.#]?\w)*")
"""Words that mean the same in every style of scalar and in every small language."""


def respelling(place: Span, written: str, allowed: Iterable[str]) -> Fix | None:
    """The allowed word that was surely meant, in the place of a written one; None where none is.

    Nor is there one where the place does not hold the word character by character, as in escapes.
    """
    meant = surely_meant(written, allowed)
    return None if meant is None else instead(place, written, meant)


def instead(place: Span, written: str, meant: str) -> Fix | None:
    """A certain word in the place of a written one, where both stand in a file as they are."""
    if place.end - place.start != len(written) or not _PLAIN.fullmatch(meant):
        return None
    return Fix(f"write `{meant}`", (SpanEdit(place, meant),))


def without(place: Span, what: str) -> Fix:
    """Nothing in the place of something that does not belong there."""
    return Fix(f"delete {what}", (SpanEdit(place, ""),))
