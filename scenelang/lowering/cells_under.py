"""What tokens take from the cells under them: weight, beat and source.

Takes a scene's cells and weights, once; then the cells of texts and ranges of them. Gives columns, one item
a range. May assume that no range is empty but for its source. Never makes less of a token that lies over an
edge: such are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenelang.lowering.cell_table import Kind, Numbers
from scenelang.lowering.scene_text import NOWHERE, SceneText


class Weighed(NamedTuple):
    """For each range its weight, that of its unlikelihood (one of the two is 0), and its beat."""

    weights: list[float]
    avoid: list[float]
    beats: list[int]


class CellsUnder:
    """Looks under the tokens of one scene. `avoided` are the numbers of marks; `inclusive` is the policy.

    A token weighs what its beat does, times every span that the policy gives it to: those around any of its
    cells, or those around all.
    """

    def __init__(
        self, scene: SceneText, beat_weights: Sequence[float], avoided: Collection[int], *, inclusive: bool
    ) -> None:
        self._table = scene.cells
        self._marks = [mark.weight for mark in scene.marks]
        self._beat_weights = beat_weights
        self._avoided = frozenset(avoided)
        self._inclusive = inclusive
        self._known: dict[tuple[int, ...], tuple[float, float]] = {}
        kinds = self._table.of
        weighed = [self._weigh((kind,)) for kind in kinds]
        self._weights, self._avoid = np.array(weighed, np.float64).reshape(-1, 2).T
        self._beats = np.array([kind.beat for kind in kinds], np.int64)
        self._texts = np.array([kind.text for kind in kinds], np.int64)

    def weighed(self, cells: NDArray[np.intc], first: Numbers, last: Numbers) -> Weighed:
        """What the ranges `first..last` of cells weigh, `last` included."""
        kinds = self._table.kinds[cells]
        block = _counted(kinds[1:] != kinds[:-1])
        here = kinds[first]
        weights, avoid = self._weights[here], self._avoid[here]
        for token in np.flatnonzero(block[first] != block[last]).tolist():
            under = tuple(dict.fromkeys(kinds[first[token] : last[token] + 1].tolist()))
            if under not in self._known:
                self._known[under] = self._weigh([self._table.of[kind] for kind in under])
            weights[token], avoid[token] = self._known[under]
        return Weighed(weights.tolist(), avoid.tolist(), self._beats[here].tolist())

    def sources(self, cells: NDArray[np.intc], first: Numbers, stop: Numbers) -> list[tuple[int, int]]:
        """Where the ranges `first..stop` were written: their written cells, as far as they run forward."""
        table = self._table
        starts, ends, texts = table.starts[cells], table.ends[cells], self._texts[table.kinds[cells]]
        nowhere = starts == NOWHERE
        breaks = (starts[1:] < ends[:-1]) | (texts[1:] != texts[:-1]) | (nowhere[1:] != nowhere[:-1])
        broken = _counted(breaks & (cells[1:] != cells[:-1]))
        last = np.maximum(stop - 1, first)
        begins, finishes = starts[first], ends[last]
        torn = np.flatnonzero(broken[first] != broken[last]).tolist()
        for token in torn:
            begins[token], finishes[token] = self._forward(cells[first[token] : stop[token]].tolist())
        empty = first == stop
        begins[empty] = finishes[empty] = NOWHERE
        return list(zip(begins.tolist(), finishes.tolist(), strict=True))

    def _weigh(self, kinds: Sequence[Kind]) -> tuple[float, float]:
        weighing = [kind for kind in kinds if kind.weighs]
        if not weighing:
            return 0.0, 0.0
        held = set(weighing[0].marks)
        for kind in weighing[1:]:
            held = held.union(kind.marks) if self._inclusive else held.intersection(kind.marks)
        weight = self._beat_weights[weighing[0].beat]
        for mark in sorted(held):
            weight *= self._marks[mark]
        return (weight, 0.0) if held.isdisjoint(self._avoided) else (0.0, weight)

    def _forward(self, cells: Sequence[int]) -> tuple[int, int]:
        """From the first written cell on, as far as the next one stands behind it in the same file."""
        table = self._table
        written = [cell for cell in dict.fromkeys(cells) if table.starts[cell] != NOWHERE]
        if not written:
            return NOWHERE, NOWHERE
        stop, text = int(table.ends[written[0]]), self._texts[table.kinds[written[0]]]
        for cell in written[1:]:
            if table.starts[cell] < stop or self._texts[table.kinds[cell]] != text:
                break
            stop = int(table.ends[cell])
        return int(table.starts[written[0]]), stop


def _counted(changes: NDArray[np.bool_]) -> Numbers:
    """How many changes there were up to each place."""
    counts = np.zeros(len(changes) + 1, np.int64)
    np.cumsum(changes, out=counts[1:])
    return counts
