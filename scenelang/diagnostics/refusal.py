"""How code that must return a value says no: one exception, which carries a diagnostic."""

from __future__ import annotations

from scenelang.diagnostics.diagnostic import Diagnostic


class Refusal(Exception):
    """Raised below Python APIs (the trainer, the shard reader) where no `Outcome` can be returned.

    The command line catches it and prints the diagnostic; it is never a bug in scenelang.
    """

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(f"{diagnostic.code} {diagnostic.message}")
        self.diagnostic = diagnostic
