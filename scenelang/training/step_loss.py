"""The loss of one batch: all terms, each divided by its count, each moving what it may move.

Takes: what a forward pass left, weights of the terms, counts of the step. Gives: the loss, and what each
term came to. May assume: counts are those of the whole step. Never does: run the model: text that is
exposed to some modules costs a backward pass of its own for each distinct exposure, and no forward pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor, nn

from scenelang.training.collator import TERMS
from scenelang.training.companions import Companions
from scenelang.training.exposed_parameters import ExposedParameters
from scenelang.training.losses import ForwardPass, registered_terms
from scenelang.training.token_groups import Reach


@dataclass(frozen=True, slots=True)
class Part:
    """What moves the same parameters: those of `reach`, or all where it is empty."""

    forward: ForwardPass
    reach: Reach


def parts_of(forward: ForwardPass) -> list[Part]:
    """A forward pass by what its losses may move; in one piece where nothing is exposed or moved."""
    batch = forward.batch
    if "parts" not in batch or not torch.is_grad_enabled():
        return [Part(forward, ())]
    return [Part(_cut(forward, part), part["reach"]) for part in batch["parts"]]


def loss_of(
    parts: Sequence[Part], weights: Mapping[str, float], counts: Tensor, exposed: ExposedParameters
) -> tuple[Tensor, Tensor]:
    """The loss of a batch, and the total of each term in the order of `TERMS`.

    Args:
        parts: the batch, cut by what it may move.
        weights: what the terms that are on weigh.
        counts: what each term counts in the whole step.
        exposed: finds the parameters of a reach.
    """
    first = parts[0].forward
    totals = first.logits.new_zeros(len(TERMS), dtype=torch.float32)
    loss = totals.sum()
    for part in parts:
        found, came_to = _weighed(part.forward, weights, counts)
        totals = totals + came_to
        loss = loss + (_kept_to(found, exposed.of(part.reach), first.beside) if part.reach else found)
    return loss, totals


def _weighed(forward: ForwardPass, weights: Mapping[str, float], counts: Tensor) -> tuple[Tensor, Tensor]:
    totals = forward.logits.new_zeros(len(TERMS), dtype=torch.float32)
    loss = totals.sum()
    terms = registered_terms()
    for place, term in enumerate(TERMS):
        if term not in weights or not _is_asked(term, forward.batch):
            continue
        total = terms[term](forward).total
        loss = loss + weights[term] * total / counts[place].clamp(min=torch.finfo(torch.float32).tiny)
        totals[place] = total.detach()
    return loss, totals


def _is_asked(term: str, batch: Mapping[str, Any]) -> bool:
    return ("target_token" if term == "cross_entropy" else term) in batch


def _cut(forward: ForwardPass, part: Mapping[str, Any]) -> ForwardPass:
    """The part of a forward pass: its own targets, and the logits of these."""
    whole = forward.batch
    batch: dict[str, Any] = {term: part[term] for term in TERMS if term in part}
    logits, avoided = forward.logits[:0], None
    if "said" in part:
        logits = forward.logits[part["said"]]
        batch |= {name: whole[name][part["said"]] for name in ("target_token", "target_weight")}
    if "avoided" in part and forward.avoided is not None:
        avoided = forward.avoided[part["avoided"]]
        batch["avoid"] = {name: whole["avoid"][name][part["avoided"]] for name in ("token", "weight")}
    return replace(forward, batch=batch, logits=logits, avoided=avoided)


def _kept_to(loss: Tensor, parameters: Sequence[nn.Parameter], beside: Companions | None) -> Tensor:
    """A loss of the same value whose backward pass reaches these parameters, and probes, alone."""
    if not loss.requires_grad:
        return loss
    probes = [] if beside is None else list(beside.parameters())
    wanted = (*parameters, *probes)
    found = torch.autograd.grad(loss, wanted, retain_graph=True, allow_unused=True)
    pairs = [(one, gradient) for one, gradient in zip(wanted, found, strict=True) if gradient is not None]
    if not pairs:
        return loss.detach()
    reached, gradients = zip(*pairs, strict=True)
    deposited: Tensor = _Deposited.apply(loss.detach(), gradients, *reached)
    return deposited


class _Deposited(torch.autograd.Function):
    """A number with gradients that are known already.

    They come to the parameters in the backward pass, in the way of all gradients, so that accumulation,
    scaling and averaging over devices work on them as on any other.
    """

    @staticmethod
    def forward(ctx: Any, value: Tensor, gradients: Iterable[Tensor], *_reached: Tensor) -> Tensor:
        ctx.gradients = gradients
        return value.clone()

    @staticmethod
    def backward(ctx: Any, *upstream: Tensor) -> Any:
        return None, None, *(gradient * upstream[0] for gradient in ctx.gradients)
