"""What can be wrong with a model, a checkpoint, or the way a model is run."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class AttentionOutOfReach(Diagnostic):
    """The model does not hand its attention to the shared attention functions of transformers.

    Attention targets need the queries and keys of each layer, and those are taken where a model calls
    the attention function that is registered for it. Some older models (falcon, gptj, bloom, mpt) and
    models without attention (mamba, rwkv) never call one.
    Mend it with a model that does (llama, qwen, gemma, mistral, gpt_neox, gpt2, phi, olmo and most
    others), or train without attention targets: `leave_out: [attention]`.
    """

    code: ClassVar[str] = "SL600"
    title: ClassVar[str] = "attention of a `{family}` model cannot be supervised: {reason}"
    help: ClassVar[str] = "choose another model, or add `leave_out: [attention]` to the recipe"

    family: str
    reason: str


class LayerNotCaptured(Diagnostic):
    """A supervised layer ran without showing its attention or its residual stream.

    Layers of another kind (linear attention, state space) have no queries and keys; some models rebuild
    their layers on the fly. The target could never pull on anything.
    Mend it with bands that avoid these layers, or leave the kind out: `leave_out: [{kind}]`.
    """

    code: ClassVar[str] = "SL601"
    title: ClassVar[str] = "layer {layer} of the model shows no {what}, and `{kind}` targets need it"
    help: ClassVar[str] = "give these targets other layers, or add `leave_out: [{kind}]` to the recipe"

    layer: int
    what: str
    kind: str


class ReentrantCheckpointing(Diagnostic):
    """Activations are recomputed in the old, reentrant way, and attention targets would learn nothing.

    Reentrant checkpointing runs layers without gradients and runs them again in the backward pass, where
    the loss no longer looks. Targets would be read and reported, and pull on nothing, in silence.
    Mend it: in a recipe nothing is to be done; in code pass
    `activation_checkpointing_kwargs={"use_reentrant": False}`, which is the default of transformers 5.
    """

    code: ClassVar[str] = "SL602"
    title: ClassVar[str] = "reentrant checkpointing keeps gradients away from the targets"
    help: ClassVar[str] = 'pass `{{"use_reentrant": False}}` as the checkpointing arguments'


class CacheInUse(Diagnostic):
    """The model runs with a key-value cache, which has no place in training.

    With a cache, keys of an earlier text stand before those of this one, and positions of targets point
    at the wrong keys. Mend it: pass `use_cache=False` and no `past_key_values`.
    """

    code: ClassVar[str] = "SL603"
    title: ClassVar[str] = "the model runs with a cache: {keys} keys for {queries} tokens"
    help: ClassVar[str] = "pass `use_cache=False` and no `past_key_values`"

    keys: int
    queries: int


class HeadNotUnderstood(Diagnostic):
    """The model's final norm and output embeddings do not give back its own logits.

    `reads` targets read the residual stream with the model's own last steps. In this model something
    stands between them that is not known here, so the reading would not be the model's own.
    Mend it with another model, or leave the kind out: `leave_out: [reads]`.
    """

    code: ClassVar[str] = "SL612"
    title: ClassVar[str] = "`reads` targets cannot be read in a `{family}` model: {reason}"
    help: ClassVar[str] = "choose another model, or add `leave_out: [reads]` to the recipe"

    family: str
    reason: str


class ModelNotLoaded(Diagnostic):
    """The model that the recipe names could not be loaded.

    A folder needs a `config.json` and weights; a name is looked up on the Hugging Face Hub. Paths are
    taken from the recipe's folder.
    """

    code: ClassVar[str] = "SL614"
    title: ClassVar[str] = "cannot load the model `{source}`: {reason}"
    help: ClassVar[str] = "check `model.from`: a folder with config.json and weights, or a name on the Hub"

    source: str
    reason: str


class AnotherRecipe(Diagnostic):
    """The checkpoint was written by a run with another recipe or on other shards.

    Resuming it would give a run that no recipe describes. Go on with the old recipe, or start afresh in
    another `out` folder (or without `--resume`).
    """

    code: ClassVar[str] = "SL608"
    title: ClassVar[str] = "the checkpoint {checkpoint} comes from another recipe: {difference}"
    help: ClassVar[str] = "use the recipe it was written with, or start afresh without --resume"

    checkpoint: str
    difference: str


class CheckpointWithoutRecipe(Diagnostic):
    """The folder to resume from does not say which recipe wrote it.

    Every checkpoint of scenelang carries the recipe and the digest of its shards in `scene_recipe.json`.
    """

    code: ClassVar[str] = "SL609"
    title: ClassVar[str] = "{checkpoint} has no readable scene_recipe.json, so it may come from another run"
    help: ClassVar[str] = "resume a `checkpoint-N` folder that scenelang wrote, or start without --resume"

    checkpoint: str


class NoCheckpoint(Diagnostic):
    """There is nothing to resume.

    Checkpoints are written under the recipe's `out` as `checkpoint-N`, every `cadence.save` steps.
    """

    code: ClassVar[str] = "SL615"
    title: ClassVar[str] = "there is no checkpoint in {folder}"
    help: ClassVar[str] = "set `cadence.save` in the recipe, or start without --resume"

    folder: str
