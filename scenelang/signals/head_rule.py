"""Which heads of a band must look where an attention target says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HeadRuleKind(StrEnum):
    """How the masses of the heads in a band become one loss."""

    ANY = "any"
    EACH = "each"
    MEAN = "mean"
    TOP = "top"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class HeadRule:
    """A pooling over heads: `any` (some head somewhere), `each`, `mean`, `top 2`, or `h0, h3`.

    `count` belongs to `top`; `heads` (numbers from 0) to `named`, where each named head must look.
    """

    kind: HeadRuleKind = HeadRuleKind.ANY
    count: int = 0
    heads: tuple[int, ...] = ()

    def __str__(self) -> str:
        if self.kind is HeadRuleKind.TOP:
            return f"top {self.count}"
        if self.kind is HeadRuleKind.NAMED:
            return ", ".join(f"h{head}" for head in self.heads)
        return self.kind.value
