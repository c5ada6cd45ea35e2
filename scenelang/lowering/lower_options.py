"""What a compile may choose about lowering."""

from __future__ import annotations

from dataclasses import dataclass

from scenelang.lowering.token_grid import Straddle


@dataclass(frozen=True, slots=True)
class LowerOptions:
    """`straddle` decides tokens that reach over an edge; `max_tokens` is the longest row allowed, if any.

    `chunk` is how many instances are tokenised at once; it changes speed and memory, never the result.
    """

    straddle: Straddle = Straddle.INCLUDE
    max_tokens: int | None = None
    chunk: int = 512
