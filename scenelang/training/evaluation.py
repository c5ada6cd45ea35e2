"""How well a model answers: teacher-forced accuracy on what rows supervise."""

from __future__ import annotations

import torch
from torch import nn

from scenelang.training.anatomy import ModelAnatomy, study
from scenelang.training.collator import SceneCollator
from scenelang.training.dataset import RowSource
from scenelang.training.forward_pass import target_logits


def answer_accuracy(
    model: nn.Module, rows: RowSource, batch: int = 64, anatomy: ModelAnatomy | None = None
) -> float:
    """The share of rows whose every supervised token (weight over 0) is the model's first choice.

    Each token is predicted with the true tokens before it. Rows that supervise nothing do not count;
    without any that do, the answer is 0. The model's mode and random state are left as they were.
    """
    anatomy = anatomy or study(model)
    collator = SceneCollator(anatomy, terms=())
    device = next(model.parameters()).device
    training = model.training
    model.eval()
    right = counted = 0
    try:
        for start in range(0, len(rows), batch):
            part = [rows[index] for index in range(start, min(start + batch, len(rows)))]
            tokens = collator.tokens(part)
            found, of = _count(model, anatomy, tokens, device)
            right, counted = right + found, counted + of
    finally:
        model.train(training)
    return right / counted if counted else 0.0


@torch.no_grad()
def _count(
    model: nn.Module, anatomy: ModelAnatomy, tokens: dict[str, object], device: torch.device
) -> tuple[int, int]:
    """Rows answered right, and rows that ask anything."""
    batch = {name: value.to(device) for name, value in tokens.items() if isinstance(value, torch.Tensor)}
    row = batch["target_row"]
    wrong = target_logits(model, anatomy, batch).argmax(dim=-1) != batch["target_token"]
    asked, missed = row.unique().numel(), row[wrong].unique().numel()
    return asked - missed, asked
