"""Scalars for tests: as a block scalar would be (one to one) and as an escaped one would be."""

from __future__ import annotations

from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.source import ScalarText, Span

FILE = "test.scene"
PAD = 1000


def plain(text: str, start: int = 0) -> ScalarText:
    """Every character stands in the file as it is."""
    size = len(text)
    return ScalarText(
        text, Span(FILE, start, start + size), range(start, start + size), range(start + 1, start + size + 1)
    )


def spread(text: str) -> ScalarText:
    """Every character takes three places of the file and one place lies between two: offset 4 i + 1000."""
    starts = [PAD + 4 * i for i in range(len(text))]
    return ScalarText(
        text, Span(FILE, PAD - 1, PAD + 4 * len(text) + 1), starts, [start + 3 for start in starts]
    )


def place_in_plain(span: Span) -> Span:
    """The span of a `spread` scalar, as the same text would have it in a `plain` one."""
    start = (span.start - PAD) // 4 if (span.start - PAD) % 4 == 0 else (span.start - PAD + 1) // 4
    return Span(span.file, start, (span.end - PAD + 1) // 4)


def said(outcome: Outcome[object]) -> list[str]:
    """Each finding as code, start..end, message and help."""
    return [one_line(found) for found in outcome.diagnostics]


def one_line(found: Diagnostic) -> str:
    return (
        f"{found.code} {found.place.start}..{found.place.end} {found.message} | {found.label_text} | "
        f"{found.help_text}"
    )
