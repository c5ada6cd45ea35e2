"""What can be wrong with targets that need something beside the model: probes, means, exposed modules."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class TargetWithoutName(Diagnostic):
    """A tension, label or concept target points at a name that the rows do not come with.

    Each axis, each label and each concept has something of its own in training: a probe, or a mean. Which
    there are is written in the manifest of the shards, and rows that are handed over without it lack it.
    In a recipe nothing is to be done; in code use `SceneDataset.of_split(shards, "train")`, or pass
    `names=TargetNames.of(shards.manifest)` to `SceneDataset`.
    """

    code: ClassVar[str] = "SL622"
    title: ClassVar[str] = "`{origin}` is a `{kind}` target, and the rows do not say what it names"
    label: ClassVar[str] = "in scene {scene}"
    help: ClassVar[str] = "pass `names=TargetNames.of(shards.manifest)` to `SceneDataset`"

    kind: str
    origin: str
    scene: str


class LabelWithOneValue(Diagnostic):
    """All targets of a label have the same value, so there is nothing to tell apart.

    A probe that always answers the one value there is has a loss of zero and pulls on nothing. Mend it by
    giving the label another value somewhere (`label mood = sad`), by taking the rule out, or by saying
    that the kind is left out: `leave_out: [label]`.
    """

    code: ClassVar[str] = "SL623"
    title: ClassVar[str] = (
        "the label `{key}` has one value in all the shards, `{value}`, and would teach nothing"
    )
    help: ClassVar[str] = (
        "give `{key}` a second value in some scene, or add `leave_out: [label]` to the recipe"
    )

    key: str
    value: str


class ConceptWithoutOthers(Diagnostic):
    """Places are pulled to a concept, and what is trained on shows no other concept to tell it from.

    The pull is a comparison: nearer to this concept than to the others. With a single concept it is always
    won. Mend it by marking spans with a second concept (`[...]{.other}`) in a scene that is trained on, by
    taking the rule out, or by saying that the kind is left out: `leave_out: [concept]`.
    """

    code: ClassVar[str] = "SL624"
    title: ClassVar[str] = (
        "`{concept}` is the only concept that the split `{split}` shows, so nothing can be nearer to it"
    )
    help: ClassVar[str] = (
        "mark spans with a second concept in a scene that is trained on, or add `leave_out: [concept]` "
        "to the recipe"
    )

    concept: str
    split: str


class ConceptNotShown(Diagnostic):
    """Places are pulled to a concept, and nothing else in what is trained on shows what it looks like.

    A place is pulled to the mean of the concept's instances, the spans marked `[...]{.name}`. Where the
    only ones lie in rows that are held out, or the only one is the pulled place itself, there is no mean
    to go to and the rule would do nothing. Mend it by marking another span with the concept in a scene
    that is trained on, by taking the rule out, or by leaving the kind out: `leave_out: [concept]`.
    """

    code: ClassVar[str] = "SL629"
    title: ClassVar[str] = (
        "places are pulled to the concept `{concept}`, and no other span of the split `{split}` shows it"
    )
    help: ClassVar[str] = (
        "mark another span `.{concept}` in a scene that is trained on, or add `leave_out: [concept]` "
        "to the recipe"
    )

    concept: str
    split: str


class ExposedModuleNotFound(Diagnostic):
    """Text is exposed to a part of a layer that this model does not have, or not under a known name.

    `attention @ early` lets text move the attention of the early layers alone, `mlp` their feed-forward
    part. In this model such a part of a layer is not found. Mend it by exposing whole layers
    (`expose: early`), or by leaving exposure out: `leave_out: [exposure]`.
    """

    code: ClassVar[str] = "SL625"
    title: ClassVar[str] = (
        "text is exposed to `{module}` of layer {layer}, which a `{family}` model does not show"
    )
    help: ClassVar[str] = (
        "expose whole layers (`expose: early`), or add `leave_out: [exposure]` to the recipe"
    )

    module: str
    layer: int
    family: str


class ExposedModulesFrozen(Diagnostic):
    """Text is exposed to parts of the model that this run does not train.

    All parameters there are frozen, as when adapters sit in other modules, so the text could move nothing.
    Mend it by training these parts too, by exposing others, or with `leave_out: [exposure]`.
    """

    code: ClassVar[str] = "SL626"
    title: ClassVar[str] = "text is exposed to {modules}, where nothing is trained"
    help: ClassVar[str] = (
        "expose text to modules that are trained, or add `leave_out: [exposure]` to the recipe"
    )

    modules: str


class ModelInPieces(Diagnostic):
    """FSDP or DeepSpeed cuts the model in pieces, and one kind of supervision needs it whole.

    Exposure asks for gradients of single modules, and the probes of `tension` and `label` targets are
    trained beside the model by the same optimiser. Neither works on parameters that are cut up. Train on
    one device or with DDP, or leave the kind out.
    """

    code: ClassVar[str] = "SL627"
    title: ClassVar[str] = "`{kind}` needs a whole model on each device, and {engine} cuts it up"
    help: ClassVar[str] = "train without {engine}, or add `leave_out: [{kind}]` to the recipe"

    kind: str
    engine: str


class ProbesOfOtherTargets(Diagnostic):
    """The probes of a checkpoint were trained for other axes, labels or concepts than these rows have.

    Each probe belongs to a name, and so does each mean of a concept. Go on with the rows that the
    checkpoint was trained on, or start afresh in another folder.
    """

    code: ClassVar[str] = "SL628"
    title: ClassVar[str] = "the probes of {checkpoint} belong to other names than these rows have"
    help: ClassVar[str] = "resume with the shards it was trained on, or start afresh without --resume"

    checkpoint: str
