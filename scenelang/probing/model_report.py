"""One model, or two side by side, under every probe: where it looks, what its layers read, what it expects.

What good numbers do not show: that the model uses what it holds. They are read beside two floors: the
control of each probe, and the same architecture with fresh weights.

Takes: rows and a model. Gives: a `ModelReport`. May assume: the model reads these rows' tokens.
Never does: train anything, or change the model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import nn
from transformers import AutoModelForCausalLM, PreTrainedModel

from scenelang.probing.band_mass import BandMass, BandMassProbe
from scenelang.probing.lens_rank import LensRankProbe, LensRanks
from scenelang.probing.loss_on_text import text_loss
from scenelang.shards import Row


@dataclass(frozen=True, slots=True)
class ModelReport:
    """What the probes say of one model. A measure without a site in the rows is None.

    `mass` is attention on the authored keys in the layers asked, `random_mass` on as many random earlier
    positions; `ranks` are those of silent words through the lens, `random_ranks` of random tokens;
    `loss` is the weighted cross-entropy of the text, in nats.
    """

    mass: BandMass | None
    random_mass: BandMass | None
    ranks: LensRanks | None
    random_ranks: LensRanks | None
    loss: float


def report_on(model: nn.Module, rows: Sequence[Row], batch: int = 16, seed: int = 0) -> ModelReport:
    """All probes of a model on these rows.

    Args:
        model: any causal model of transformers.
        rows: at least one.
        batch: rows a forward pass.
        seed: seed of the controls.

    Raises:
        Refusal: the model does not show what the targets need.
    """
    looking = any(len(row.attention.query) and not row.attention.away.all() for row in rows)
    mass = BandMassProbe(batch=batch, seed=seed).fit(rows) if looking else None
    lens = LensRankProbe(batch=batch, seed=seed).fit(rows)
    return ModelReport(
        mass=None if mass is None else mass.score(model),
        random_mass=None if mass is None else mass.control(model),
        ranks=lens.score(model),
        random_ranks=lens.control(model),
        loss=text_loss(model, rows, batch=batch),
    )


def fresh_twin(model: PreTrainedModel, seed: int = 0) -> PreTrainedModel:
    """A model of the same architecture with fresh weights: what the numbers are without any training."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return AutoModelForCausalLM.from_config(model.config)
