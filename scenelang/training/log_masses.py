"""How much attention supervised queries give to the keys of their targets, from queries and keys alone.

Only the supervised rows of the attention matrix are computed: O(slots x heads x tokens), where all of it
is O(tokens^2 x heads). Scores, masks, soft caps and sinks are those of the model's own kernel; softmax
and sums run in float32 (or wider), whatever the model runs in.

Shape letters: B batch, H heads, G key heads, R heads a key head, M query slots, T tokens, D head size,
S sites, N keys.
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
    scores_BHMT = _masked_scores(sites.slot_query, attention)
    total_BHM = _log_total(scores_BHMT, attention.sinks)
    slots = sites.slot_query.shape[1]
    slot = sites.site_slot[sites.key_site]
    row, place = slot // slots, slot % slots
    key_NH = scores_BHMT[row, :, place, sites.key] - total_BHM[row, :, place]
    site_SH = key_NH if sites.single else _log_sum_by_site(key_NH, sites.key_site, len(sites.site_slot))
    return site_SH.clamp(FLOOR, 0.0)


def _masked_scores(slot_query: Tensor, attention: LayerAttention) -> Tensor:
    """Scores of the wanted query rows, hidden keys at minus infinity: (B, H, M, T)."""
    wide = torch.promote_types(attention.query.dtype, torch.float32)
    size = attention.query.shape[-1]
    batch, heads = attention.query.shape[:2]
    key_BGTD = attention.key.to(wide)
    index = slot_query[:, None, :, None].expand(batch, heads, slot_query.shape[1], size)
    query_BHMD = attention.query.gather(2, index).to(wide)
    query_BGRMD = query_BHMD.view(batch, key_BGTD.shape[1], -1, size)
    with torch.autocast(query_BHMD.device.type, enabled=False):
        scores = query_BGRMD @ key_BGTD.transpose(2, 3) * attention.scaling
    scores_BHMT = scores.view(batch, heads, slot_query.shape[1], -1)
    if attention.softcap is not None:
        scores_BHMT = attention.softcap * torch.tanh(scores_BHMT / attention.softcap)
    return _hide(scores_BHMT, slot_query, attention)


def _hide(scores_BHMT: Tensor, slot_query: Tensor, attention: LayerAttention) -> Tensor:
    if isinstance(attention.mask, Tensor) and attention.mask.dim() == 4:
        return _hide_as_given(scores_BHMT, slot_query, attention.mask)
    position_T = torch.arange(scores_BHMT.shape[-1], device=scores_BHMT.device)
    distance_BMT = slot_query[:, :, None] - position_T
    hidden_BMT = distance_BMT < 0
    if attention.window is not None:
        hidden_BMT = hidden_BMT | (distance_BMT >= attention.window)
    return scores_BHMT.masked_fill(hidden_BMT[:, None], -torch.inf)


def _hide_as_given(scores_BHMT: Tensor, slot_query: Tensor, mask: Any) -> Tensor:
    """Applies the rows of the mask that the kernel itself was given: boolean (True is seen) or added."""
    batch, heads, slots, tokens = scores_BHMT.shape
    mask = mask[..., :tokens].expand(batch, mask.shape[1], -1, -1)
    index = slot_query[:, None, :, None].expand(batch, mask.shape[1], slots, mask.shape[-1])
    rows = mask.gather(2, index)
    if rows.dtype == torch.bool:
        return scores_BHMT.masked_fill(~rows, -torch.inf)
    return scores_BHMT + rows.to(scores_BHMT.dtype)


def _log_total(scores_BHMT: Tensor, sinks: Tensor | None) -> Tensor:
    total_BHM = torch.logsumexp(scores_BHMT, dim=-1)
    if sinks is None:
        return total_BHM
    return torch.logaddexp(total_BHM, sinks.to(total_BHM.dtype)[None, :, None])


def _log_sum_by_site(key_NH: Tensor, key_site: Tensor, sites: int) -> Tensor:
    """logsumexp over the keys of each site: (S, H). The peak is taken out first, as a constant."""
    heads = key_NH.shape[1]
    index = key_site[:, None].expand(-1, heads)
    peak_SH = key_NH.new_full((sites, heads), -torch.inf)
    peak_SH = peak_SH.scatter_reduce(0, index, key_NH.detach(), "amax").clamp(min=FLOOR)
    sum_SH = torch.zeros_like(peak_SH).index_add(0, key_site, torch.exp(key_NH - peak_SH[key_site]))
    return torch.log(sum_SH.clamp(min=torch.finfo(sum_SH.dtype).tiny)) + peak_SH
