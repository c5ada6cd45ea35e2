"""One run of a model over a batch, keeping what the losses need and no more.

Takes: a model, its anatomy, a batch on the model's device, the terms that are on.
Gives: a `ForwardPass`. May assume: the model was made capturable. Never does: unembed an unsupervised place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NoReturn

import torch
from torch import Tensor, nn

from scenelang.diagnostics import Refusal
from scenelang.source import Span
from scenelang.training.anatomy import ModelAnatomy
from scenelang.training.capture import Capture
from scenelang.training.losses.loss_term import ForwardPass
from scenelang.training.messages_model import LayerNotCaptured
from scenelang.training.recipe_losses import LossSettings

_HIDDEN_TERMS = ("reads", "mirrors")


def run_forward(
    model: nn.Module,
    anatomy: ModelAnatomy,
    batch: dict[str, Any],
    terms: Collection[str],
    settings: LossSettings,
) -> ForwardPass:
    """Runs the model over a batch.

    Raises:
        Refusal: a supervised layer showed nothing, the model ran with a cache, or gradients are lost.
    """
    asked = {term for term in terms if term in batch}
    hidden = {kind: {layer for layer, _ in batch[kind]["layers"]} for kind in _HIDDEN_TERMS if kind in asked}
    looked_at = {one["layer"] for one in batch["attention"]["layers"]} if "attention" in asked else set()
    capture = Capture.of(looked_at, set().union(*hidden.values()))
    options = {"scene_capture": capture} if looked_at or hidden else {}
    logits = target_logits(model, anatomy, batch, options)
    for layer in looked_at - capture.attention.keys():
        _refuse(layer, "queries and keys", "attention")
    for kind, layers in hidden.items():
        for layer in layers - capture.hidden.keys():
            _refuse(layer, "residual stream", kind)
    return ForwardPass(batch, logits, capture, anatomy, settings)


def target_logits(
    model: nn.Module,
    anatomy: ModelAnatomy,
    batch: Mapping[str, Any],
    options: Mapping[str, Any] | None = None,
) -> Tensor:
    """Logits of the batch's targets, (targets, vocabulary); no other place goes through the output head."""
    inputs = {"input_ids": batch["input_ids"], "use_cache": False, **(options or {})}
    row, place = batch["target_row"], batch["target_place"]
    if anatomy.takes_places:
        wanted = torch.zeros_like(batch["input_ids"], dtype=torch.bool)
        wanted[row, place] = True
        return model(**inputs, logits_to_keep=wanted).logits
    if anatomy.takes_columns:
        return model(**inputs, logits_to_keep=batch["columns"]).logits[row, batch["target_column"]]
    return model(**inputs).logits[row, place]


def _refuse(layer: int, what: str, kind: str) -> NoReturn:
    raise Refusal(LayerNotCaptured(Span.start_of("model"), layer=layer, what=what, kind=kind))
