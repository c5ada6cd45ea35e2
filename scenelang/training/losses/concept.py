"""Places that must lie nearer to their own concept than to others: InfoNCE against running means.

Takes: residual streams after the supervised layers, and the bank of means. Gives: the weighted sum of
surprises and the weight of the sites that had something to be compared with; leaves the batch's instances
for the bank. Never does: move a mean by gradient, or change the bank while a step is under way.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from scenelang.training.batch import ConceptBatch
from scenelang.training.concept_bank import Instances
from scenelang.training.losses.loss_term import ForwardPass, SumAndCount, loss_term
from scenelang.training.losses.reads import gathered_rows


@loss_term("concept")
def concept(forward: ForwardPass) -> SumAndCount:
    """Surprise at each pulled place's concept, mean over the band's layers; see `contrast`."""
    assert forward.beside is not None
    assert forward.beside.concepts is not None
    bank, temperature = forward.beside.concepts, forward.settings.concept.temperature
    batch = ConceptBatch.of(forward.batch["concept"])
    rows = gathered_rows(forward.capture, batch.layers, batch.row)
    forward.instances = Instances.of(batch, rows[batch.fed])
    sizes = [size for _, size in batch.pulled_layers]
    parts = zip(
        *(found.split(sizes) for found in (rows[batch.pulled], batch.name, batch.weight)), strict=True
    )
    total = count = torch.zeros((), device=rows.device)
    for (layer, _), (here, name, weight) in zip(batch.pulled_layers, parts, strict=True):
        found = contrast(here, bank.mean[layer], bank.fed[layer] > 0, name, weight, temperature=temperature)
        total, count = total + found.total, count + found.count
    return SumAndCount(total, count)


def contrast(
    here_pw: Tensor,
    mean_cw: Tensor,
    known_c: Tensor,
    concept_p: Tensor,
    weight_p: Tensor,
    *,
    temperature: float,
) -> SumAndCount:
    """Surprise at each place's own concept, by cosine to the known means over the temperature.

    Args:
        here_pw: residual streams, which are moved.
        mean_cw: a mean for each concept, which stand still.
        known_c: which concepts have a mean; the others are neither positives nor negatives.
        concept_p: the concept of each place.
        weight_p: its weight.
        temperature: what cosines are divided by.

    Units: nats per unit of weight. A place whose concept has no mean, and every place while fewer than two
    concepts have one, adds to neither sum nor count. Source: InfoNCE, van den Oord et al. 2018, equation
    4, with means as in prototypical contrast (Li et al. 2021).
    """
    wide = here_pw if here_pw.element_size() >= 4 else here_pw.float()
    means = functional.normalize(mean_cw.detach().to(wide.dtype), dim=-1)
    with torch.autocast(wide.device.type, enabled=False):
        cosine_pc = functional.normalize(wide, dim=-1) @ means.T
    compared_p = known_c[concept_p] & (known_c.sum() > 1)
    logits_pc = (cosine_pc / temperature).masked_fill(~known_c, -torch.inf)
    # A place without comparison would be infinitely surprised; it gets even logits and no weight.
    logits_pc = torch.where(compared_p[:, None], logits_pc, logits_pc.new_zeros(()))
    surprise_p = functional.cross_entropy(logits_pc, concept_p, reduction="none")
    weight_p = weight_p.to(surprise_p.dtype) * compared_p
    return SumAndCount((surprise_p * weight_p).sum(), weight_p.sum())
