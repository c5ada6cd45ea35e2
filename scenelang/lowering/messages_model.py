"""What a scene asks of a model that the model cannot give: SL440 to SL449."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Severity


class BandOutsideModel(Diagnostic):
    """A rule speaks of layers that the model does not have.

    Bands in percent fit every model; bands by number do not: `20..24` means nothing in a model of 12 layers.
    Write a relative band (`60%..80%`, `late`), or compile for a deeper model.
    """

    code: ClassVar[str] = "SL440"
    title: ClassVar[str] = "`{origin}` asks for layers {band}, and the model has {layers} layers"
    label: ClassVar[str] = "none of the layers 0 to {last}"
    help: ClassVar[str] = "write a relative band such as `60%..80%` or `late`, or layers from 0 to {last}"

    origin: str
    band: str
    layers: int
    last: int


class HeadOutsideModel(Diagnostic):
    """A rule names an attention head that the model does not have.

    Heads are counted from 0 in every layer. Name a head that exists, or write `any`, which lets the model
    choose.
    """

    code: ClassVar[str] = "SL441"
    title: ClassVar[str] = "`{origin}` asks for head h{head}, and the model has {heads} heads a layer"
    label: ClassVar[str] = "no head h{head}"
    help: ClassVar[str] = "name heads from h0 to h{last}, or write `any`"

    origin: str
    head: int
    heads: int
    last: int


class TooFewHeads(Diagnostic):
    """`top` asks for more heads than its layers have together.

    `top 4` counts heads over all layers of the band: in one layer of a model with two heads there are two.
    Ask for fewer, widen the band, or write `each`, which means all of them.
    """

    code: ClassVar[str] = "SL442"
    title: ClassVar[str] = "`{origin}` asks for the top {count} heads, and layers {layers} have {heads}"
    label: ClassVar[str] = "more heads than there are"
    help: ClassVar[str] = "write `top {heads}` or less, `each`, or a wider band"

    origin: str
    count: int
    layers: str
    heads: int


class KeyOutOfSight(Diagnostic):
    """A rule asks layers to look at a token that none of them can see.

    Some layers see only the last few hundred or thousand tokens, or only those of their own block. Attention
    to a key further back is zero whatever is learned, so the rule could never be met.
    Give it layers that see the whole text, or bring the two places closer together.
    """

    code: ClassVar[str] = "SL443"
    title: ClassVar[str] = (
        "`{origin}` looks {distance} tokens back, and layers {layers} of the model see {window} tokens"
        "{found_in}"
    )
    label: ClassVar[str] = "out of sight in every layer of its band"
    help: ClassVar[str] = "{seeing}, or bring the two places closer"

    origin: str
    distance: int
    layers: str
    window: int
    seeing: str
    found_in: str


class LayersLeftOut(Diagnostic):
    """Some layers of a rule's band cannot do what it asks; only the others are asked.

    In a model that mixes kinds of layers, a band such as `late` holds layers that see too little of the text,
    or that have no attention at all. The rule holds in the layers that are left. Where you mean particular
    layers, name a band that holds only those.
    """

    code: ClassVar[str] = "SL444"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "`{origin}` is left to layers {left}: {reason}{found_in}"
    label: ClassVar[str] = "its band is layers {band}"
    help: ClassVar[str] = "name a band of layers that can do it, such as `{left}`, to say which you mean"

    origin: str
    left: str
    band: str
    reason: str
    found_in: str


class RowLongerThanContext(Diagnostic):
    """A scene is longer than what the model reads at once.

    Its end would be cut off, or stand at positions that the model never learned. Shorten the scene, split it,
    or compile for a model of a longer context.
    """

    code: ClassVar[str] = "SL445"
    title: ClassVar[str] = (
        "scene {scene} has {tokens} tokens, and the model reads at most {context}{found_in}"
    )
    label: ClassVar[str] = "{tokens} tokens"
    help: ClassVar[str] = "shorten or split the scene, or choose a model with a longer context"

    scene: str
    tokens: int
    context: int
    found_in: str


class TokenWithoutEmbedding(Diagnostic):
    """The tokenizer gives a token that the model has no embedding for.

    Text and model do not go together: the tokenizer is another model's, or has tokens that were added after
    the model was made. Compile with the model's own tokenizer.
    """

    code: ClassVar[str] = "SL446"
    title: ClassVar[str] = "`{text}` is token {token}, and the model knows tokens 0 to {last}{found_in}"
    label: ClassVar[str] = "no embedding for this"
    help: ClassVar[str] = "compile with `--tokenizer` set to the model's own tokenizer"

    text: str
    token: int
    last: int
    found_in: str


class VocabularyLarger(Diagnostic):
    """The tokenizer knows more tokens than the model.

    No token of the scenes lies outside the model's vocabulary, or that would be an error. But a tokenizer
    that is larger than the model is as a rule another model's, and then every token means something else to
    the model. Some models are shipped so, with tokens that text never gives.
    """

    code: ClassVar[str] = "SL447"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "the tokenizer knows {tokens} tokens, and the model {vocabulary}"
    help: ClassVar[str] = "make sure that `--tokenizer` is the model's own tokenizer"

    tokens: int
    vocabulary: int


class NotSupervisable(Diagnostic):
    """A rule asks for a kind of supervision that this model cannot take.

    Not every model shows what a target needs: models without attention have no queries and keys, some run
    attention code of their own, some do more between their last layer and their logits than is known here.
    `scenelang describe` lists what a model can take, and why not the rest.
    Choose another model, give the rule layers that can do it, or compile without `--model` and leave the kind
    out in the recipe (`leave_out`).
    """

    code: ClassVar[str] = "SL448"
    title: ClassVar[str] = "`{origin}` asks for {kind}{where}; a `{family}` model cannot be asked: {reason}"
    label: ClassVar[str] = "cannot be supervised{more}"
    help: ClassVar[str] = (
        "choose {instead}; or compile without `--model`, and leave the kind out in the recipe"
    )

    origin: str
    kind: str
    where: str
    family: str
    reason: str
    more: str
    instead: str


class LeftUnsupervised(Diagnostic):
    """A kind of supervision that scenes ask for by themselves is none that this model can take.

    The tension of each beat, and staying away from noise, are asked for without a rule. A model that cannot
    be asked learns the text without them. Say so in the recipe: `leave_out: [tension]`.
    """

    code: ClassVar[str] = "SL449"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "a `{family}` model cannot be asked for {kind}: {reason}"
    label: ClassVar[str] = "`{origin}` will have to be left out"
    help: ClassVar[str] = "choose another model, or leave the kind out in the recipe (`leave_out`)"

    origin: str
    kind: str
    family: str
    reason: str
