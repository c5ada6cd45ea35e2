"""What expanding has to say: draws, counts, conditions and splits that cannot be met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related, Severity
from scenelang.source import Span


@dataclass(frozen=True, slots=True)
class NothingToDraw(Diagnostic):
    """A draw has no value to take.

    An empty list, an empty lexicon file or a range whose first number is above its last leaves the variable
    without a value, so no instance of the scene can be made. Write at least one value: `a: [Kel, Mia]`,
    `n: {range: 2..9}`.
    """

    code: ClassVar[str] = "SL301"
    title: ClassVar[str] = "nothing to draw for `{names}`"
    label: ClassVar[str] = "{source} holds no value"
    help: ClassVar[str] = "give at least one value, as in `[Kel, Mia]` or `{{range: 2..9}}`"

    names: str
    source: str


@dataclass(frozen=True, slots=True)
class TooFewDistinctValues(Diagnostic):
    """A draw wants more different values than there are.

    `distinct: true` gives every name of the entry its own value. With fewer values than names no instance can
    be made. Add values, draw fewer names in this entry, or leave `distinct` out.
    """

    code: ClassVar[str] = "SL302"
    title: ClassVar[str] = "{wanted} distinct values are wanted, and there are {available}"
    label: ClassVar[str] = "{wanted} names share {available} different values"
    help: ClassVar[str] = "add values, draw at most {available} names here, or leave out `distinct: true`"

    wanted: int
    available: int


@dataclass(frozen=True, slots=True)
class TooManyInstances(Diagnostic):
    """A scene asks for more instances than can be compiled.

    Instances are streamed, so memory is no limit, but every instance is a row on disk. The limit of 10^9
    catches slips of the pen; real scenes need thousands to a few millions.
    """

    code: ClassVar[str] = "SL303"
    title: ClassVar[str] = "`count` asks for {count} instances; at most {limit} can be made"
    label: ClassVar[str] = "this scene wants {count} instances"
    help: ClassVar[str] = "write a `count` of at most {limit}"

    count: int
    limit: int


@dataclass(frozen=True, slots=True)
class TooFewInstances(Diagnostic):
    """A scene asks for no instance at all.

    `count` must be 1 or more; a scene that should not be compiled is better moved out of the folder.
    """

    code: ClassVar[str] = "SL304"
    title: ClassVar[str] = "`count` is {count}: the scene makes no instance"
    label: ClassVar[str] = "no instance comes of this"
    help: ClassVar[str] = "write a `count` of 1 or more"

    count: int


@dataclass(frozen=True, slots=True)
class NoBindingMeetsWhere(Diagnostic):
    """Not one of the possible draws meets the condition.

    The draws are few enough to try every one, and `where` is false for all of them. Widen the draws or loosen
    the condition.
    """

    code: ClassVar[str] = "SL305"
    title: ClassVar[str] = "`where` lets no instance through"
    label: ClassVar[str] = "false for each of the {bindings} possible draws"
    help: ClassVar[str] = "loosen the condition, or give the draws more values"

    bindings: int


@dataclass(frozen=True, slots=True)
class WhereTooRare(Diagnostic):
    """A condition turned down every draw that was tried.

    An instance is drawn anew until `where` is true, a bounded number of times. A condition that almost
    never holds is better built into the draws: `distinct: true`, a shorter list, a `let` that computes the
    value.
    """

    code: ClassVar[str] = "SL306"
    title: ClassVar[str] = "`where` turned down {tries} draws of instance {instance}"
    label: ClassVar[str] = "not true once in {tries} tries"
    help: ClassVar[str] = "loosen the condition, or build it into the draws (`distinct: true`, `let`)"

    tries: int
    instance: int


@dataclass(frozen=True, slots=True)
class HoldoutIsOneSided(Diagnostic):
    """A holdout that leaves one side empty.

    With a share too small for the number of bindings nothing is held out, and accuracy on held-out bindings
    cannot be measured; with one too large nothing is left to train on. Raise or lower `share`, raise `count`,
    or hold out `by` names that take more values.
    """

    code: ClassVar[str] = "SL307"
    title: ClassVar[str] = "`holdout` leaves no {side} instance"
    label: ClassVar[str] = "a share of {percent} over {what} leaves none"
    help: ClassVar[str] = "change `share` (above 0 %, below 100 %), raise `count`, or hold out by other names"

    side: str
    percent: str
    what: str


@dataclass(frozen=True, slots=True)
class MoreInstancesThanDraws(Diagnostic):
    """More instances are asked for than there are different ones.

    Instances are drawn independently, so some will be equal, here most of them. Equal rows are no error, but
    they teach what fewer rows with more passes would. Lower `count` or widen the draws.
    """

    code: ClassVar[str] = "SL308"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "{count} instances are asked for, and only {different} differ"
    label: ClassVar[str] = "at most {different} different instances"
    help: ClassVar[str] = "write a `count` of at most {different}, or give the draws more values"

    count: int
    different: int


@dataclass(frozen=True, slots=True)
class SpanCrossesShuffledLine(Diagnostic):
    """A marked span runs over a line break in a beat whose lines are shuffled.

    Shuffling moves whole lines; a span over two of them would be torn. End the span before the line break
    (`[one line.]{{#a}}`), or take the beat out of `shuffle`.
    """

    code: ClassVar[str] = "SL309"
    title: ClassVar[str] = "a span crosses a line break in the shuffled beat `{beat}`"
    label: ClassVar[str] = "runs over more than one line"
    help: ClassVar[str] = "close the span before the line break, or take `{beat}` out of `shuffle`"

    beat: str
    shuffle: Span

    def related(self) -> tuple[Related, ...]:
        """Where the beat is shuffled."""
        return (Related(self.shuffle, "its lines are shuffled here"),)


@dataclass(frozen=True, slots=True)
class RangeTooLong(Diagnostic):
    """A range holds more numbers than can be told apart.

    A range may hold up to 10^18 numbers. Anything longer is a slip of the pen.
    """

    code: ClassVar[str] = "SL310"
    title: ClassVar[str] = "the range holds more than {limit} numbers"
    label: ClassVar[str] = "too long a range"
    help: ClassVar[str] = "write a range of at most {limit} numbers, such as `2..9`"

    limit: int
