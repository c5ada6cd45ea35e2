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
from scenelang.training.batch import Places
from scenelang.training.capture import Capture
from scenelang.training.companions import Companions
from scenelang.training.losses.loss_term import ForwardPass
from scenelang.training.messages_model import LayerNotCaptured
from scenelang.training.recipe_losses import LossSettings

HIDDEN_TERMS = ("reads", "mirrors", "tension", "label", "concept")
"""The terms that look at residual streams."""


def run_forward(
    model: nn.Module,
    anatomy: ModelAnatomy,
    batch: dict[str, Any],
    terms: Collection[str],
    settings: LossSettings,
    *,
    beside: Companions | None = None,
) -> ForwardPass:
    """Runs the model over a batch.

    Raises:
        Refusal: a supervised layer showed nothing, the model ran with a cache, or gradients are lost.
    """
    asked = {term for term in terms if term in batch}
    hidden = {kind: {layer for layer, _ in batch[kind]["layers"]} for kind in HIDDEN_TERMS if kind in asked}
    looked_at = {one["layer"] for one in batch["attention"]["layers"]} if "attention" in asked else set()
    capture = Capture.of(looked_at, set().union(*hidden.values()))
    options = {"scene_capture": capture} if looked_at or hidden else {}
    logits, avoided = _logits(model, anatomy, batch, options, "avoid" in asked)
    for layer in looked_at - capture.attention.keys():
        _refuse(layer, "queries and keys", "attention")
    for kind, layers in hidden.items():
        for layer in layers - capture.hidden.keys():
            _refuse(layer, "residual stream", kind)
    return ForwardPass(batch, logits, capture, anatomy, settings, beside, avoided)


def target_logits(
    model: nn.Module,
    anatomy: ModelAnatomy,
    batch: Mapping[str, Any],
    options: Mapping[str, Any] | None = None,
) -> Tensor:
    """Logits of the batch's targets, (targets, vocabulary); no other place goes through the output head."""
    places = Places(batch["target_row"], batch["target_place"], batch["columns"], batch["target_column"])
    return logits_at(model, anatomy, batch["input_ids"], places, _inputs(batch, options))


def logits_at(
    model: nn.Module,
    anatomy: ModelAnatomy,
    input_ids: Tensor,
    places: Places,
    options: Mapping[str, Any] | None = None,
) -> Tensor:
    """Logits of these places, (places, vocabulary)."""
    inputs = {"input_ids": input_ids, "use_cache": False, **(options or {})}
    if anatomy.takes_places:
        wanted = torch.zeros_like(input_ids, dtype=torch.bool)
        wanted[places.row, places.place] = True
        return model(**inputs, logits_to_keep=wanted).logits
    if anatomy.takes_columns:
        return model(**inputs, logits_to_keep=places.columns).logits[places.row, places.column]
    return model(**inputs).logits[places.row, places.place]


def _logits(
    model: nn.Module,
    anatomy: ModelAnatomy,
    batch: Mapping[str, Any],
    options: Mapping[str, Any],
    avoiding: bool,
) -> tuple[Tensor, Tensor | None]:
    """Logits of what is to be said, and of what is to be avoided where something is."""
    if not avoiding:
        return target_logits(model, anatomy, batch, options), None
    avoid = batch["avoid"]
    inputs = _inputs(batch, options)
    logits = logits_at(model, anatomy, batch["input_ids"], Places.of(avoid), inputs)
    return logits[avoid["of_targets"]], logits[avoid["of_avoided"]]


def _inputs(batch: Mapping[str, Any], options: Mapping[str, Any] | None) -> dict[str, Any]:
    """What a model must be told beside the tokens: where scenes start, in a batch of packs."""
    return {**batch.get("sequence", {}), **(options or {})}


def _refuse(layer: int, what: str, kind: str) -> NoReturn:
    raise Refusal(LayerNotCaptured(Span.start_of("model"), layer=layer, what=what, kind=kind))
