"""What can be wrong with several scenes in one line, or with what a run reads."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class PackedScenesLeak(Diagnostic):
    """Scenes that share a line see each other in this model, and so they must not share one.

    Before the first step a few scenes are read alone and packed. Their logits must be the same, and in
    this model they are not: it pays no heed to where scenes begin. Some families do not hand positions on
    to their masks (opt, gpt_oss), and layers without attention carry their state over from scene to scene.
    Trained like this, a model would learn from text that stands there by chance, and nothing would say so.
    Mend it by training without packing, with another attention kernel (`model: {attention: sdpa}`), or
    with another model.
    """

    code: ClassVar[str] = "SL660"
    title: ClassVar[str] = (
        "packed scenes see each other in a `{family}` model: their logits are {difference} off, "
        "over {tolerance}"
    )
    help: ClassVar[str] = "take `packing` out of the recipe, or choose another model or `model.attention`"

    family: str
    difference: str
    tolerance: str


class PackedScenesNotRead(Diagnostic):
    """The model stops when several scenes share a line.

    Families with short convolutions or linear attention keep scenes apart by compiled kernels of their own,
    and say so when these are not installed. Mend it by installing what the family needs (`causal-conv1d`,
    `flash-linear-attention`), by training without packing, or with another model.
    """

    code: ClassVar[str] = "SL663"
    title: ClassVar[str] = "a `{family}` model does not read packed scenes with what is installed here"
    help: ClassVar[str] = (
        "take `packing` out of the recipe, or install the kernels of this family, such as `causal-conv1d`"
    )

    family: str


class FeedOfOtherDevices(Diagnostic):
    """A feed deals rows out to devices, and it was opened for others than those that train.

    Each device would read the rows of another one, or several the same. In a recipe nothing is to be done;
    in code open the feed with the device's own numbers:
    `open_feed(..., rank=args.process_index, world=args.world_size)`.
    """

    code: ClassVar[str] = "SL662"
    title: ClassVar[str] = (
        "the feed is that of device {rank} of {world}, and this is device {here} of {devices}"
    )
    help: ClassVar[str] = "pass `rank=args.process_index, world=args.world_size` to `open_feed`"

    rank: int
    world: int
    here: int
    devices: int


class PositionsNotTaken(Diagnostic):
    """The model cannot be told where scenes begin, and so several of them cannot share a line.

    Packing starts positions anew with every scene, and this model takes no positions from outside: it
    counts its tokens itself, from the beginning of the line. Mend it by training without packing, or with
    another model (llama, qwen, gemma, mistral, gpt_neox, gpt2, phi, olmo and most others take positions).
    """

    code: ClassVar[str] = "SL661"
    title: ClassVar[str] = "a `{family}` model takes no positions, so scenes cannot be packed"
    help: ClassVar[str] = "take `packing` out of the recipe, or choose another model"

    family: str
