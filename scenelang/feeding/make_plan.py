"""From what was asked for to the plan that follows from it.

Takes: parts, order, seed and packing, and the rows that were chosen.
Gives: the plan, with settings that name everything its sequence depends on.
May assume: what was asked for is sound.
Never does: look at tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenelang.feeding.feed_rows import FeedRows
from scenelang.feeding.interleave import Interleave
from scenelang.feeding.permutation import mixed_key
from scenelang.feeding.plan import Plan
from scenelang.feeding.row_scores import row_scores
from scenelang.feeding.settings import (
    AsWritten,
    Curriculum,
    Order,
    Pacing,
    Packing,
    Part,
    described,
    whole_weights,
)
from scenelang.feeding.strand import Paced, Strand

Ints = NDArray[np.int64]


class Asked(NamedTuple):
    """What a feed is to read, and how; `run_rows` is None where nothing depends on it."""

    parts: tuple[Part, ...]
    order: Order
    seed: int
    packing: Packing | None
    run_rows: int | None

    @property
    def weighted(self) -> bool:
        """Whether parts are dealt by weight instead of being one heap."""
        return self.parts[0].weight is not None

    @property
    def pacing(self) -> Pacing | None:
        """How the curriculum opens, where it does."""
        return self.order.pacing if isinstance(self.order, Curriculum) else None


def make_plan(asked: Asked, rows: FeedRows, heaps: Sequence[Ints]) -> Plan:
    """The plan for heaps of rows: one for each part where they are weighted, else one."""
    order, run_rows = asked.order, asked.run_rows or 0
    scores = row_scores(order.by, rows) if isinstance(order, Curriculum) else None
    weights = _weights(asked)
    strands = []
    for number, heap in enumerate(heaps):
        key = mixed_key(asked.seed, number)
        run = run_rows * weights[number] / sum(weights)
        strands.append(_strand(heap, order, scores, key, run))
    turns = Interleave(weights) if len(strands) > 1 else None
    return Plan(strands, turns, _settings(asked, rows))


def _weights(asked: Asked) -> tuple[int, ...]:
    if not asked.weighted:
        return (1,)
    return whole_weights([part.weight for part in asked.parts if part.weight is not None])


def _strand(heap: Ints, order: Order, scores: NDArray[np.float64] | None, key: int, run: float) -> Strand:
    if not isinstance(order, Curriculum) or scores is None:
        return Strand(heap, None if isinstance(order, AsWritten) else key)
    mine = scores[heap]
    easiest_first = heap[np.argsort(-mine if order.descending else mine, kind="stable")]
    if order.pacing is None:
        return Strand(easiest_first, None)
    return Strand(easiest_first, key, Paced(order.pacing, run))


def _settings(asked: Asked, rows: FeedRows) -> dict[str, Any]:
    """All that the sequence of items depends on, by the names that messages use."""
    digests = [folder.manifest.digest for folder in rows.folders]
    said: dict[str, Any] = {
        "shards": digests,
        "parts": [
            [digests.index(part.shards.manifest.digest), part.split, part.stratum, part.weight]
            for part in asked.parts
        ],
        **described(asked.order),
    }
    if not isinstance(asked.order, AsWritten):
        said["seed"] = asked.seed
    if asked.packing is not None:
        said["packing"] = [asked.packing.tokens, asked.packing.lookahead]
    if asked.pacing is not None:
        said["rows of the run"] = asked.run_rows
    return said
