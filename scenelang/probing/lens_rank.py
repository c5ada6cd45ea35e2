"""How early a model reads the token that a latent step holds: its rank through the logit lens.

What a low rank does not show: that later layers use it. And early layers write in a basis of their own, so
a high rank there does not show that the token is absent; only that the output head cannot read it yet.

Takes: rows, then models. Gives: median ranks and mean log-probabilities by layer, and the same for random
tokens of the vocabulary. May assume: the model's final norm and output head are found (`study`).
Never does: train anything, or touch the model's weights, mode or random state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from scenelang.probing.every_layer import in_every_layer, only_wanted
from scenelang.probing.measuring import measuring, on_device
from scenelang.shards import Bands, Row
from scenelang.signals import LayerBand, LayerUnit
from scenelang.training import LossSettings, SceneCollator, make_capturable, run_forward, study


@dataclass(frozen=True, slots=True)
class LensRanks:
    """What the logit lens gives for some tokens, by layer.

    `ranks[layer]` is the median rank, 0 for the first choice; `log_probabilities[layer]` the mean, in
    nats; `firsts[layer]` the share of sites where the token is the first choice. `asked_rank` and
    `asked_log_probability` are the same over the layers in which each site asks for its token.
    """

    sites: int
    ranks: tuple[float, ...]
    log_probabilities: tuple[float, ...]
    firsts: tuple[float, ...]
    asked_rank: float
    asked_log_probability: float


class LensRankProbe:
    """Measures how models rank the tokens that these rows' `reads` targets ask for, layer by layer.

    Args:
        batch: rows a forward pass.
        seed: seed of the control's tokens.
    """

    def __init__(self, batch: int = 16, seed: int = 0) -> None:
        self._batch = batch
        self._seed = seed
        self._asked: list[Row] = []
        self._rows: list[Row] = []

    def fit(self, rows: Sequence[Row]) -> LensRankProbe:
        """Keeps the rows that have `reads` targets; there is nothing to learn."""
        kept = (only_wanted(row) for row in rows)
        self._asked = [row for row in kept if len(row.hidden.position)]
        self._rows = [in_every_layer(row) for row in self._asked]
        return self

    def score(self, model: nn.Module) -> LensRanks | None:
        """Ranks of the authored tokens; None where no row asks for one."""
        return self._measure(model, [row.hidden.token for row in self._rows])

    def control(self, model: nn.Module) -> LensRanks | None:
        """Ranks of tokens drawn uniformly from the vocabulary, the same ones for every model of one size."""
        random = np.random.default_rng(self._seed)
        size = study(model).vocabulary
        return self._measure(model, [random.integers(size, size=len(row.hidden.token)) for row in self._rows])

    def _measure(self, model: nn.Module, tokens: Sequence[NDArray[Any]]) -> LensRanks | None:
        if not self._rows:
            return None
        anatomy = study(model)
        make_capturable(anatomy, attention=False, hidden=True)
        collator = SceneCollator(anatomy, terms=("reads",), leave_out=("exposure",))
        device = next(model.parameters()).device
        found: list[torch.Tensor] = []
        with measuring(model):
            for start in range(0, len(self._rows), self._batch):
                rows = self._rows[start : start + self._batch]
                batch = on_device(device, collator(rows))
                forward = run_forward(model, anatomy, batch, frozenset({"reads"}), LossSettings())
                wanted = np.concatenate(tokens[start : start + self._batch]).astype(np.int64)
                token = torch.from_numpy(wanted).to(device)
                row, position = (index.to(device) for index in _sites(rows))
                streams = [forward.capture.hidden[layer] for layer in range(anatomy.layer_count)]
                read = [_read(anatomy.unembed(stream[row, position]), token) for stream in streams]
                found.append(torch.stack(read).cpu())
        return _summary(torch.cat(found, dim=1), _asked_layers(self._asked, anatomy.layer_count))


def _sites(rows: Sequence[Row]) -> tuple[torch.Tensor, torch.Tensor]:
    counts = [len(row.hidden.position) for row in rows]
    positions = np.concatenate([row.hidden.position for row in rows]).astype(np.int64)
    return torch.from_numpy(np.repeat(np.arange(len(rows)), counts)), torch.from_numpy(positions)


def _read(logits: torch.Tensor, token: torch.Tensor) -> torch.Tensor:
    """Rank and log-probability of each site's token: (sites, 2). Tokens with equal logits rank after it."""
    wanted = logits.gather(1, token[:, None])
    rank = (logits > wanted).sum(dim=1)
    probability = torch.log_softmax(logits, dim=1).gather(1, token[:, None])[:, 0]
    return torch.stack((rank.double(), probability.double()), dim=1)


def _asked_layers(rows: Sequence[Row], layers: int) -> torch.Tensor:
    """Which layers each site asks about: (layers, sites)."""
    asked = [
        _resolved(row.hidden.bands, site, layers) for row in rows for site in range(len(row.hidden.position))
    ]
    table = torch.zeros(layers, len(asked), dtype=torch.bool)
    for site, wanted in enumerate(asked):
        table[list(wanted), site] = True
    return table


def _resolved(bands: Bands, site: int, layers: int) -> tuple[int, ...]:
    unit = tuple(LayerUnit)[int(bands.unit[site])]
    return LayerBand(unit, float(bands.low[site]), float(bands.high[site])).resolve(layers)


def _summary(found: torch.Tensor, asked: torch.Tensor) -> LensRanks:
    """The summary of (layers, sites, rank and log-probability)."""
    ranks, probabilities = found[:, :, 0], found[:, :, 1]
    return LensRanks(
        sites=found.shape[1],
        ranks=tuple(np.median(ranks.numpy(), axis=1).tolist()),
        log_probabilities=tuple(probabilities.mean(dim=1).tolist()),
        firsts=tuple((ranks == 0).double().mean(dim=1).tolist()),
        asked_rank=float(np.median(ranks[asked].numpy())),
        asked_log_probability=float(probabilities[asked].mean()),
    )
