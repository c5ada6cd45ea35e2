"""What can be wrong with the words and numbers of rules: verbs, selectors, layers, heads, shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.source import Span


@dataclass(frozen=True, slots=True)
class UnknownVerb(Diagnostic):
    """A line under `self` has a verb that the language does not know.

    answers, recalls: the thought comes back to an earlier place. revises: the earlier span was wrong; it is
    read and never learned. confirms: the earlier span was right. mirrors: the same state of mind in two
    places. names: the scene speaks of itself.
    """

    code: ClassVar[str] = "SL130"
    title: ClassVar[str] = "unknown verb `{verb}`"
    label: ClassVar[str] = "not a verb of `self`"
    help: ClassVar[str] = "{advice}allowed are {allowed}"

    verb: str
    advice: str
    allowed: str


@dataclass(frozen=True, slots=True)
class UnknownSelector(Diagnostic):
    """A rule picks positions of a span in a way that the language does not know.

    `produce(x)`: the positions whose next token is in x. `read(x)`: all tokens of x. `last(x)`: its last
    content token. `first(x)`: its first token. `before x`: the one position that produces its first token.
    A layer rule also knows `at x`: all tokens of x.
    """

    code: ClassVar[str] = "SL131"
    title: ClassVar[str] = "unknown selector `{selector}`"
    label: ClassVar[str] = "picks no positions"
    help: ClassVar[str] = "{advice}allowed are {allowed}"

    selector: str
    advice: str
    allowed: str


@dataclass(frozen=True, slots=True)
class SelectorMissing(Diagnostic):
    """A layer rule names a span and does not say which of its positions.

    `at x`: all tokens of x. `before x`: the position that produces its first token. `last x`: its last
    content token.
    """

    code: ClassVar[str] = "SL132"
    title: ClassVar[str] = "a layer rule says where in `{span}` it looks"
    label: ClassVar[str] = "which positions?"
    help: ClassVar[str] = "write `at {span}`, `before {span}` or `last {span}`"

    span: str


@dataclass(frozen=True, slots=True)
class UnknownLayerBand(Diagnostic):
    """A layer band has a name that the language does not know.

    Bands with a name are early, middle and late (a third of the depth each) and all. Others are written
    with numbers: `12`, `-1` (the last layer), `60%`, `4..8`, `40%..70%`.
    """

    code: ClassVar[str] = "SL133"
    title: ClassVar[str] = "unknown layers `{band}`"
    label: ClassVar[str] = "names no layers"
    help: ClassVar[str] = (
        "{advice}allowed are `early`, `middle`, `late`, `all`, or numbers such as `12`, `-1`, `60%`, `4..8`, "
        "`40%..70%`"
    )

    band: str
    advice: str


@dataclass(frozen=True, slots=True)
class LayersReversed(Diagnostic):
    """A layer band ends before it begins, so that it holds no layer."""

    code: ClassVar[str] = "SL134"
    title: ClassVar[str] = "the layers `{low}..{high}` run backwards"
    label: ClassVar[str] = "holds no layer"
    help: ClassVar[str] = "write `{high}..{low}`"

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class LayerUnitsMixed(Diagnostic):
    """One bound of a layer band is a percentage and the other a layer's number."""

    code: ClassVar[str] = "SL135"
    title: ClassVar[str] = "one bound is in percent and the other is not"
    label: ClassVar[str] = "mixed bounds"
    help: ClassVar[str] = "write both in percent, such as `40%..70%`, or both as numbers, such as `4..8`"


@dataclass(frozen=True, slots=True)
class NoSuchLayer(Diagnostic):
    """A layer's number or percentage cannot be: percentages lie in 0..100, numbers are whole.

    A percentage is a place in the depth, so that one scene fits models of any depth. A layer's number counts
    from 0; negative numbers count from the end, so that `-1` is the last layer.
    """

    code: ClassVar[str] = "SL136"
    title: ClassVar[str] = "no layer is `{bound}`"
    label: ClassVar[str] = "{why}"
    help: ClassVar[str] = "write a percentage such as `60%`, or a whole number such as `12` or `-1`"

    bound: str
    why: str


@dataclass(frozen=True, slots=True)
class UnknownHeadRule(Diagnostic):
    """The heads of an attention rule are named in a way that the language does not know.

    any: some head of the band looks there (the default). each: every head does. mean: the heads' mean does.
    `top 2`: the two heads that look there most. `h0, h3`: these heads, counted from 0.
    """

    code: ClassVar[str] = "SL137"
    title: ClassVar[str] = "unknown heads `{heads}`"
    label: ClassVar[str] = "{why}"
    help: ClassVar[str] = "{advice}allowed are `any`, `each`, `mean`, `top 2`, or heads by number such as `h0, h3`"

    heads: str
    why: str
    advice: str


@dataclass(frozen=True, slots=True)
class UnknownLayerTarget(Diagnostic):
    """A layer rule asks for something that the language does not know.

    `reads "text"`: the unembedding reads the text's first token there. `concept NAME`: pulled to the
    concept's other instances. `mirrors SPAN`: the state of another span. `label KEY = VALUE`: a probe reads
    the value. `tension AXIS`: a probe reads the axis. `teacher`: the same position of a teacher model.
    """

    code: ClassVar[str] = "SL138"
    title: ClassVar[str] = "unknown layer target `{target}`"
    label: ClassVar[str] = "not a layer target"
    help: ClassVar[str] = (
        "{advice}allowed are `reads \"text\"`, `concept NAME`, `mirrors SPAN`, `label KEY = VALUE`, "
        "`tension AXIS`, `teacher`"
    )

    target: str
    advice: str


