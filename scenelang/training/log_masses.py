"""How much attention supervised queries give to the keys of their targets, from queries and keys alone.

Only the supervised rows of the attention matrix are computed: O(slots x heads x tokens), where all of it
is O(tokens^2 x heads). Scores, masks, soft caps and sinks are those of the model's own kernel; softmax
and sums run in float32 (or wider), whatever the model runs in.

Suffixes of names are shapes: b batch, h heads, g key heads, r heads a key head, m query slots, t tokens,
d head size, s sites, n keys.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from scenelang.training.batch import AttentionBatch, AttentionLayer
from scenelang.training.capture import Capture, LayerAttention

FLOOR = -60.0
"""Log masses are held at or above this, about 1e-26; under it a target pulls no more."""


def all_log_masses(batch: AttentionBatch, capture: Capture) -> Tensor:
    """Log masses of every pair (layer, site), layer by layer: (P, H), in nats, float32, within FLOOR..0."""
    parts = [layer_log_masses(layer, capture.attention[layer.layer]) for layer in batch.layers]
    return torch.cat(parts)


def layer_log_masses(sites: AttentionLayer, attention: LayerAttention) -> Tensor:
    """Log of the attention mass on each site's keys, for each head of one layer.

    Returns:
        (S, H) in nats, clamped to FLOOR..0. A key that the mask hides adds nothing to its site's mass.
    """
    scores_bhmt = _masked_scores(sites, attention)
    total_bhm = _log_total(scores_bhmt, attention.sinks)
    slots = sites.slot_query.shape[1]
    slot = sites.site_slot[sites.key_site]
    row, place = slot // slots, slot % slots
    key_nh = scores_bhmt[row, :, place, sites.key] - total_bhm[row, :, place]
    site_sh = key_nh if sites.single else _log_sum_by_site(key_nh, sites.key_site, len(sites.site_slot))
    return site_sh.clamp(FLOOR, 0.0)


def _masked_scores(sites: AttentionLayer, attention: LayerAttention) -> Tensor:
    """Scores of the wanted query rows, hidden keys at minus infinity: (B, H, M, T)."""
    slot_query = sites.slot_query
    wide = torch.promote_types(attention.query.dtype, torch.float32)
    size = attention.query.shape[-1]
    batch, heads = attention.query.shape[:2]
    key_bgtd = attention.key.to(wide)
    index = slot_query[:, None, :, None].expand(batch, heads, slot_query.shape[1], size)
    query_bhmd = attention.query.gather(2, index).to(wide)
    query_bgrmd = query_bhmd.view(batch, key_bgtd.shape[1], -1, size)
    with torch.autocast(query_bhmd.device.type, enabled=False):
        scores = query_bgrmd @ key_bgtd.transpose(2, 3) * attention.scaling
    scores_bhmt = scores.view(batch, heads, slot_query.shape[1], -1)
    if attention.softcap is not None:
        scores_bhmt = attention.softcap * torch.tanh(scores_bhmt / attention.softcap)
    return _hide(scores_bhmt, sites, attention)


def _hide(scores_bhmt: Tensor, sites: AttentionLayer, attention: LayerAttention) -> Tensor:
    """Hides what the kernel hides; without a mask, all but the keys before the query in its own scene."""
    slot_query = sites.slot_query
    if isinstance(attention.mask, Tensor) and attention.mask.dim() == 4:
        return _hide_as_given(scores_bhmt, slot_query, attention.mask)
    position_t = torch.arange(scores_bhmt.shape[-1], device=scores_bhmt.device)
    distance_bmt = slot_query[:, :, None] - position_t
    hidden_bmt = (distance_bmt < 0) | (position_t < sites.slot_start[:, :, None])
    if attention.window is not None:
        hidden_bmt = hidden_bmt | (distance_bmt >= attention.window)
    return scores_bhmt.masked_fill(hidden_bmt[:, None], -torch.inf)


def _hide_as_given(scores_bhmt: Tensor, slot_query: Tensor, mask: Any) -> Tensor:
    """Applies the rows of the mask that the kernel itself was given: boolean (True is seen) or added."""
    batch, _, slots, tokens = scores_bhmt.shape
    mask = mask[..., :tokens].expand(batch, mask.shape[1], -1, -1)
    index = slot_query[:, None, :, None].expand(batch, mask.shape[1], slots, mask.shape[-1])
    rows = mask.gather(2, index)
    if rows.dtype == torch.bool:
        return scores_bhmt.masked_fill(~rows, -torch.inf)
    return scores_bhmt + rows.to(scores_bhmt.dtype)


def _log_total(scores_bhmt: Tensor, sinks: Tensor | None) -> Tensor:
    total_bhm = torch.logsumexp(scores_bhmt, dim=-1)
    if sinks is None:
        return total_bhm
    return torch.logaddexp(total_bhm, sinks.to(total_bhm.dtype)[None, :, None])


def _log_sum_by_site(key_nh: Tensor, key_site: Tensor, sites: int) -> Tensor:
    """Log of the mass summed over the keys of each site: (S, H). The peak, a constant, is taken out first."""
    heads = key_nh.shape[1]
    index = key_site[:, None].expand(-1, heads)
    peak_sh = key_nh.new_full((sites, heads), -torch.inf)
    peak_sh = peak_sh.scatter_reduce(0, index, key_nh.detach(), "amax").clamp(min=FLOOR)
    sum_sh = torch.zeros_like(peak_sh).index_add(0, key_site, torch.exp(key_nh - peak_sh[key_site]))
    return torch.log(sum_sh.clamp(min=torch.finfo(sum_sh.dtype).tiny)) + peak_sh
