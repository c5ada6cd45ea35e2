"""Findings for the tests of formats: with and without places, fixes, related places, and odd signs."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import ClassVar

from scenelang.diagnostics import (
    Diagnostic,
    FindingsReport,
    Fix,
    Related,
    RuleCard,
    Safety,
    Severity,
)
from scenelang.source import SourceText, Span, SpanEdit

SCENE = SourceText(
    "scenes/bell.scene",
    "scene: 1\nid: bell\nbeats:\n  - frame: dé😀 rings, and rings [twice](#b)\n"
    "---\nscene: 1\nid: echo\nbeats:\n  - frame: it rings\n",
)


class LoudBell(Diagnostic):
    """A bell is too loud.

    Nobody can think beside it.
    """

    code: ClassVar[str] = "SL977"
    title: ClassVar[str] = "`{word}` is loud: 100 %, at once"
    label: ClassVar[str] = "here"
    help: ClassVar[str] = "write `hums`\nor leave it out"

    word: str
    safety: Safety | None = None
    other: Span | None = None

    def related(self) -> tuple[Related, ...]:
        """Where it rang before."""
        return (Related(self.other, "rang here, [before](x)"),) if self.other else ()

    def fix(self) -> Fix | None:
        """Hums instead, and a word behind it."""
        if self.safety is None:
            return None
        behind = Span(self.place.file, self.place.end, self.place.end)
        return Fix("let it hum", (SpanEdit(self.place, "hums"), SpanEdit(behind, " low")), self.safety)


class QuietBell(Diagnostic):
    """A bell is too quiet."""

    code: ClassVar[str] = "SL978"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "quiet \x1b[31m\x07\ufffe, `a|b` <b> @team"


def span_of(text: str, number: int = 1, source: SourceText = SCENE) -> Span:
    """The place of a text in the scene, its first or a later one."""
    start = -1
    for _ in range(number):
        start = source.text.index(text, start + 1)
    return Span(source.name, start, start + len(text))


def findings() -> tuple[Diagnostic, ...]:
    """One of each kind."""
    first = span_of("rings")
    return (
        LoudBell(first, "rings", Safety.SAFE, span_of("rings", 3)),
        LoudBell(span_of("rings", 2), "rings", Safety.UNSAFE),
        LoudBell(span_of("rings", 3), "rings"),
        QuietBell(Span("gone.scene", 3, 4)),
        QuietBell(Span.start_of("scenes/bell.scene")),
    )


def odd_report(*found: Diagnostic) -> FindingsReport:
    """A report on these findings, with one lint rule among them."""
    return FindingsReport(
        findings=found,
        find_source={SCENE.name: SCENE}.get,
        counts={"files": 1},
        rules={"SL978": RuleCard("bell-is-heard", "signs")},
        here=PurePosixPath("/repo/sub"),
        base=PurePosixPath("/repo"),
        version="9.9.9",
        pages={"SL977": LoudBell.__doc__ or ""},
    )
