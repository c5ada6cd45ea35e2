"""The loss on the text of rows: what a fine-tuning must not ruin.

What a low loss does not show: that the model does what the scenes ask inside.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import nn
from torch.nn import functional

from scenelang.probing.measuring import measuring, on_device
from scenelang.shards import Row
from scenelang.training import LossSettings, SceneCollator, run_forward, study


def text_loss(model: nn.Module, rows: Sequence[Row], batch: int = 4) -> float:
    """Cross-entropy of the next token, each token by its own weight, in nats; 0 where all weights are 0."""
    anatomy = study(model)
    collator = SceneCollator(anatomy, terms=())
    device = next(model.parameters()).device
    total = counted = 0.0
    with measuring(model):
        for start in range(0, len(rows), batch):
            tokens = on_device(device, collator.tokens(rows[start : start + batch]))
            logits = run_forward(model, anatomy, tokens, frozenset(), LossSettings()).logits.float()
            losses = functional.cross_entropy(logits, tokens["target_token"], reduction="none")
            total += float(torch.dot(losses, tokens["target_weight"]))
            counted += float(tokens["target_weight"].sum())
    return total / counted if counted else 0.0
