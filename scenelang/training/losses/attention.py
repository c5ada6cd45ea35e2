"""Looking where the scenes say, and away from where they say not to look.

Takes: log masses of supervised queries. Gives: the weighted sum over sites and the sum of their weights.
May assume: sites are sorted by head rule, as the collator leaves them. Never does: build T x T maps.
"""

from __future__ import annotations

import torch
from torch import Tensor

from scenelang.training.batch import AttentionBatch
from scenelang.training.log_masses import all_log_masses
from scenelang.training.losses import pooling
from scenelang.training.losses.loss_term import ForwardPass, SumAndCount, loss_term


@loss_term("attention")
def attention(forward: ForwardPass) -> SumAndCount:
    """Attention targets of a batch; see `attention_targets`."""
    batch = AttentionBatch.of(forward.batch["attention"])
    log_mass_ph = all_log_masses(batch, forward.capture)
    forward.log_masses = log_mass_ph.detach()
    return attention_targets(batch, log_mass_ph, forward.settings.attention.hinge)


def attention_targets(batch: AttentionBatch, log_mass_ph: Tensor, met: float | None) -> SumAndCount:
    """Surprise at where queries look, given the keys the author named.

    Args:
        batch: the sites, their bands and rules.
        log_mass_ph: log attention mass of each pair (layer, site) and head.
        met: the mass that is enough, or None to pull without end.

    Returns:
        The sum over sites of weight x loss (see `pooling` for each rule), and the sum of weights.

    Units: nats per unit of weight; 0 iff every target is met. Source: ours; the table of head rules.
    """
    heads = log_mass_ph.shape[1]
    sites = len(batch.weight)
    cells = log_mass_ph.new_zeros(sites * batch.width, heads).index_copy(0, batch.pair_cell, log_mass_ph)
    cells_swh = cells.view(sites, batch.width, heads)
    parts = [_pooled(batch, rule, slice(first, end), cells_swh, met) for rule, first, end in batch.groups]
    weight = batch.weight.to(cells.dtype)
    return SumAndCount((torch.cat(parts) * weight).sum(), weight.sum())


def _pooled(batch: AttentionBatch, rule: str, part: slice, cells_swh: Tensor, met: float | None) -> Tensor:
    log_mass = cells_swh[part]
    used = batch.cell_used[part, :, None].expand_as(log_mass)
    if rule in {"named", "away_named"}:
        head = torch.arange(log_mass.shape[2], device=log_mass.device)
        used = used & ((batch.head_mask[part, None, None] >> head) & 1).bool()
    match rule:
        case "any":
            return pooling.any_head(log_mass, used, met)
        case "mean":
            return pooling.mean_head(log_mass, used, met)
        case "top":
            return pooling.top_heads(log_mass, used, batch.head_count[part], met)
        case "each" | "named":
            return pooling.every_head(log_mass, used, met)
        case "away" | "away_named":
            return pooling.no_head(log_mass, used)
        case _:
            raise ValueError(f"no head rule is called {rule}")
