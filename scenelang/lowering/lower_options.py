"""What a compile may choose about lowering."""

from __future__ import annotations

from dataclasses import dataclass

from scenelang.lowering.token_grid import Straddle


@dataclass(frozen=True, slots=True)
class LowerOptions:
    """`straddle` decides tokens that reach over an edge; `max_tokens` is the longest row allowed, if any."""

    straddle: Straddle = Straddle.INCLUDE
    max_tokens: int | None = None
