"""Proves, on the very model and kernel of a run, that the scenes of a pack do not see each other.

A leak is silent: a mask of padding, a cache, a kernel that reads no positions or a layer without attention
lets a scene read the one before it, and the loss only looks a little too good. So a few scenes are read
alone and packed, and their logits compared.

Takes: a model, a few rows. Gives: nothing, or a refusal that says how far the logits are apart.
Never does: leave a trace in the model, its gradients or the random state.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from scenelang.diagnostics import Refusal
from scenelang.shards import Row
from scenelang.source import Span
from scenelang.training.anatomy import ModelAnatomy
from scenelang.training.batch import Places
from scenelang.training.collator import SceneCollator
from scenelang.training.flat_sites import Ints
from scenelang.training.forward_pass import logits_at
from scenelang.training.messages_packing import PackedScenesLeak, PackedScenesNotRead, PositionsNotTaken
from scenelang.training.placement import Item, Placement

_TOLERANCE = 1e-4
"""Largest difference of a logit, relative to the largest logit where that is over 1."""
_ROUGH = 5e-2
"""The same in half precision, which differs by this much with the order of a sum."""
_REFUSALS = (ValueError, TypeError, NotImplementedError, ImportError)
"""What models of transformers raise where they cannot keep scenes apart."""
_READ = 64
"""Tokens of a scene that are read."""
_COMPARED = 4
"""Positions that are compared at either end of a scene."""


@torch.no_grad()
def check_isolation(model: nn.Module, anatomy: ModelAnatomy, rows: Sequence[Row]) -> None:
    """Reads the first tokens of a few rows alone and packed.

    Args:
        model: the model, before it is wrapped for several devices.
        anatomy: its parts.
        rows: at least one.

    Raises:
        Refusal: the model cannot be given packs, or its logits depend on what else is in the pack.
    """
    known = inspect.signature(anatomy.model.forward).parameters
    if "position_ids" not in known:
        raise Refusal(PositionsNotTaken(Span.start_of(anatomy.family), anatomy.family))
    rows = [_cut(row) for row in rows]
    # Two lines of different length, no scene at the same place in both.
    packs = [[*rows, *rows], [*rows[::-1], rows[0]]]
    training = model.training
    model.eval()
    try:
        alone = {id(row): _logits(model, anatomy, [row])[0] for row in rows}
        packed = _packed_logits(model, anatomy, packs)
    finally:
        model.train(training)
    wanted = [alone[id(row)] for pack in packs for row in pack]
    apart = max(float((one - other).abs().max()) for one, other in zip(packed, wanted, strict=True))
    largest = max(float(one.abs().max()) for one in wanted)
    tolerance = (_ROUGH if _is_half(model) else _TOLERANCE) * max(1.0, largest)
    if not apart <= tolerance:
        place, shown = Span.start_of(anatomy.family), (f"{apart:.2g}", f"{tolerance:.2g}")
        raise Refusal(PackedScenesLeak(place, anatomy.family, *shown))


def _cut(row: Row) -> Row:
    """The first tokens of a row: a leak needs no more, and a check must fit where a batch does."""
    return replace(row, input_ids=row.input_ids[:_READ], loss_weight=row.loss_weight[:_READ])


def _packed_logits(model: nn.Module, anatomy: ModelAnatomy, packs: Sequence[Item]) -> list[Tensor]:
    try:
        return _logits(model, anatomy, packs)
    except _REFUSALS as error:
        raise Refusal(PackedScenesNotRead(Span.start_of(anatomy.family), anatomy.family)) from error


def _logits(model: nn.Module, anatomy: ModelAnatomy, items: Sequence[Item]) -> list[Tensor]:
    """The logits at both ends of each scene, in float32."""
    batch = on_device(SceneCollator(anatomy, terms=()).tokens(items), next(model.parameters()).device)
    ids: Tensor = batch["input_ids"]
    _, places = Placement.of(items, in_one_line=len(ids) < len(items))
    ends = [_ends(int(length)) for length in places.length]
    sizes = [len(found) for found in ends]
    row, place = np.repeat(places.line, sizes), np.repeat(places.start, sizes) + np.concatenate(ends)
    columns, column = np.unique(place, return_inverse=True)
    wanted = Places(*(torch.from_numpy(found).to(ids.device) for found in (row, place, columns, column)))
    logits = logits_at(model, anatomy, ids, wanted, batch.get("sequence"))
    return list(logits.float().split(sizes))


def _ends(length: int) -> Ints:
    """The first positions of a scene, where a state that is carried over shows most, and the last."""
    return np.unique([*range(min(_COMPARED, length)), *range(max(0, length - _COMPARED), length)])


def on_device(value: Any, device: torch.device) -> Any:
    """The tensors of a batch on a device."""
    if isinstance(value, dict):
        return {name: on_device(item, device) for name, item in value.items()}
    return value.to(device) if isinstance(value, Tensor) else value


def _is_half(model: nn.Module) -> bool:
    parameter = next(model.parameters())
    return parameter.element_size() < 4 or torch.is_autocast_enabled(parameter.device.type)
