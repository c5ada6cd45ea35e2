"""A look at the model before the first step: it must show what the targets need.

Takes: a model and the first rows. Gives: nothing, or a refusal that says what is wrong.
Never does: leave a trace in the model, its gradients or the random state.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NoReturn

import torch
from torch import nn

from scenelang.diagnostics import Refusal
from scenelang.signals import Gap
from scenelang.source import Span
from scenelang.training.anatomy import ModelAnatomy
from scenelang.training.capture import Capture
from scenelang.training.forward_pass import run_forward, target_logits
from scenelang.training.messages_model import HeadNotUnderstood
from scenelang.training.recipe_losses import LossSettings

_TOLERANCE = 1e-3
"""Largest difference, relative to the largest logit, between the model's logits and ours."""


@torch.no_grad()
def check_model(
    model: nn.Module,
    anatomy: ModelAnatomy,
    batch: dict[str, Any],
    terms: Collection[str],
    settings: LossSettings,
) -> None:
    """Runs one batch and looks at what it left.

    Raises:
        Refusal: a layer shows nothing, or the logits cannot be reproduced from the last layer.
    """
    training = model.training
    model.eval()
    try:
        run_forward(model, anatomy, batch, terms, settings)
        if "reads" in terms:
            _check_head(model, anatomy, batch)
    finally:
        model.train(training)


def _check_head(model: nn.Module, anatomy: ModelAnatomy, batch: dict[str, Any]) -> None:
    if anatomy.norm is None:
        _refuse(anatomy, Gap.NO_NORM.words)
    if anatomy.model.get_output_embeddings() is None:
        _refuse(anatomy, Gap.NO_EMBEDDINGS.words)
    last = anatomy.layer_count - 1
    capture = Capture.of(hidden=(last,))
    theirs = target_logits(model, anatomy, batch, {"scene_capture": capture}).float()
    if last not in capture.hidden:
        _refuse(anatomy, "its last layer shows no residual stream")
    if not theirs.numel():
        return
    rows = capture.hidden[last][batch["target_row"], batch["target_place"]]
    apart = (anatomy.unembed(rows) - theirs).abs().max() / theirs.abs().max().clamp(min=1)
    if not apart <= _TOLERANCE:
        _refuse(anatomy, "its final norm and output embeddings do not give its own logits")


def _refuse(anatomy: ModelAnatomy, reason: str) -> NoReturn:
    raise Refusal(HeadNotUnderstood(Span.start_of(anatomy.family), family=anatomy.family, reason=reason))
