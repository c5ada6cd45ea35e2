"""What is left to do around each step of the optimiser: probes, means, and what exposure holds back.

Takes: the companions of a model, and what the batches of a step left. Gives: probes with gradients that are
the same on all devices, means moved on, parameters that no text of the step may move left where they are.
Never does: talk between devices where there is one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from accelerate import Accelerator
from torch import Tensor, nn
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from scenelang.signals import Module
from scenelang.training.companions import Companions
from scenelang.training.concept_bank import Instances
from scenelang.training.exposed_parameters import ExposedParameters
from scenelang.training.step_loss import Part
from scenelang.training.token_groups import Reach

_MODULES = tuple(module.value for module in Module)


class StepEnd(TrainerCallback):
    """Settles gradients before each step and means after it.

    Args:
        accelerator: talks to the other devices.
        model: whose parameters are trained.
        beside: its probes and means.
        exposed: finds the parameters of a reach.
        exposing: whether text may be exposed to some parameters alone.
    """

    def __init__(
        self,
        accelerator: Accelerator,
        model: nn.Module,
        beside: Companions,
        exposed: ExposedParameters,
        exposing: bool,
    ) -> None:
        self._accelerator = accelerator
        self._model = model
        self._beside = beside
        self._exposed = exposed
        self._exposing = exposing
        # Everything, then each module of each layer: what the text of this step may move.
        self._moves = torch.zeros(1 + exposed.layer_count * len(_MODULES), dtype=torch.bool)
        self._instances: list[Instances] = []

    def note(self, parts: Iterable[Part]) -> None:
        """Keeps what a batch may move, and its instances of concepts."""
        for part in parts:
            self._moves[_places(part.reach)] = True
            if part.forward.instances is not None:
                self._instances.append(part.forward.instances)

    def on_pre_optimizer_step(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **given: Any
    ) -> TrainerControl:
        """Makes the gradients those of all devices, and takes away what no text asked for."""
        del args, state, given
        if self._exposing:
            self._hold_back()
        if self._devices > 1:
            for parameter in self._beside.parameters():
                found = torch.zeros_like(parameter) if parameter.grad is None else parameter.grad
                parameter.grad = self._over_devices(found) / self._devices
        return control

    def on_optimizer_step(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **given: Any
    ) -> TrainerControl:
        """Feeds the means and clears the probes' gradients."""
        del args, state, given
        self._beside.zero_grad()
        if self._beside.concepts is not None:
            self._feed()
        return control

    def _hold_back(self) -> None:
        """Takes the gradient from parameters that all text of the step keeps off.

        Without one they stay as they are; a gradient of zero would still decay and coast.
        """
        moves = self._over_devices(self._moves.to(self._accelerator.device, torch.int32)).cpu() > 0
        self._moves.zero_()
        if moves[0] or not moves.any():
            return
        cells = moves[1:].nonzero()[:, 0].tolist()
        kept = self._exposed.together(
            ((cell // len(_MODULES), _MODULES[cell % len(_MODULES)]),) for cell in cells
        )
        for parameter in self._model.parameters():
            if parameter not in kept:
                parameter.grad = None

    def _feed(self) -> None:
        """Moves the means by the instances of all devices."""
        bank = self._beside.concepts
        assert bank is not None
        found, self._instances = self._instances, []
        width = bank.mean.shape[2]
        stream = torch.cat([bank.mean.new_zeros(0, width), *(one.stream for one in found)])
        where = torch.zeros(0, 3, dtype=torch.long, device=bank.mean.device)
        columns = [torch.stack((one.layer, one.concept, one.own.long()), dim=1) for one in found]
        where = torch.cat([where, *columns])
        stream, where = self._of_all_devices(stream), self._of_all_devices(where)
        bank.feed(Instances(where[:, 0], where[:, 1], where[:, 2].bool(), stream))

    def _of_all_devices(self, rows: Tensor) -> Tensor:
        """The rows of each device, one after the other."""
        if self._devices == 1:
            return rows
        lengths = self._accelerator.gather(torch.tensor([len(rows)], device=rows.device)).tolist()
        if not any(lengths):
            return rows
        padded = self._accelerator.pad_across_processes(rows, dim=0)
        parts = self._accelerator.gather(padded).split(max(lengths))
        return torch.cat([part[:length] for part, length in zip(parts, lengths, strict=True)])

    def _over_devices(self, sums: Tensor) -> Tensor:
        if self._devices == 1:
            return sums
        return self._accelerator.reduce(sums, "sum")

    @property
    def _devices(self) -> int:
        return int(self._accelerator.num_processes)


def _places(reach: Reach) -> list[int]:
    """Where a reach stands among what may be moved; first is everything."""
    return [1 + layer * len(_MODULES) + _MODULES.index(name) for layer, name in reach] or [0]
