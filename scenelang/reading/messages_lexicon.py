"""What can be wrong with a lexicon: SL050 to SL052."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related, Severity
from scenelang.source import Span


class LexiconDuplicate(Diagnostic):
    """A value stands twice in a lexicon.

    `distinct` draws different lines, so a value on two lines could be drawn for two variables at once, and it
    would come twice as often as the others. Take one of the two lines out.
    """

    code: ClassVar[str] = "SL050"
    title: ClassVar[str] = "`{value}` is in this lexicon twice"
    label: ClassVar[str] = "the second time"
    help: ClassVar[str] = "take one of the two lines out"

    value: str
    first: Span

    def related(self) -> tuple[Related, ...]:
        """Where the value stands for the first time."""
        return (Related(self.first, "the first time"),)


class LexiconEmpty(Diagnostic):
    """A lexicon has no values: every line is blank or starts with `#`.

    A lexicon is a text file with one value on each line.
    """

    code: ClassVar[str] = "SL051"
    title: ClassVar[str] = "this lexicon has no values"
    help: ClassVar[str] = "write one value on each line; lines that start with `#` are comments"


class LexiconLeadingSpace(Diagnostic):
    """A value of a lexicon starts with white space, which becomes part of the text.

    `the ${name}` with a value ` Kel` reads `the  Kel`, with two spaces, and another token. Take the space
    out.
    """

    code: ClassVar[str] = "SL052"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "this value starts with white space"
    label: ClassVar[str] = "becomes part of the text"
    help: ClassVar[str] = "take it out"
