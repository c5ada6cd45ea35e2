"""What trains beside a model and is no part of it: linear probes, and the bank of concept means.

Takes: the model's anatomy and the names that targets use. Gives: a module with parameters for the
optimiser, and the file `probes.safetensors` in each checkpoint.
Never does: go into an exported model.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from scenelang.diagnostics import Refusal
from scenelang.source import Span
from scenelang.training.anatomy import ModelAnatomy
from scenelang.training.concept_bank import ConceptBank
from scenelang.training.linear_probes import LinearProbes
from scenelang.training.messages_folder import CheckpointNotWhole
from scenelang.training.messages_targets import ProbesOfOtherTargets
from scenelang.training.recipe_losses import LossSettings
from scenelang.training.target_names import TargetNames

PROBE_FILE = "probes.safetensors"
_MIDDLE = 0.5


class Companions(nn.Module):
    """Probes for tension and labels, and means of concepts; each None where nothing needs it.

    `class_key` has the number of the key that each label class belongs to.

    Args:
        anatomy: the model's parts.
        names: the axes, label classes and concepts that targets name.
        terms: the loss terms that are trained.
        settings: learning rates of the probes, momentum of the means.
    """

    class_key: Tensor

    def __init__(
        self, anatomy: ModelAnatomy, names: TargetNames, terms: Collection[str], settings: LossSettings
    ) -> None:
        super().__init__()
        size = (anatomy.layer_count, anatomy.width)
        keys = list(dict.fromkeys(names.keys))
        axes, classes, concepts = len(names.axes), len(names.classes), len(names.concepts)
        self.tension = LinearProbes(*size, axes, start=_MIDDLE) if axes and "tension" in terms else None
        self.label = LinearProbes(*size, classes) if classes and "label" in terms else None
        self.register_buffer(
            "class_key", torch.tensor([keys.index(key) for key in names.keys], dtype=torch.long), False
        )
        wanted = bool(concepts) and "concept" in terms
        momentum = settings.concept.momentum
        self.concepts = ConceptBank(size[0], concepts, size[1], momentum) if wanted else None
        self._rates = {"tension": settings.tension.probe_rate, "label": settings.label.probe_rate}
        groups = {"axes": names.axes, "classes": names.classes, "concepts": names.concepts}
        self._names = json.dumps(groups, ensure_ascii=False)

    @property
    def trained(self) -> tuple[str, ...]:
        """The kinds that have probes."""
        return tuple(kind for kind in self._rates if getattr(self, kind) is not None)

    @property
    def empty(self) -> bool:
        """True where there is nothing to keep."""
        return not self.state_dict()

    def join(self, optimizer: torch.optim.Optimizer) -> None:
        """Hands the probes to an optimiser, unless it has them."""
        known = {id(one) for group in optimizer.param_groups for one in group["params"]}
        if all(id(one) not in known for one in self.parameters()):
            for group in self._parameter_groups():
                optimizer.add_param_group(group)

    def _parameter_groups(self) -> list[dict[str, Any]]:
        """The probes for an optimiser: no weight decay, each kind at its own rate."""
        return [
            {"params": list(getattr(self, kind).parameters()), "lr": self._rates[kind], "weight_decay": 0.0}
            for kind in self.trained
        ]

    def save(self, folder: Path) -> None:
        """Leaves everything in a checkpoint, if there is anything."""
        if not self.empty:
            state = {name: tensor.detach().contiguous() for name, tensor in self.state_dict().items()}
            save_file(state, folder / PROBE_FILE, metadata={"names": self._names})

    def load(self, checkpoint: Path) -> None:
        """Takes everything up from a checkpoint, bit for bit.

        Raises:
            Refusal: the file is missing or damaged, or belongs to other names.
        """
        if self.empty:
            return
        place, name = Span.start_of(checkpoint), checkpoint.name
        try:
            with safe_open(checkpoint / PROBE_FILE, framework="pt") as file:
                theirs = (file.metadata() or {}).get("names")
                state = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - no mapping
        except (OSError, SafetensorError):
            raise Refusal(CheckpointNotWhole(place, checkpoint=name, file=PROBE_FILE)) from None
        shapes = {key: tensor.shape for key, tensor in self.state_dict().items()}
        if theirs != self._names or {key: tensor.shape for key, tensor in state.items()} != shapes:
            raise Refusal(ProbesOfOtherTargets(place, checkpoint=name))
        self.load_state_dict(state)
