"""What is said of tension: values, beats, and the order of points."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related, advice
from scenelang.source import Span


class UnknownBeat(Diagnostic):
    """A point of a trajectory, or `shuffle`, names a beat that the scene does not have.

    A beat is named by its kind; where a kind stands more than once, with its number: `think.1`, `think.2`.
    """

    code: ClassVar[str] = "SL223"
    title: ClassVar[str] = "there is no beat `{name}`"
    label: ClassVar[str] = "unknown beat"
    help: ClassVar[str] = "write the name of a beat: its kind, with its number where the kind stands twice"

    name: str
    allowed: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest beat, and all of them."""
        return advice(self.name, self.allowed, "beats here")


class PointsOutOfOrder(Diagnostic):
    """The points of a trajectory do not follow the order of the beats.

    Each point stands at a later beat than the one before it. A point without a beat takes its place between
    its neighbours; the first stands at the first beat and the last at the last.
    """

    code: ClassVar[str] = "SL224"
    title: ClassVar[str] = "this point does not come after the one before it"
    label: ClassVar[str] = "at {here}"
    help: ClassVar[str] = "key each point to a later beat than the one before it"

    here: str
    before: Span
    there: str

    def related(self) -> tuple[Related, ...]:
        """The point before it."""
        return (Related(self.before, f"the point before it, at {self.there}"),)


class WrongDirection(Diagnostic):
    """A shape runs against its name.

    `rise` goes up, `fall` goes down, and the top of `peak` is above its foot.
    """

    code: ClassVar[str] = "SL225"
    title: ClassVar[str] = "`{shape}` goes from {first:g} to {second:g}"
    label: ClassVar[str] = "must be {relation} {first:g}"
    help: ClassVar[str] = "swap the values, or write another shape"

    shape: str
    first: float
    second: float
    relation: str
