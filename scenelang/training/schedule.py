"""What a loss term weighs at a step of the run."""

from __future__ import annotations

from scenelang.training.recipe_losses import TermSettings


def term_weight(settings: TermSettings, step: int, steps: int) -> float:
    """The weight of a term at step `step` (from 0) of `steps`.

    It rises in a straight line over the warm-up, stays, and falls in a straight line over the fade.
    """
    weight = settings.weight
    if settings.warmup > 0:
        weight *= min(1.0, (step + 1) / (settings.warmup * steps))
    if settings.anneal is None:
        return weight
    start, end = settings.anneal.start * steps, settings.anneal.end * steps
    if step >= end:
        return 0.0
    return weight if step <= start else weight * (end - step) / (end - start)
