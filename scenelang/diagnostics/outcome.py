"""What a stage gives: a value, if there is one, and everything it has to say."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from scenelang.diagnostics.diagnostic import Diagnostic, Severity

T = TypeVar("T")


class Outcome(NamedTuple, Generic[T]):
    """A stage's result. Stages never raise at an author; they say what is wrong here."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that stop a compile."""
        return tuple(found for found in self.diagnostics if found.severity is Severity.ERROR)
