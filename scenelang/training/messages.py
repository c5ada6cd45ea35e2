"""What can be wrong between shards and a model."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class BandOutsideModel(Diagnostic):
    """A target speaks of layers that the model does not have.

    Bands in percent fit every model; bands by number do not: `layers 20..24` means nothing in a model of 12.
    Mend it in the scene with a relative band (`60%..80%`, `late`), or train a deeper model.
    """

    code: ClassVar[str] = "SL604"
    title: ClassVar[str] = "`{origin}` asks for layers {band}, and the model has {layers} layers"
    label: ClassVar[str] = "in scene {scene}"
    help: ClassVar[str] = "write a relative band such as `60%..80%` or `late`, or layers from 0 to {last}"

    scene: str
    origin: str
    band: str
    layers: int
    last: int


class HeadOutsideModel(Diagnostic):
    """A target names an attention head that the model does not have.

    Heads are counted from 0 in every layer. Mend it with a head that exists, or with `any`, which lets the
    model choose.
    """

    code: ClassVar[str] = "SL606"
    title: ClassVar[str] = "`{origin}` asks for head h{head}, and the model has {heads} heads a layer"
    label: ClassVar[str] = "in scene {scene}"
    help: ClassVar[str] = "name heads from h0 on that exist, or write `any`"

    scene: str
    origin: str
    head: int
    heads: int


class KeyOutsideWindow(Diagnostic):
    """A target asks layers to look at a token that their sliding windows hide, all of them.

    Some models let some layers see only the last few hundred or thousand tokens. Attention to a key
    further back is zero whatever is learned. A target is left to those layers of its band that see its
    key; this one has none, so it could never be met. `scenelang compile --model` finds it sooner.
    Mend it with a band of layers that see the whole text, or with a shorter scene.
    """

    code: ClassVar[str] = "SL605"
    title: ClassVar[str] = (
        "`{origin}` looks {distance} tokens back, and layer {layer} of the model sees {window} tokens"
    )
    label: ClassVar[str] = "in scene {scene}"
    help: ClassVar[str] = "give the target layers without a sliding window, or bring the two places closer"

    scene: str
    origin: str
    distance: int
    layer: int
    window: int


class KindWithoutLoss(Diagnostic):
    """The shards hold targets of a kind that no loss term of this recipe handles.

    A target that nothing pulls on would be lost in silence. There are losses for `attention`,
    `reads`, `mirrors`, `concept`, `label` and `tension`; a `teacher` target needs a second model beside the
    one that is trained, and this version runs none. Mend it by taking the kind out of the scenes, or by
    saying in the recipe that it is left out:

        leave_out: [teacher]
    """

    code: ClassVar[str] = "SL607"
    title: ClassVar[str] = "the shards hold `{kind}` targets, and no loss of the recipe handles them"
    help: ClassVar[str] = "add `leave_out: [{kind}]` to the recipe to train without them"

    kind: str


class TokenOutsideVocabulary(Diagnostic):
    """The shards hold token ids that the model has no embedding for.

    They were compiled with another tokenizer than the model's. Compile the scenes again with the model's
    own: `scenelang compile scenes --out shards --tokenizer FOLDER_OF_THE_MODEL`.
    """

    code: ClassVar[str] = "SL611"
    title: ClassVar[str] = "the shards hold token {token}, and the model knows tokens 0 to {last}"
    help: ClassVar[str] = "compile the scenes again with `--tokenizer` set to the model's tokenizer"

    token: int
    last: int


class NoRows(Diagnostic):
    """The split that the recipe trains on has no rows.

    A scene with `holdout` sends only the held-out share to `held_out`; a scene without it has no held-out
    rows at all. Mend it by choosing the other split, or by giving the scenes a `holdout`.
    """

    code: ClassVar[str] = "SL613"
    title: ClassVar[str] = "the shards have no rows in the split `{split}`"
    help: ClassVar[str] = "set `data.split` to `train` or `held_out`, or give the scenes a `holdout`"

    split: str


class RowTooLong(Diagnostic):
    """A scene has more tokens than the model can read.

    Its end would be cut off or read at positions the model never learned. Mend it with a shorter scene, or
    with a model of a longer context (`model.tiny.context` for a tiny one).
    """

    code: ClassVar[str] = "SL617"
    title: ClassVar[str] = "scene {scene} has {tokens} tokens, and the model reads at most {context}"
    help: ClassVar[str] = "shorten the scene or train a model with a longer context"

    scene: str
    tokens: int
    context: int
