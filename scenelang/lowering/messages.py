"""What lowering has to say: supervision that would silently do nothing, and tokens that cross an edge."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Severity


class SpanWithoutToken(Diagnostic):
    """A span that no token belongs to.

    Nothing can be weighted, looked at or read there, so whatever names the span would do nothing. The span is
    empty, holds a variable whose value is empty, or the straddle policy `exclude` left it without a token
    because its only token reaches over its edge. Put whole words into the span.
    """

    code: ClassVar[str] = "SL401"
    title: ClassVar[str] = "{span} has no token{found_in}"
    label: ClassVar[str] = "no token belongs to this"
    help: ClassVar[str] = "put at least one whole word into the span, or remove it"

    span: str
    found_in: str


class KeyAfterQuery(Diagnostic):
    """A token is asked to look at what comes after it.

    A causal model reads from left to right: the position that looks sees only itself and what stands before.
    Turn the rule around, name a later span as the one that looks, or move the text.
    """

    code: ClassVar[str] = "SL402"
    title: ClassVar[str] = "`{query}` cannot look at `{key}`, which comes after it{found_in}"
    label: ClassVar[str] = "asks to look ahead"
    help: ClassVar[str] = "let the later span look back at the earlier one, or move the text"

    query: str
    key: str
    found_in: str


class NothingBefore(Diagnostic):
    """A span at the very start of the text is to be predicted, and there is nothing to predict it from.

    The position that produces a token is the one before it. The first token of a scene has none, so
    supervision of its production does nothing. Put text before the span, or name its tokens with `read(x)`
    or `last(x)`.
    """

    code: ClassVar[str] = "SL403"
    title: ClassVar[str] = "no position produces `{span}`: it starts the text{found_in}"
    label: ClassVar[str] = "needs a position before `{span}`"
    help: ClassVar[str] = "put text before the span, or name its own tokens: `read({span})`, `last({span})`"

    span: str
    found_in: str


class AllWeightsZero(Diagnostic):
    """No token of the scene has a loss weight: the model would learn nothing from it.

    Weights multiply: stratum, beat kind, beat, every span around the token; `read`, `avoid` and a revised
    span give 0; and the first token of a text can never be predicted. Give the words that the model should
    say a weight above 0, or make the scene `stratum: noise` if it is to be read only.
    """

    code: ClassVar[str] = "SL404"
    title: ClassVar[str] = "all loss weights of scene `{scene}` are zero{found_in}"
    label: ClassVar[str] = "nothing of this scene is learned"
    help: ClassVar[str] = "give the beat or span that the model should say a weight above 0"

    scene: str
    found_in: str


class ReadsNothing(Diagnostic):
    """A layer is to read a text that has no token.

    `reads` names the first token of a text. An empty text, or white space alone, has none. Write the word
    that the layer should hold.
    """

    code: ClassVar[str] = "SL405"
    title: ClassVar[str] = "the text to read gives no token{found_in}"
    label: ClassVar[str] = "an empty text"
    help: ClassVar[str] = 'write the word that the layer should hold, as in `reads "Kel"`'

    found_in: str


class TokenStraddles(Diagnostic):
    """A token reaches over the edge of a span.

    The tokenizer made one token of text on both sides of the edge, so the span cannot have exactly what was
    marked. With `--straddle include` the whole token belongs to the span, with `exclude` it does not, with
    `error` the compile stops. White space that a token carries with it does not count. Move the edge to the
    token's edge.
    """

    code: ClassVar[str] = "SL406"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "the token `{token}` reaches over an edge of {span}{found_in}"
    label: ClassVar[str] = "`{token}` is {done}"
    help: ClassVar[str] = "move the edge of the span to the edge of the token"

    span: str
    token: str
    done: str
    found_in: str


class TokenMustNotStraddle(Diagnostic):
    """A token reaches over the edge of a span, and the straddle policy is `error`.

    See SL406. Move the edge of the span to the token's edge, or choose the policy `include` or `exclude`.
    """

    code: ClassVar[str] = "SL407"
    title: ClassVar[str] = "the token `{token}` reaches over an edge of {span}{found_in}"
    label: ClassVar[str] = "`{token}` is partly inside"
    help: ClassVar[str] = "move the edge of the span to the edge of the token, or use `include` or `exclude`"

    span: str
    token: str
    found_in: str


class RowTooLong(Diagnostic):
    """A scene is longer than the window it is compiled for.

    Cutting it would cut off what its targets speak of. Shorten the scene, split it, or allow longer rows.
    """

    code: ClassVar[str] = "SL408"
    title: ClassVar[str] = "scene `{scene}` has {tokens} tokens; a row may have {limit}{found_in}"
    label: ClassVar[str] = "{tokens} tokens"
    help: ClassVar[str] = "shorten or split the scene, or allow it with `--max-tokens {tokens}`"

    scene: str
    tokens: int
    limit: int
    found_in: str


class HeldBackInKnowledge(Diagnostic):
    """A scene or beat of stratum `knowledge` supervises layers only where `layers` says so.

    Latent steps of the logic chain, `mirrors` and `names` ask something of the hidden layers. In knowledge
    that is left out. Make the scene or the beat `stratum: thinking`, or write the target under `layers`.
    """

    code: ClassVar[str] = "SL409"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "this asks nothing of the layers in a beat of knowledge"
    label: ClassVar[str] = "its hidden-layer target is left out"
    help: ClassVar[str] = "write `stratum: thinking`, or write the target under `layers`"


class AvoidsNothing(Diagnostic):
    """A span is marked `avoid`, and none of its tokens is trained not to be said.

    What `avoid` weighs is what its tokens would have weighed: stratum, beat kind, beat and every span around
    them, multiplied. Where that is 0 (in noise, in `read`, in what is revised, in a beat of weight 0) there
    is nothing to avoid; nor is there where the span is the first token of the text, which nothing predicts.
    Give the span and the beat around it a weight above 0; drop `avoid` where it is only to be read, and in
    what `revises` takes back, which weighs nothing already.
    """

    code: ClassVar[str] = "SL411"
    title: ClassVar[str] = "no token of {span} is avoided{found_in}"
    label: ClassVar[str] = "`avoid` does nothing here"
    help: ClassVar[str] = "drop `avoid`; or give the beat and the spans around it a weight above 0"

    span: str
    found_in: str


class ExposesNothing(Diagnostic):
    """An `expose` holds for no token that teaches anything.

    `expose` says which parameters take gradient from a text. A beat without any loss weight, without a word
    to avoid and without a target gives no gradient, and the `expose` of a scene in which every beat has its
    own holds for no beat at all. Remove it, or give the text a weight above 0.
    """

    code: ClassVar[str] = "SL412"
    title: ClassVar[str] = "this `expose` holds for nothing that is learned{found_in}"
    label: ClassVar[str] = "no gradient comes from here"
    help: ClassVar[str] = "remove this `expose`, or give the text that it is for a weight above 0"

    found_in: str
