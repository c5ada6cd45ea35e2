"""What can be wrong inside `vary`: ranges, shares, names and expressions."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related, did_you_mean, respelling
from scenelang.source import Span, SpanEdit


class RangeReversed(Diagnostic):
    """A range ends before it begins, so that nothing can be drawn from it.

    Both ends belong to the range: `2..9` draws one of eight numbers.
    """

    code: ClassVar[str] = "SL142"
    title: ClassVar[str] = "the range `{low}..{high}` runs backwards"
    label: ClassVar[str] = "holds no number"
    help: ClassVar[str] = "write `{high}..{low}`; both ends are included"

    low: int
    high: int

    def fix(self) -> Fix:
        """The bounds the other way round."""
        return Fix("turn the bounds round", (SpanEdit(self.place, f"{self.high}..{self.low}"),))


class ShareOutOfRange(Diagnostic):
    """A share is more than the whole, or less than nothing.

    `share: 10%` holds out a tenth of the bindings; `share: 0.1` is the same.
    """

    code: ClassVar[str] = "SL143"
    title: ClassVar[str] = "a share lies between 0 % and 100 %, and this is {share}"
    label: ClassVar[str] = "outside 0 %..100 %"
    help: ClassVar[str] = "write `10%` or `0.1` for a tenth"

    share: str


class NameDrawnTwice(Diagnostic):
    """One draw names the same variable twice.

    `a, b: {from: lexicon/names}` draws two names, and each needs a variable of its own.
    """

    code: ClassVar[str] = "SL144"
    title: ClassVar[str] = "`{name}` is named twice in one draw"
    label: ClassVar[str] = "again here"
    help: ClassVar[str] = "delete one of them, or give it another name"

    name: str
    first: Span

    def related(self) -> tuple[Related, ...]:
        """Where the name stands first."""
        return (Related(self.first, "first here"),)


class UnknownFunction(Diagnostic):
    """An expression calls a function that the language does not know.

    `let`, `where` and weights have their own small language: arithmetic, comparisons, strings and the
    functions that the message lists. Nothing else can be called.
    """

    code: ClassVar[str] = "SL145"
    title: ClassVar[str] = "unknown function `{function}`"
    label: ClassVar[str] = "not a function"
    help: ClassVar[str] = "allowed are {allowed}"

    function: str
    known: tuple[str, ...]
    allowed: str

    @property
    def help_text(self) -> str:
        """The nearest word, and what is allowed."""
        return did_you_mean(self.function, self.known) + self._filled(self.help)

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.function, self.known)


class WrongArgumentCount(Diagnostic):
    """A function is called with too few or too many values.

    `min` and `max` take two values or more, every other function takes one.
    """

    code: ClassVar[str] = "SL146"
    title: ClassVar[str] = "`{function}` takes {wanted}, not {given}"
    label: ClassVar[str] = "{given} given"
    help: ClassVar[str] = "write it like `{example}`"

    function: str
    wanted: str
    given: int
    example: str


class ForeignOperator(Diagnostic):
    """An operator of another language: `&&`, `||`, `!`, `=`, `<>`, `**` and the like.

    Operators of `let`, `where` and weights are `+ - * / // %`, `== != < <= > >=`, `in`, `and`, `or` and
    `not`.
    """

    code: ClassVar[str] = "SL147"
    title: ClassVar[str] = "`{operator}` is not an operator here"
    label: ClassVar[str] = "not an operator"
    help: ClassVar[str] = "write `{instead}`"

    operator: str
    instead: str

    def fix(self) -> Fix | None:
        """The operator that means it here."""
        return (
            None
            if self.operator in {"**", "^"}
            else Fix(f"write `{self.instead}`", (SpanEdit(self.place, self.instead),))
        )


class ChainedComparison(Diagnostic):
    """Two comparisons stand in a row: `1 < n < 5`.

    What that means differs between languages, so it is refused. Join two comparisons with `and`.
    """

    code: ClassVar[str] = "SL148"
    title: ClassVar[str] = "comparisons do not chain"
    label: ClassVar[str] = "a second comparison"
    help: ClassVar[str] = "join two with `and`: `1 < n and n < 5`"
