"""What can be wrong with layers, heads, selectors, layer targets and exposure."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, did_you_mean, respelling
from scenelang.source import SpanEdit


class UnknownSelector(Diagnostic):
    """A rule picks positions of a span in a way that the language does not know.

    `produce(x)`: the positions whose next token is in x. `read(x)`: all tokens of x. `last(x)`: its last
    content token. `first(x)`: its first token. `before x`: the one position that produces its first token.
    A layer rule also knows `at x`: all tokens of x.
    """

    code: ClassVar[str] = "SL131"
    title: ClassVar[str] = "unknown selector `{selector}`"
    label: ClassVar[str] = "picks no positions"
    help: ClassVar[str] = "allowed are {allowed}; several spans are parted by `,`"

    selector: str
    known: tuple[str, ...]
    allowed: str

    @property
    def help_text(self) -> str:
        """The nearest word, and what is allowed."""
        return did_you_mean(self.selector, self.known) + self._filled(self.help)

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.selector, self.known)


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


class HeadsWithoutLayers(Diagnostic):
    """An attention rule names heads and no layers.

    Heads belong to layers: `answer -> weight @ late top 2`. With `@ all` they may be anywhere.
    """

    code: ClassVar[str] = "SL150"
    title: ClassVar[str] = "`{heads}` stands here without layers"
    label: ClassVar[str] = "heads of which layers?"
    help: ClassVar[str] = "write the layers first, such as `@ late {heads}` or `@ all {heads}`"

    heads: str


class UnknownLayerBand(Diagnostic):
    """A layer band has a name that the language does not know.

    Bands with a name are early, middle and late (a third of the depth each) and all. Others are written
    with numbers: `12`, `-1` (the last layer), `60%`, `4..8`, `40%..70%`.
    """

    code: ClassVar[str] = "SL133"
    title: ClassVar[str] = "unknown layers `{band}`"
    label: ClassVar[str] = "names no layers"
    help: ClassVar[str] = (
        "allowed are `early`, `middle`, `late`, `all`, or numbers such as `12`, `-1`, `60%`, `4..8`, "
        "`40%..70%`"
    )

    band: str
    known: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest word, and what is allowed."""
        return did_you_mean(self.band, self.known) + self._filled(self.help)

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.band, self.known)


class UnknownModule(Diagnostic):
    """Exposure names a part of the layers that the language does not know.

    `attention @ early`: only the attention of the early layers takes gradient from the text. `mlp @ early`:
    only their feed-forward part. `early` alone means both.
    """

    code: ClassVar[str] = "SL151"
    title: ClassVar[str] = "unknown part of the layers `{module}`"
    label: ClassVar[str] = "not a part of a layer"
    help: ClassVar[str] = "{turned}allowed are {allowed}; for both, write the layers alone, such as `early`"

    module: str
    known: tuple[str, ...]
    allowed: str
    turned: str = ""

    @property
    def help_text(self) -> str:
        """The nearest word, and what is allowed."""
        return did_you_mean(self.module, self.known) + self._filled(self.help)

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.module, self.known)


class ModuleWithoutLayers(Diagnostic):
    """Exposure names a part of the layers and does not say of which layers.

    Write the layers behind an `@`: `attention @ early`; `attention @ all` means all of them.
    """

    code: ClassVar[str] = "SL152"
    title: ClassVar[str] = "`{module}` stands here without layers"
    label: ClassVar[str] = "of which layers?"
    help: ClassVar[str] = "write the layers too, such as `{module} @ early` or `{module} @ all`"

    module: str


class LayersReversed(Diagnostic):
    """A layer band ends before it begins, so that it holds no layer.

    Both ends belong to the band: `4..8` holds five layers.
    """

    code: ClassVar[str] = "SL134"
    title: ClassVar[str] = "the layers `{low}..{high}` run backwards"
    label: ClassVar[str] = "holds no layer"
    help: ClassVar[str] = "write `{high}..{low}`"

    low: str
    high: str

    def fix(self) -> Fix:
        """The bounds the other way round."""
        return Fix("turn the bounds round", (SpanEdit(self.place, f"{self.high}..{self.low}"),))


