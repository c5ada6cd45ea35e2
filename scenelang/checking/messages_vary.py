"""What is said of variables, shuffles and holdouts."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related, Severity, advice, respelling
from scenelang.source import Span

FROM_ITSELF = "from itself"


class UnknownVariable(Diagnostic):
    r"""A variable that `vary` neither draws nor computes.

    To write the characters themselves, escape the dollar sign: `\${name}`. In an expression a word without
    quotes is a variable, and a text stands in quotes: `a != "Anna"`.
    """

    code: ClassVar[str] = "SL230"
    title: ClassVar[str] = "there is no variable `{name}`"
    label: ClassVar[str] = "neither drawn nor computed"
    help: ClassVar[str] = "write the name of a variable that `vary` draws or computes"

    name: str
    allowed: tuple[str, ...]
    in_expression: bool = False

    @property
    def help_text(self) -> str:
        """The nearest variable, and all of them; in an expression a text may have been meant."""
        quoted = f'; for the text, write `"{self.name}"`' if self.in_expression else ""
        return f"{advice(self.name, self.allowed, 'variables here')}{quoted}"

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.name, self.allowed)


class VariableWithoutVary(Diagnostic):
    r"""A scene uses a variable and has no `vary` that gives it a value.

    `${name}` takes another value in every instance; `vary` says which. To write the characters themselves,
    escape the dollar sign: `\${name}`.
    """

    code: ClassVar[str] = "SL231"
    title: ClassVar[str] = "`{name}` has no value, since the scene has no `vary`"
    label: ClassVar[str] = "a variable"
    help: ClassVar[str] = "draw `{name}` under `vary: draw:`, or write `\\$` for a plain dollar sign"

    name: str


class VariableTwice(Diagnostic):
    """A variable is drawn or computed twice; one of the two would be lost.

    Draws and computed values share their names: `a` is either drawn or computed, once.
    """

    code: ClassVar[str] = "SL232"
    title: ClassVar[str] = "the variable `{name}` is given twice"
    label: ClassVar[str] = "the second `{name}`"
    help: ClassVar[str] = "give one of them another name"

    name: str
    first: Span

    def related(self) -> tuple[Related, ...]:
        """Where the name stands first."""
        return (Related(self.first, f"the first `{self.name}`"),)


class UnusedVariable(Diagnostic):
    """A variable that nothing uses: neither text nor target, condition, computed value or holdout."""

    code: ClassVar[str] = "SL233"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "the variable `{name}` is never used"
    label: ClassVar[str] = "never used"
    help: ClassVar[str] = "write `${{{name}}}` where it is meant, or take it out"

    name: str


class VariableTooEarly(Diagnostic):
    """A computed value uses itself, or one that is computed later; `let` goes from top to bottom.

    In `let: {total: n * 12, half: total / 2}` the second line uses the first, never the other way round.
    Each value is computed once, and nothing counts up: write `next: n + 1`, not `n: n + 1`.
    """

    code: ClassVar[str] = "SL234"
    title: ClassVar[str] = "`{name}` is computed {when}"
    label: ClassVar[str] = "has no value yet"
    help: ClassVar[str] = "move the line of `{name}` up"

    name: str
    later: Span
    when: str = "only later"

    @property
    def help_text(self) -> str:
        """What to move; nothing helps a value that uses itself but another name."""
        if self.when == FROM_ITSELF:
            return f"use another variable here, or give the new value another name than `{self.name}`"
        return self._filled(self.help)

    def related(self) -> tuple[Related, ...]:
        """Where it is computed."""
        return (Related(self.later, f"`{self.name}` is computed here"),)


class TooFewLines(Diagnostic):
    """A beat whose lines are to be shuffled has fewer than two.

    The lines of the text are its lines in a block under `|`; one line has only one order.
    """

    code: ClassVar[str] = "SL235"
    title: ClassVar[str] = "the beat `{name}` has {count} line, and one line has only one order"
    label: ClassVar[str] = "nothing to shuffle"
    help: ClassVar[str] = "write its text in a block under `|`, one line each, or take it out of `shuffle`"

    name: str
    count: int
    beat: Span

    def related(self) -> tuple[Related, ...]:
        """The beat."""
        return (Related(self.beat, "this beat"),)


class SpanAcrossLines(Diagnostic):
    """A span in a shuffled beat runs over a line break.

    Its lines would be torn apart, and the span with them.
    """

    code: ClassVar[str] = "SL236"
    title: ClassVar[str] = "this span runs over a line of the beat `{beat}`, whose lines are shuffled"
    label: ClassVar[str] = "more than one line"
    help: ClassVar[str] = "close the span before its line ends, or take `{beat}` out of `shuffle`"

    beat: str
    shuffle: Span

    def related(self) -> tuple[Related, ...]:
        """Where the shuffle is asked for."""
        return (Related(self.shuffle, "shuffled here"),)


class OneSidedHoldout(Diagnostic):
    """A holdout that leaves nothing to hold out, or nothing to train on.

    `share: 10%` holds back a tenth of the bindings; 0 % holds back none and 100 % all.
    """

    code: ClassVar[str] = "SL237"
    title: ClassVar[str] = "a holdout's share lies between 0 % and 100 %, and this is {percent:g} %"
    label: ClassVar[str] = "leaves one side empty"
    help: ClassVar[str] = "write for example `share: 10%`"

    percent: float


class AllHeldOut(Diagnostic):
    """A scene of which nothing is trained on holds some of its instances out.

    `split: held_out` keeps all instances of the scene from training, so that a `holdout` has nothing left to
    choose from.
    """

    code: ClassVar[str] = "SL269"
    title: ClassVar[str] = "all instances of this scene are held out already"
    label: ClassVar[str] = "holds nothing out"
    help: ClassVar[str] = "take `split: held_out` out, or this `holdout`"
