"""A whole run: recipe in, trained model and its numbers out.

Takes: a recipe, and the folder its paths start from. Gives: a summary, or what is wrong.
May assume: nothing about the shards; they are verified as they are opened. Never does: raise at an author.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from transformers import TrainerCallback

from scenelang.diagnostics import Outcome, Refusal
from scenelang.shards import ShardSet
from scenelang.training.anchor_record import AnchorMass
from scenelang.training.collator import TERMS
from scenelang.training.dataset import SceneDataset
from scenelang.training.evaluation import answer_accuracy
from scenelang.training.metrics_callback import Measurement, MetricsCallback
from scenelang.training.model_building import build_model, hush_bars
from scenelang.training.out_folder import check_folder
from scenelang.training.recipe import Recipe
from scenelang.training.run_checks import check_run, kinds_to_leave_out
from scenelang.training.run_data import Stopped, folders_of, open_folder, reading_of
from scenelang.training.run_record import RunRecord
from scenelang.training.trainer import SceneTrainer

SUMMARY_FILE = "summary.json"


@dataclass(frozen=True, slots=True)
class TrainingSummary:
    """What a run came to. `held_out_accuracy` is None where no held-out rows were measured.

    `losses` are the last logged means by name; `history` has every measurement; `anchors` the last means
    of attention on the keys of each origin.
    """

    out: Path
    steps: int
    tokens_seen: int
    seconds: float
    losses: dict[str, float]
    held_out_accuracy: float | None
    history: tuple[Measurement, ...]
    anchors: tuple[AnchorMass, ...]


def train(
    recipe: Recipe,
    folder: Path = Path(),
    *,
    resume: bool | Path = False,
    expect_tokenizer: str | None = None,
    callbacks: Iterable[TrainerCallback] = (),
) -> Outcome[TrainingSummary]:
    """Trains as a recipe says, and leaves model, checkpoints and numbers in its `out` folder.

    Args:
        recipe: the run.
        folder: where the recipe's relative paths start; the folder of its file.
        resume: True goes on from the last checkpoint in `out`, a path from that one.
        expect_tokenizer: fingerprint of the tokenizer that the shards must have been compiled with.
        callbacks: more callbacks for the trainer.

    Returns:
        The summary, or one finding that says why there is no run.
    """
    try:
        return Outcome(_train(recipe, folder, resume, expect_tokenizer, tuple(callbacks)))
    except Refusal as refusal:
        return Outcome(None, (refusal.diagnostic,))
    except Stopped as stopped:
        return Outcome(None, stopped.diagnostics)


def _train(
    recipe: Recipe,
    folder: Path,
    resume: bool | Path,
    expect_tokenizer: str | None,
    callbacks: tuple[TrainerCallback, ...],
) -> TrainingSummary:
    hush_bars()
    if recipe.optimisation.threads is not None:
        torch.set_num_threads(recipe.optimisation.threads)
    out = folder / recipe.out
    check_folder(out, resuming=resume is not False)
    shards = open_folder(recipe.data.shards, folder, expect_tokenizer)
    parts = folders_of(recipe, folder, shards)
    folders = list(dict.fromkeys(parts))
    lost = check_run(recipe, folders)
    if lost:
        raise Stopped(lost)
    rows, arguments = reading_of(recipe, parts, out)
    model = build_model(recipe.model, shards.manifest.tokenizer.vocab_size, folder)
    metrics = _metrics(recipe, shards)
    trainer = SceneTrainer(
        model=model,
        args=arguments,
        train_dataset=rows,
        losses=recipe.losses,
        leave_out=kinds_to_leave_out(recipe, folders),
        record=RunRecord.of(recipe, [one.manifest.digest for one in parts]),
        in_order=recipe.data.order == "as_is",
        callbacks=[*callbacks, *([] if metrics is None else [metrics])],
    )
    started = time.perf_counter()
    trainer.train(resume_from_checkpoint=str(resume) if isinstance(resume, Path) else resume)
    summary = _summary(trainer, out, time.perf_counter() - started, metrics)
    trainer.save_model(str(out))
    _write(summary)
    return summary


def _metrics(recipe: Recipe, shards: ShardSet) -> MetricsCallback | None:
    split = recipe.data.held_out
    if split is None or not len(shards.indices(split)):
        return None
    rows = SceneDataset.of_split(shards, split, in_memory=True)
    batch = recipe.optimisation.batch
    return MetricsCallback(
        lambda model: {"held_out_accuracy": answer_accuracy(model, rows, batch)}, recipe.cadence.evaluate
    )


def _summary(
    trainer: SceneTrainer, out: Path, seconds: float, metrics: MetricsCallback | None
) -> TrainingSummary:
    logged = next(
        (logs for logs in reversed(trainer.state.log_history) if "loss" in logs), dict[str, float]()
    )
    history = tuple(metrics.history) if metrics is not None else ()
    return TrainingSummary(
        out=out,
        steps=trainer.state.global_step,
        tokens_seen=trainer.tokens_seen,
        seconds=seconds,
        losses={name: logged[name] for name in ("loss", *TERMS) if name in logged},
        held_out_accuracy=history[-1].values["held_out_accuracy"] if history else None,
        history=history,
        anchors=tuple(trainer.anchor_masses),
    )


def _write(summary: TrainingSummary) -> None:
    content = {**asdict(summary), "out": str(summary.out)}
    text = json.dumps(content, indent=1, ensure_ascii=False)
    (summary.out / SUMMARY_FILE).write_text(text + "\n", encoding="utf-8")
