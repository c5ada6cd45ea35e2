"""What is said of tension: values, beats, the order of points, and the weights that follow it."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related, advice, respelling
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

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.name, self.allowed)


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


class AxisWithoutCourse(Diagnostic):
    """A weight or a layer target asks for an axis that does not move in this scene.

    The archetype or the project declares the axis, and neither the scene nor the archetype says how it
    moves over these beats: an axis of the project has no usual course, and the usual course of the archetype
    may be keyed to beats that the scene leaves out. Give the axis a line of its own under `tension`.
    """

    code: ClassVar[str] = "SL253"
    title: ClassVar[str] = "this scene does not say how `{name}` moves"
    label: ClassVar[str] = "an axis without a course here"
    help: ClassVar[str] = "write under `tension`: `{name}: 0.2 -> 0.8`"

    name: str


class BeatWeightOutOfRange(Diagnostic):
    """The weight of a beat, worked out with the tension there, is no weight.

    A weight is a number from 0 to 1000. In an expression such as `1 + doubt` every axis has its value at
    this very beat, between 0 and 1; `max(0, ...)` and `min(..., 1000)` keep the result within its bounds.
    """

    code: ClassVar[str] = "SL254"
    title: ClassVar[str] = "this weight comes to {value}"
    label: ClassVar[str] = "{value} with the tension of this beat"
    help: ClassVar[str] = "write something that comes to a number from 0 to 1000, such as `1 + doubt`"

    value: str


class ArchetypeWeightFails(Diagnostic):
    """The weight that an archetype gives a kind of beat cannot be worked out at one of the scene's beats.

    Under `weights` an archetype may give an expression of its axes, such as `1 + doubt`. At this beat the
    tension of the scene makes it no number from 0 to 1000. Mend the expression in the archetype, or the
    tension of the scene.
    """

    code: ClassVar[str] = "SL255"
    title: ClassVar[str] = "the weight that `{archetype}` gives `{kind}` fails here: {reason}"
    label: ClassVar[str] = "at this beat"
    help: ClassVar[str] = "mend the weight in the archetype, or the tension of this scene"

    kind: str
    archetype: str
    reason: str
    weight: Span

    def related(self) -> tuple[Related, ...]:
        """The weight in the archetype."""
        return (Related(self.weight, "the weight"),)
