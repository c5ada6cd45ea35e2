"""What attention there is on the keys of rows, batch by batch: what the probes of attention stand on.

Takes: a model and rows. Gives: the sites of each batch with their log masses.
May assume: the model shows its attention (see `make_capturable`). Never does: keep anything, or touch the
model's weights, mode or random state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from torch import Tensor, nn

from scenelang.probing.measuring import measuring, on_device
from scenelang.probing.random_targets import keys_drawn_anew
from scenelang.shards import Row
from scenelang.training import (
    AttentionBatch,
    LossSettings,
    ModelAnatomy,
    SceneCollator,
    all_log_masses,
    make_capturable,
    run_forward,
)


def site_masses(
    anatomy: ModelAnatomy, rows: Sequence[Row], batch: int, origins: Sequence[str] = ()
) -> Iterator[tuple[AttentionBatch, Tensor]]:
    """The sites of every `batch` rows, and the log attention mass of each pair (layer, site) and head."""
    model: nn.Module = anatomy.model
    make_capturable(anatomy, attention=True, hidden=False)
    collator = SceneCollator(anatomy, terms=("attention",), leave_out=("exposure",), origins=tuple(origins))
    device = next(model.parameters()).device
    with measuring(model):
        for start in range(0, len(rows), batch):
            tensors = on_device(device, collator(rows[start : start + batch]))
            forward = run_forward(model, anatomy, tensors, frozenset({"attention"}), LossSettings())
            sites = AttentionBatch.of(tensors["attention"])
            yield sites, all_log_masses(sites, forward.capture)


def with_random_keys(rows: Sequence[Row], seed: int) -> list[Row]:
    """The control: as many random positions before each query, the same ones for every model.

    The very first position, where many models park idle attention, is not among them.
    """
    random = np.random.default_rng(seed)
    return [keys_drawn_anew(row, random, lowest=1) for row in rows]
