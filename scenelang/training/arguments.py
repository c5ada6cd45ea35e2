"""A recipe's optimisation and cadence in the words of `transformers.TrainingArguments`."""

from __future__ import annotations

import math
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import torch
from transformers import TrainingArguments

from scenelang.training.dataset import SceneDataset
from scenelang.training.recipe import Cadence, Optimisation

_SAMPLE = 512


def training_arguments(
    optimisation: Optimisation, cadence: Cadence, out: Path, steps: int, **more: Any
) -> TrainingArguments:
    """The arguments of a run of so many steps; `more` overrides any of them."""
    settings: dict[str, Any] = {
        "output_dir": str(out),
        "per_device_train_batch_size": optimisation.batch,
        "gradient_accumulation_steps": optimisation.accumulation,
        "max_steps": steps,
        "learning_rate": optimisation.learning_rate,
        "weight_decay": optimisation.weight_decay,
        "max_grad_norm": optimisation.clip,
        "lr_scheduler_type": _schedule(optimisation),
        "warmup_steps": optimisation.warmup,
        "seed": optimisation.seed,
        "bf16": _bf16(optimisation.precision),
        "logging_steps": min(cadence.log, steps),  # a short run is heard of too
        "logging_nan_inf_filter": False,
        "save_strategy": "no" if cadence.save is None else "steps",
        "save_steps": cadence.save or steps,
        "save_total_limit": cadence.keep,
        "report_to": "none",
        # A bar on a terminal, lines in a log.
        "disable_tqdm": not sys.stderr.isatty(),
        "dataloader_pin_memory": torch.cuda.is_available(),
        "remove_unused_columns": False,
        "label_names": [],
        _checkpointing_name(): optimisation.checkpointing,
    }
    return TrainingArguments(**{**settings, **more})


def steps_of(optimisation: Optimisation, dataset: SceneDataset) -> int:
    """How many steps the run takes; from a token budget by the mean length of evenly spread rows.

    Where the budget is more than the rows hold, the last step of each pass over them is a short one.
    """
    if optimisation.steps is not None:
        return optimisation.steps
    assert optimisation.tokens is not None
    row = _mean_length(dataset)
    passes, rest = divmod(optimisation.tokens, row * len(dataset))
    per_pass = math.ceil(math.ceil(len(dataset) / optimisation.batch) / optimisation.accumulation)
    last = math.ceil(rest / (row * optimisation.batch * optimisation.accumulation))
    return max(1, int(passes) * per_pass + min(per_pass, last))


def _mean_length(dataset: SceneDataset) -> float:
    stride = max(1, len(dataset) // _SAMPLE)
    lengths = [len(dataset[index].input_ids) for index in range(0, len(dataset), stride)]
    return sum(lengths) / len(lengths)


def _schedule(optimisation: Optimisation) -> str:
    if optimisation.schedule == "constant" and optimisation.warmup:
        return "constant_with_warmup"
    return optimisation.schedule


def _bf16(precision: str) -> bool:
    if precision == "auto":
        return torch.cuda.is_available() and torch.cuda.is_bf16_supported()
    return precision == "bf16"


def _checkpointing_name() -> str:
    known = {one.name for one in fields(TrainingArguments)}
    return "activation_checkpointing" if "activation_checkpointing" in known else "gradient_checkpointing"
