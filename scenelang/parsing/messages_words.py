"""What can be wrong with the words and values of `self` and `tension`, and with words of older spelling."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Safety, Severity, did_you_mean, respelling, without
from scenelang.source import SpanEdit


class UnknownVerb(Diagnostic):
    """A line under `self` has a verb that the language does not know.

    answers, recalls: the thought comes back to an earlier place. revises: the earlier span was wrong; it is
    read and never learned. confirms: the earlier span was right. mirrors: the same state of mind in two
    places. names: the scene speaks of itself.
    """

    code: ClassVar[str] = "SL130"
    title: ClassVar[str] = "unknown verb `{verb}`"
    label: ClassVar[str] = "not a verb of `self`"
    help: ClassVar[str] = "allowed are {allowed}"

    verb: str
    known: tuple[str, ...]
    allowed: str

    @property
    def help_text(self) -> str:
        """The nearest word, and what is allowed."""
        return did_you_mean(self.verb, self.known) + self._filled(self.help)

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.verb, self.known)


class OlderSpelling(Diagnostic):
    """A word of the language has another spelling now.

    The older one is still read and means the same, until the next version of the language.
    `scenelang migrate` writes the new spelling in its place and changes nothing else in the file.
    """

    code: ClassVar[str] = "SL153"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "`{old}` is written `{new}` now"
    label: ClassVar[str] = "older spelling"
    help: ClassVar[str] = "write `{new}`, or let `scenelang migrate {place.file}` do it"

    old: str
    new: str

    def fix(self) -> Fix:
        """The newer spelling, which means the same."""
        return Fix(f"write `{self.new}`", (SpanEdit(self.place, self.new),), Safety.SAFE)


class HashBeforeName(Diagnostic):
    """A `#` stands before a span's id in a rule.

    The `#` belongs to the braces where a span gets its id: `[text]{#answer}`. Rules name it
    without: `answer`.
    """

    code: ClassVar[str] = "SL149"
    title: ClassVar[str] = "a rule names a span without `#`"
    label: ClassVar[str] = "delete this"
    help: ClassVar[str] = (
        "write the id alone, such as `answer`; `scene-id#span` means a span of another scene"
    )

    def fix(self) -> Fix:
        """The name without it."""
        return without(self.place, "`#`")


class UnknownShape(Diagnostic):
    """A trajectory names a shape that the language does not know.

    `rise(0.1, 0.9)` and `fall(0.9, 0.1)` go from the first value to the second over the scene;
    `peak(0.2, 0.9 @ turn)` rises to a beat and comes back; `hold(0.5)` stays.
    """

    code: ClassVar[str] = "SL139"
    title: ClassVar[str] = "unknown shape `{shape}`"
    label: ClassVar[str] = "not a shape"
    help: ClassVar[str] = (
        "allowed are `rise(0.1, 0.9)`, `fall(0.9, 0.1)`, `peak(0.2, 0.9 @ turn)`, `hold(0.5)`"
    )

    shape: str
    known: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest word, and what is allowed."""
        return did_you_mean(self.shape, self.known) + self._filled(self.help)

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.shape, self.known)


class ShapeArguments(Diagnostic):
    """A shape has too few or too many values: rise, fall and peak take two, hold takes one."""

    code: ClassVar[str] = "SL140"
    title: ClassVar[str] = "`{shape}` takes {wanted}, not {given}"
    label: ClassVar[str] = "{given} given"
    help: ClassVar[str] = "write it like `{example}`"

    shape: str
    wanted: str
    given: int
    example: str


class TensionOutOfRange(Diagnostic):
    """A value of tension lies outside 0..1.

    Every axis runs from 0 (none) to 1 (as much as the scene can bear), so that axes and scenes compare.
    """

    code: ClassVar[str] = "SL141"
    title: ClassVar[str] = "tension lies between 0 and 1, and this is {value}"
    label: ClassVar[str] = "outside 0..1"
    help: ClassVar[str] = "write a value from 0 to 1, such as `0.7`"

    value: str