@dataclass(frozen=True, slots=True)
class UnknownShape(Diagnostic):
    """A trajectory names a shape that the language does not know.

    `rise(0.1, 0.9)` and `fall(0.9, 0.1)` go from the first value to the second over the scene;
    `peak(0.2, 0.9 @ turn)` rises to a beat and comes back; `hold(0.5)` stays.
    """

    code: ClassVar[str] = "SL139"
    title: ClassVar[str] = "unknown shape `{shape}`"
    label: ClassVar[str] = "not a shape"
    help: ClassVar[str] = (
        "{advice}allowed are `rise(0.1, 0.9)`, `fall(0.9, 0.1)`, `peak(0.2, 0.9 @ turn)`, `hold(0.5)`"
    )

    shape: str
    advice: str


@dataclass(frozen=True, slots=True)
class ShapeArguments(Diagnostic):
    """A shape has too few or too many values: rise, fall and peak take two, hold takes one."""

    code: ClassVar[str] = "SL140"
    title: ClassVar[str] = "`{shape}` takes {wanted}, and here are {given}"
    label: ClassVar[str] = "{given} of {wanted}"
    help: ClassVar[str] = "write it like `{example}`"

    shape: str
    wanted: str
    given: int
    example: str


@dataclass(frozen=True, slots=True)
class TensionOutOfRange(Diagnostic):
    """A value of tension lies outside 0..1.

    Every axis runs from 0 (none) to 1 (as much as the scene can bear), so that axes and scenes compare.
    """

    code: ClassVar[str] = "SL141"
    title: ClassVar[str] = "tension lies between 0 and 1, and this is {value}"
    label: ClassVar[str] = "outside 0..1"
    help: ClassVar[str] = "write a value from 0 to 1, such as `0.7`"

    value: str


@dataclass(frozen=True, slots=True)
class RangeReversed(Diagnostic):
    """A range ends before it begins, so that nothing can be drawn from it."""

    code: ClassVar[str] = "SL142"
    title: ClassVar[str] = "the range `{low}..{high}` runs backwards"
    label: ClassVar[str] = "holds no number"
    help: ClassVar[str] = "write `{high}..{low}`; both ends are included"

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ShareOutOfRange(Diagnostic):
    """A share is more than the whole, or less than nothing."""

    code: ClassVar[str] = "SL143"
    title: ClassVar[str] = "a share lies between 0 % and 100 %, and this is {share}"
    label: ClassVar[str] = "outside 0 %..100 %"
    help: ClassVar[str] = "write `10%` or `0.1` for a tenth"

    share: str


@dataclass(frozen=True, slots=True)
class NameDrawnTwice(Diagnostic):
    """One draw names the same variable twice."""

    code: ClassVar[str] = "SL144"
    title: ClassVar[str] = "`{name}` is named twice in one draw"
    label: ClassVar[str] = "again here"
    help: ClassVar[str] = "delete one of them, or give it another name"

    name: str
    first: Span

    def related(self) -> tuple[Related, ...]:
        """Where the name stands first."""
        return (Related(self.first, "first here"),)


@dataclass(frozen=True, slots=True)
class UnknownFunction(Diagnostic):
    """An expression calls a function that the language does not know.

    `let` and `where` have their own small language: arithmetic, comparisons, strings and the functions that
    the message lists. Nothing else can be called.
    """

    code: ClassVar[str] = "SL145"
    title: ClassVar[str] = "unknown function `{function}`"
    label: ClassVar[str] = "not a function"
    help: ClassVar[str] = "{advice}allowed are {allowed}"

    function: str
    advice: str
    allowed: str


@dataclass(frozen=True, slots=True)
class WrongArgumentCount(Diagnostic):
    """A function is called with too few or too many values."""

    code: ClassVar[str] = "SL146"
    title: ClassVar[str] = "`{function}` takes {wanted}, and here are {given}"
    label: ClassVar[str] = "{given} of {wanted}"
    help: ClassVar[str] = "write it like `{example}`"

    function: str
    wanted: str
    given: int
    example: str


@dataclass(frozen=True, slots=True)
class ForeignOperator(Diagnostic):
    """An operator of another language: `&&`, `||`, `!`, `=`, `<>`, `**` and the like."""

    code: ClassVar[str] = "SL147"
    title: ClassVar[str] = "`{operator}` is not an operator here"
    label: ClassVar[str] = "not an operator"
    help: ClassVar[str] = "write `{instead}`"

    operator: str
    instead: str


@dataclass(frozen=True, slots=True)
class ChainedComparison(Diagnostic):
    """Two comparisons stand in a row: `1 < n < 5`.

    What that means differs between languages, so it is refused. Join two comparisons with `and`.
    """

    code: ClassVar[str] = "SL148"
    title: ClassVar[str] = "comparisons do not chain"
    label: ClassVar[str] = "a second comparison"
    help: ClassVar[str] = "join two with `and`: `1 < n and n < 5`"


@dataclass(frozen=True, slots=True)
class HashBeforeName(Diagnostic):
    """A `#` stands before a span's id in a rule.

    The `#` belongs to the braces where a span gets its id: `[text]{#answer}`. Rules name it without: `answer`.
    """

    code: ClassVar[str] = "SL149"
    title: ClassVar[str] = "a rule names a span without `#`"
    label: ClassVar[str] = "delete this"
    help: ClassVar[str] = "write the id alone, such as `answer`; `scene-id#span` means a span of another scene"