class LayerUnitsMixed(Diagnostic):
    """One bound of a layer band is a percentage and the other a layer's number.

    Which of the two comes first would depend on how deep the model is.
    """

    code: ClassVar[str] = "SL135"
    title: ClassVar[str] = "one bound is in percent and the other is not"
    label: ClassVar[str] = "mixed bounds"
    help: ClassVar[str] = "write both in percent, such as `40%..70%`, or both as numbers, such as `4..8`"


class LayersWithDash(Diagnostic):
    """A run of layers is written with a dash, or with three points.

    A dash before a number is a minus: `-1` is the last layer. So a run of layers is written with two points:
    `4..8`, `40%..70%`; both ends belong to it.
    """

    code: ClassVar[str] = "SL154"
    title: ClassVar[str] = "from one layer to another is written with `..`"
    label: ClassVar[str] = "not a run of layers"
    help: ClassVar[str] = "write `{low}..{high}`"

    low: str
    high: str

    def fix(self) -> Fix:
        """The run with two points."""
        return Fix("write the run with `..`", (SpanEdit(self.place, f"{self.low}..{self.high}"),))


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


class HeadsWord(Diagnostic):
    """An attention rule has the word `heads` in it.

    The word itself is not written; what stands behind the layers are the heads: `@ late any`, `@ late each`,
    `@ late mean`, `@ late top 2`, `@ late h0, h3`.
    """

    code: ClassVar[str] = "SL155"
    title: ClassVar[str] = "the word `{word}` itself is not written"
    label: ClassVar[str] = "delete this"
    help: ClassVar[str] = (
        "write which heads right behind the layers, such as `@ late top 2`, `@ late each` or `@ late h0, h3`"
    )

    word: str


class UnknownHeadRule(Diagnostic):
    """The heads of an attention rule are named in a way that the language does not know.

    any: some head of the band looks there (the default). each: every head does. mean: the heads' mean does.
    `top 2`: the two heads that look there most. `h0, h3`: these heads, counted from 0.
    """

    code: ClassVar[str] = "SL137"
    title: ClassVar[str] = "unknown heads `{heads}`"
    label: ClassVar[str] = "{why}"
    help: ClassVar[str] = (
        "{otherwise}allowed are `any`, `each`, `mean`, `top 2`, or heads by number such as `h0, h3`"
    )

    heads: str
    why: str
    known: tuple[str, ...]
    otherwise: str = ""

    @property
    def help_text(self) -> str:
        """The nearest word, and what is allowed."""
        meant = "" if self.otherwise else did_you_mean(self.heads, self.known)
        return meant + self._filled(self.help)

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return None if self.otherwise else respelling(self.place, self.heads, self.known)


class HeadTooHigh(Diagnostic):
    """The heads of an attention rule are named by number, and one number is too high.

    Heads count from 0, and a compiled rule can name heads up to `h62`. `any`, `each`, `mean` and `top 2` hold
    for models with any number of heads.
    """

    code: ClassVar[str] = "SL158"
    title: ClassVar[str] = "no head can be named `{head}`: heads go from `h0` to `h{highest}`"
    label: ClassVar[str] = "too high"
    help: ClassVar[str] = "name heads from `h0` to `h{highest}`, or write `any`, `each`, `mean` or `top 2`"

    head: str
    highest: int


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
        'allowed are `reads "text"`, `concept NAME`, `mirrors SPAN`, `label KEY = VALUE`, '
        "`tension AXIS`, `teacher`"
    )

    target: str
    known: tuple[str, ...]

    @property
    def help_text(self) -> str:
        """The nearest word, and what is allowed."""
        return did_you_mean(self.target, self.known) + self._filled(self.help)

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        return respelling(self.place, self.target, self.known)
