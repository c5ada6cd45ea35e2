"""What each loss term came to since the last report, over all batches and devices."""

from __future__ import annotations

from collections.abc import Callable, Collection

import torch
from torch import Tensor

from scenelang.training.collator import TERMS


class TermRecord:
    """Running sums and counts of the terms on one device."""

    def __init__(self) -> None:
        self._sums: Tensor | None = None

    def add(self, totals: Tensor, counts: Tensor, on: Collection[str]) -> None:
        """Adds what the terms came to in a batch and what they counted, for those that are on."""
        asked = torch.tensor([term in on for term in TERMS], device=totals.device)
        found = torch.stack((totals, counts.to(totals) * asked))
        self._sums = found if self._sums is None else self._sums + found

    def means(self, over_devices: Callable[[Tensor], Tensor]) -> dict[str, float]:
        """The mean of each term that counted something, and a fresh start."""
        if self._sums is None:
            return {}
        sums, counts = over_devices(self._sums).tolist()
        self._sums = None
        return {
            term: total / count for term, total, count in zip(TERMS, sums, counts, strict=True) if count > 0
        }
