"""A word that an author wrote, and where."""

from __future__ import annotations

from dataclasses import dataclass

from scenelang.source import Span


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier as written: a span id, a beat kind, an axis, a verb."""

    text: str
    place: Span

    def __reduce__(self) -> tuple[type[Name], tuple[str, Span]]:
        """How it is sent to another process: quicker than as a dataclass of any kind."""
        return Name, (self.text, self.place)

    def __str__(self) -> str:
        return self.text
