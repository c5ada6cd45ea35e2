"""What all stages said about one build: each thing once, and whether it stops the build."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from scenelang.diagnostics import Diagnostic, Outcome, Severity
from scenelang.source import Span

T = TypeVar("T")


class Findings:
    """Diagnostics of many outcomes. One code at one place counts once, however many instances say it."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Span], Diagnostic] = {}
        self.has_errors = False

    def take(self, outcome: Outcome[T]) -> T | None:
        """Keeps what an outcome says, and gives its value."""
        self.extend(outcome.diagnostics)
        return outcome.value

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keeps several findings."""
        for found in diagnostics:
            self.add(found)

    def add(self, found: Diagnostic) -> None:
        """Keeps one finding."""
        self._found.setdefault((found.code, found.place), found)
        self.has_errors = self.has_errors or found.severity is Severity.ERROR

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All findings by file, place and code."""
        return tuple(sorted(self._found.values(), key=lambda found: (found.place, found.code)))
