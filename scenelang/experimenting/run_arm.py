"""Trains one arm and measures it on the way: the shared trainer, with a stop at the target.

Takes: a job. Gives: its result. May assume: the shards are verified.
Never does: a training loop of its own, or a choice by what held-out rows say, other than when to stop.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scenelang.diagnostics import Refusal
from scenelang.experimenting.arm_job import ArmJob
from scenelang.experimenting.arm_result import ArmResult, CurvePoint, HeadTable, LensTable
from scenelang.experimenting.arm_rows import ArmRows
from scenelang.shards import Row, ShardSet, open_shards
from scenelang.training import Cadence, ModelSource
from scenelang.training import Optimisation as TrainingOptimisation

if TYPE_CHECKING:
    from scenelang.training import Measurement, SceneTrainer

Tell = Callable[[CurvePoint], None]
_PROBED_ROWS = 256


def run_arm(job: ArmJob, tell: Tell | None = None) -> ArmResult:
    """Trains and measures one arm; writes nothing.

    Args:
        job: the run.
        tell: called with each measurement.

    Raises:
        Refusal: the shards cannot be opened, or the model cannot do what their targets ask.
    """
    # Without checkpoints the trainer writes nothing that is kept, but it wants a folder.
    with tempfile.TemporaryDirectory() as scratch:
        return _run(job, tell, Path(scratch))


def _run(job: ArmJob, tell: Tell | None, scratch: Path) -> ArmResult:
    from scenelang.training import MetricsCallback, answer_accuracy  # noqa: PLC0415 - torch loads in workers

    shards = _open(job.shards)
    held_out = _held_out(shards)
    watch = _Watch(job, [held_out[i] for i in range(min(job.plan.evaluation.rows, len(held_out)))])
    metrics = MetricsCallback(watch.measure, job.plan.evaluation.every, ("finished", 1.0), _teller(tell))
    started = time.perf_counter()
    trainer = _trainer(job, shards, scratch, metrics)
    # The trainer prints a summary of its own; the watcher has said all that.
    with contextlib.redirect_stdout(io.StringIO()):
        trainer.train()
    seconds = time.perf_counter() - started
    last = [held_out[i] for i in range(min(job.plan.evaluation.final_rows, len(held_out)))]
    accuracy = answer_accuracy(trainer.model, last, job.plan.optimisation.batch)
    curve = tuple(_point(found) for found in metrics.history)
    return ArmResult(
        digest=job.digest,
        arm=job.arm.name,
        table=job.table,
        seed=job.seed,
        budget=job.budget,
        tokens_to_target=_tokens_to(job.plan.target, curve),
        tokens_seen=trainer.tokens_seen,
        steps=trainer.state.global_step,
        held_out_accuracy=accuracy,
        held_out_rows=len(last),
        best_accuracy=max(point.accuracy for point in curve),
        passes=trainer.state.global_step * job.plan.optimisation.batch / len(shards.indices("train")),
        seconds=seconds,
        curve=curve,
        heads=_heads(trainer, last[:_PROBED_ROWS], shards.manifest.origins),
        lens=_lens(trainer, last[:_PROBED_ROWS]),
    )


class _Watch:
    """Measures accuracy, and knows when the arm is through: the target reached, and gone on from there."""

    def __init__(self, job: ArmJob, rows: list[Row]) -> None:
        self._job = job
        self._rows = rows
        self._measured = 0
        self._reached: int | None = None

    def measure(self, model: Any) -> Mapping[str, float]:
        """Held-out accuracy, and 1.0 under `finished` when there is no more to do."""
        from scenelang.training import answer_accuracy  # noqa: PLC0415 - torch loads in workers

        accuracy = answer_accuracy(model, self._rows, self._job.plan.optimisation.batch)
        self._measured += 1
        if self._reached is None and accuracy >= self._job.plan.target:
            self._reached = self._measured
        through = self._reached is not None and self._measured >= self._reached * self._job.plan.budget.go_on
        return {"accuracy": accuracy, "finished": float(through)}


def _open(path: Path) -> ShardSet:
    opened = open_shards(path)
    if opened.value is None:
        raise Refusal(opened.diagnostics[0])
    return opened.value


def _held_out(shards: ShardSet) -> Any:
    from scenelang.training import SceneDataset  # noqa: PLC0415 - torch loads in workers

    return SceneDataset.of_split(shards, "held_out", in_memory=False)


def _trainer(job: ArmJob, shards: ShardSet, scratch: Path, metrics: Any) -> SceneTrainer:
    from scenelang.training import (  # noqa: PLC0415 - torch loads in workers
        SceneDataset,
        SceneTrainer,
        TargetNames,
        build_model,
        steps_of,
        training_arguments,
    )

    source = ModelSource(tiny=job.plan.model.model_copy(update={"seed": job.seed}))
    SceneDataset.of_split(shards, "train", in_memory=False)  # refuses a build without training rows
    rows = SceneDataset(
        ArmRows(shards, job.arm.randomise, job.seed),
        shards.indices("train").tolist(),
        origins=shards.manifest.origins,
        names=TargetNames.of(shards.manifest),
    )
    settings = TrainingOptimisation(
        **job.plan.optimisation.model_dump(), tokens=job.budget, seed=job.seed, precision="fp32", threads=1
    )
    steps = steps_of(settings, rows)
    cadence = Cadence(log=max(job.plan.evaluation.every, 1))
    return SceneTrainer(
        model=build_model(source, shards.manifest.tokenizer.vocab_size),
        args=training_arguments(settings, cadence, scratch, steps, disable_tqdm=True, logging_strategy="no"),
        train_dataset=rows,
        losses=job.arm.losses(job.plan.losses),
        callbacks=[metrics],
    )


def _teller(tell: Tell | None) -> Callable[[Measurement], None] | None:
    return None if tell is None else lambda found: tell(_point(found))


def _point(found: Measurement) -> CurvePoint:
    return CurvePoint(step=found.step, tokens=found.tokens_seen, accuracy=found.values["accuracy"])


def _tokens_to(target: float, curve: tuple[CurvePoint, ...]) -> int | None:
    return next((point.tokens for point in curve if point.accuracy >= target), None)


def _heads(trainer: SceneTrainer, rows: list[Row], origins: tuple[str, ...]) -> tuple[HeadTable, ...]:
    from scenelang.probing import AnchorMassProbe  # noqa: PLC0415 - torch loads in workers

    probe = AnchorMassProbe(origins, batch=64).fit(rows)
    pairs = zip(probe.score(trainer.model), probe.control(trainer.model), strict=True)
    return tuple(
        HeadTable(origin=found.origin, sites=found.sites, masses=found.masses, control=control.masses)
        for found, control in pairs
    )


def _lens(trainer: SceneTrainer, rows: list[Row]) -> LensTable | None:
    from scenelang.probing import LensRankProbe  # noqa: PLC0415 - torch loads in workers

    probe = LensRankProbe(batch=64).fit(rows)
    found, control = probe.score(trainer.model), probe.control(trainer.model)
    if found is None or control is None:
        return None
    return LensTable(sites=found.sites, firsts=found.firsts, ranks=found.ranks, control_ranks=control.ranks)
