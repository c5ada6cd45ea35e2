"""Trainers on tiny models, and what their tests compare."""

from __future__ import annotations

from typing import Any

import pytest

from scenelang.diagnostics import Refusal
from scenelang.training import (
    AttentionSettings,
    Cadence,
    LossSettings,
    MirrorsSettings,
    Optimisation,
    ReadsSettings,
    SceneDataset,
    SceneTrainer,
    training_arguments,
)

SILENT = LossSettings(
    attention=AttentionSettings(weight=0), reads=ReadsSettings(weight=0), mirrors=MirrorsSettings(weight=0)
)
FULL = LossSettings(
    attention=AttentionSettings(weight=0.3, hinge=0.9),
    reads=ReadsSettings(weight=3),
    mirrors=MirrorsSettings(weight=0.5),
)


def trainer_of(
    out: Any,
    model: Any,
    rows: Any,
    *,
    steps: Any = 1,
    losses: Any = FULL,
    record: Any = None,
    cadence: Any = None,
    callbacks: Any = (),
    names: Any = None,
    leave_out: Any = (),
    **settings: Any,
) -> Any:
    optimisation = Optimisation(steps=steps, **{"learning_rate": 1e-2, "batch": 4, **settings})
    arguments = training_arguments(optimisation, cadence or Cadence(log=1), out, steps, use_cpu=True)
    return SceneTrainer(
        model=model,
        args=arguments,
        train_dataset=SceneDataset(rows, origins=("logic.1", "binding.first"), names=names),
        losses=losses,
        leave_out=leave_out,
        record=record,
        callbacks=list(callbacks),
    )


def weights_of(model: Any) -> Any:
    return {name: parameter.detach().clone() for name, parameter in model.named_parameters()}


def largest_difference(one: Any, other: Any) -> Any:
    return max(float((one[name] - other[name]).abs().max()) for name in one)


def refusal_of(function: Any, *arguments: Any, **more: Any) -> Any:
    with pytest.raises(Refusal) as caught:
        function(*arguments, **more)
    return caught.value.diagnostic
