"""Gathers what stages say: no duplicates, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterable

from scenelang.diagnostics.diagnostic import Diagnostic, Severity


class Collector:
    """A growing set of diagnostics that knows its order."""

    def __init__(self, diagnostics: Iterable[Diagnostic] = ()) -> None:
        self._found: dict[Diagnostic, None] = dict.fromkeys(diagnostics)

    def add(self, diagnostic: Diagnostic) -> None:
        """Takes one finding; the same one twice counts once."""
        self._found.setdefault(diagnostic)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Takes several findings."""
        for diagnostic in diagnostics:
            self.add(diagnostic)

    @property
    def has_errors(self) -> bool:
        """True when any finding stops a compile."""
        return any(found.severity is Severity.ERROR for found in self._found)

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All findings by file, place and code."""
        return tuple(sorted(self._found, key=lambda found: (found.place, found.code)))
