"""What expanding has to say: draws, counts, conditions and splits that cannot be met."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Severity


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


class TooManyInstances(Diagnostic):
    """A scene asks for more instances than can be compiled.

    Instances are streamed, so memory is no limit, but every instance is a row on disk. The limit of 10^9
    catches slips of the pen; real scenes need thousands to a few millions.
    """

    code: ClassVar[str] = "SL303"
    title: ClassVar[str] = "`count` asks for {count:,} instances; at most {limit:,} can be made"
    label: ClassVar[str] = "more than {limit:,}"
    help: ClassVar[str] = "write a `count` of at most {limit}"

    count: int
    limit: int


class NoBindingMeetsWhere(Diagnostic):
    """Not one of the possible draws meets the condition.

    The draws are few enough to try every one, and `where` is false for all of them. Widen the draws or loosen
    the condition.
    """

    code: ClassVar[str] = "SL305"
    title: ClassVar[str] = "`where` lets no instance through"
    label: ClassVar[str] = "false for each of the {bindings:,} possible draws"
    help: ClassVar[str] = "loosen the condition, or give the draws more values"

    bindings: int


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


class HoldoutIsOneSided(Diagnostic):
    """A holdout that leaves one side empty.

    With a share too small for the number of bindings nothing is held out, and accuracy on held-out bindings
    cannot be measured; with one too large nothing is left to train on. Raise or lower `share`, raise `count`,
    or hold out `by` names that take more values. A condition under `holdout` must be true of some instances
    and false of others; where a whole scene is to be kept out of training, write `split: held_out` instead.
    """

    code: ClassVar[str] = "SL307"
    title: ClassVar[str] = "`holdout` leaves no {side} instance"
    label: ClassVar[str] = "{share} over {what} leaves none"
    help: ClassVar[str] = (
        "change `share` (above 0 %, below 100 %) or `where`, raise `count`, or hold out by other names"
    )

    side: str
    share: str
    what: str


class MoreInstancesThanDraws(Diagnostic):
    """More instances are asked for than there are different ones.

    Instances are drawn independently, so some will be equal, here most of them. Equal rows are no error, but
    they teach what fewer rows with more passes would. Lower `count` or widen the draws.
    """

    code: ClassVar[str] = "SL308"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "{count:,} instances are asked for, and only {different:,} differ"
    label: ClassVar[str] = "at most {different:,} different instances"
    help: ClassVar[str] = "write a `count` of at most {different}, or give the draws more values"

    count: int
    different: int


class WhereIsNoCondition(Diagnostic):
    """`where` must be true or false.

    A number or a text is no condition. Compare it with something: `n > 2`, `a != d`.
    """

    code: ClassVar[str] = "SL326"
    title: ClassVar[str] = "`where` gives {kind}, not true or false"
    label: ClassVar[str] = "this is {kind}"
    help: ClassVar[str] = "write a comparison, such as `n > 2` or `a != d`"

    kind: str
