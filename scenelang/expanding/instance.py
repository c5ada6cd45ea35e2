"""One instance of a scene: what its variables stand for, and in which order its lines come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenelang.tokens import Split


@dataclass(frozen=True, slots=True)
class Instance:
    """Instance `number` of a scene.

    `binding` gives each variable's value as text. `line_orders[beat]` lists, for each shuffled beat (by
    number), which line stands at each place. `split` depends on the binding alone.
    """

    number: int
    binding: Mapping[str, str]
    split: Split
    line_orders: Mapping[int, tuple[int, ...]]
