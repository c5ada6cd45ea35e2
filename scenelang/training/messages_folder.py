"""What can be wrong with the folder of a run, or with how a run went."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class LossNotANumber(Diagnostic):
    """The loss has become infinite or not a number, and nothing can be learned from there on.

    Nearly always the learning rate is too high for this model; rarely a weight of a loss term is. Mend it
    with a lower rate, a few steps of warm-up, or the usual clipping of gradients (`clip: 1.0`).
    """

    code: ClassVar[str] = "SL610"
    title: ClassVar[str] = "the loss is no longer a number at step {step}"
    help: ClassVar[str] = "lower `optimisation.learning_rate`, or give it a `warmup`"

    step: int


class FileInTheWay(Diagnostic):
    """The folder that a run writes to cannot be made, because a file has its name.

    Mend it with another `out` in the recipe, or move the file.
    """

    code: ClassVar[str] = "SL616"
    title: ClassVar[str] = "`out` cannot be the folder {folder}: a file is in the way"
    help: ClassVar[str] = "name another folder as `out` in the recipe, or move the file"

    folder: str


class RunAlreadyThere(Diagnostic):
    """The folder that a run writes to holds another run.

    Starting afresh in it would mix the files of both: checkpoints are told apart by their step alone, and
    `--resume` could go on from the wrong one. Nothing is written over.
    """

    code: ClassVar[str] = "SL618"
    title: ClassVar[str] = "the folder {folder} holds an earlier run: {found}"
    help: ClassVar[str] = "go on with --resume, name another folder as `out`, or delete this one"

    folder: str
    found: str


class RunIsFinished(Diagnostic):
    """The checkpoint to resume from is the end of its run.

    Going on would train more steps than the recipe says. The trained model lies in `out` and in the
    checkpoint. To train longer, write a recipe with more steps and another `out`.
    """

    code: ClassVar[str] = "SL619"
    title: ClassVar[str] = "nothing is left to do: {checkpoint} is at step {step} of {steps}"
    help: ClassVar[str] = "to train longer, start a recipe with more `steps` or `tokens` in another `out`"

    checkpoint: str
    step: int
    steps: int


class CheckpointNotWhole(Diagnostic):
    """A checkpoint lacks a file, or one of its files is cut off.

    A run that is killed while it writes a checkpoint leaves one like this. Going on from it would start
    with fresh optimiser state, or at step 0, and say nothing.
    """

    code: ClassVar[str] = "SL620"
    title: ClassVar[str] = "{checkpoint} is not whole: `{file}` is missing or damaged"
    help: ClassVar[str] = "delete it and go on from an earlier one with --resume, or start afresh"

    checkpoint: str
    file: str


class NothingPulls(Diagnostic):
    """No loss of the recipe that weighs anything has anything to work on in these shards.

    The model would come out as it went in. Mend it with a weight for a loss that the shards have targets
    for, or for `cross_entropy`, or take a kind out of `leave_out`.
    """

    code: ClassVar[str] = "SL621"
    title: ClassVar[str] = "nothing in these shards pulls on the model: {terms} find no target"
    help: ClassVar[str] = "give weight to `cross_entropy`, or to targets that the shards hold: {kinds}"

    terms: str
    kinds: str
