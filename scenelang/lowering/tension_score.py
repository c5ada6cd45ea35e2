"""One number for how far a scene moves its reader."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt


def curriculum_score(tension: Sequence[Sequence[float]]) -> float:
    """The mean of the tension vector's peak, its mean and its path length.

    Args:
        tension: One vector per beat, each value in 0..1.

    Returns:
        0.0 for a scene without tension. Peak and mean lie in 0..1. The path length is the sum over
        neighbouring beats of the Euclidean length of the change, divided by the root of the number of axes,
        so that a swing of all axes from 0 to 1 counts 1 however many they are; it has no upper bound.
    """
    values = [value for vector in tension for value in vector]
    if not values:
        return 0.0
    axes = len(tension[0])
    steps = (
        sqrt(sum((after - before) ** 2 for before, after in zip(one, two, strict=True)) / axes)
        for one, two in pairwise(tension)
    )
    return (max(values) + sum(values) / len(values) + sum(steps)) / 3
