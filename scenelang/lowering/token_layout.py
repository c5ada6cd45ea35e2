"""Lays rendered texts and their tokens over each other, a handful of instances at a time.

Takes renderings and the tokens of their texts. Gives a `TokenGrid` of each: for every token its piece,
weights, beat and source, and which tokens a range of characters owns. May assume that offsets go through the
text in order. Never moves an edge in silence: what a token carries over an edge is decided by the policy and
reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import numpy as np

from scenelang.lowering.cell_table import Numbers
from scenelang.lowering.cells_under import CellsUnder, Weighed
from scenelang.lowering.piece_shapes import shapes_of
from scenelang.lowering.render_text import Rendering
from scenelang.lowering.scene_text import SceneText
from scenelang.lowering.scene_tokenizer import Tokenised
from scenelang.lowering.straddle import Straddle
from scenelang.lowering.token_grid import NO_TOKENS, TokenGrid
from scenelang.source import Span


class _Laid(NamedTuple):
    """A rendering with its tokens, and the pieces of its text that they cover."""

    rendering: Rendering
    tokens: Tokenised
    pieces: tuple[str, ...]


class _Columns(NamedTuple):
    """What the tokens of a portion are, instance after instance; edges count from the start of their text."""

    weighed: Weighed
    sources: list[tuple[int, int]]
    lefts: list[int]
    rights: list[int]
    counts: list[bool]


class GridMaker:
    """Makes the grids of one scene."""

    def __init__(
        self,
        scene: SceneText,
        beat_weights: tuple[float, ...],
        straddle: Straddle,
        avoided: frozenset[Span] = frozenset(),
    ) -> None:
        spans = {number for number, mark in enumerate(scene.marks) if mark.place in avoided}
        self._under = CellsUnder(scene, beat_weights, spans, inclusive=straddle is not Straddle.EXCLUDE)
        self._avoids = bool(spans)

    def lay(self, instances: Iterable[tuple[Rendering, Tokenised]]) -> Iterator[TokenGrid]:
        """The grid of each instance. The first token's weight is 0: nothing predicts it."""
        laid = [_laid(*one) for one in instances]
        grids = self._grids([one for one in laid if one.pieces])
        return (next(grids) if one.pieces else NO_TOKENS for one in laid)

    def _grids(self, portion: Sequence[_Laid]) -> Iterator[TokenGrid]:
        if not portion:
            return
        (weights, avoid, beats), sources, lefts, rights, counts = self._columns(portion)
        edges = accumulate((len(one.pieces) for one in portion), initial=0)
        for one, (first, stop) in zip(portion, pairwise(edges), strict=True):
            weights[first] = avoid[first] = 0.0
            yield TokenGrid(
                one.tokens.ids,
                one.pieces,
                tuple(weights[first:stop]),
                tuple(avoid[first:stop]) if self._avoids else (),
                tuple(beats[first:stop]),
                tuple(sources[first:stop]),
                lefts[first:stop],
                rights[first:stop],
                counts[first:stop],
            )

    def _columns(self, portion: Sequence[_Laid]) -> _Columns:
        lengths = np.array([len(one.rendering.cells) for one in portion])
        sizes = np.array([len(one.pieces) for one in portion])
        cells = np.concatenate([np.asarray(one.rendering.cells, np.intc) for one in portion])
        starts, ends = _edges(portion, int(sizes.sum()))
        shapes = shapes_of(chain.from_iterable(one.pieces for one in portion), len(starts))
        lefts, rights = starts + shapes.leads, ends - shapes.trails
        base = np.repeat(np.cumsum(lengths) - lengths, sizes)
        # A token without a character takes after the last one of its text.
        empty, last = starts == ends, np.repeat(np.cumsum(lengths) - 1, sizes)
        first_cells = np.where(empty, last, base + lefts)
        last_cells = np.where(empty, last, base + rights - 1)
        return _Columns(
            self._under.weighed(cells, first_cells, last_cells),
            self._under.sources(cells, base + starts, base + ends),
            lefts.tolist(),
            rights.tolist(),
            shapes.counts,
        )


def _laid(rendering: Rendering, tokens: Tokenised) -> _Laid:
    text = rendering.text
    return _Laid(rendering, tokens, tuple([text[start:end] for start, end in tokens.offsets]))


def _edges(portion: Sequence[_Laid], count: int) -> tuple[Numbers, Numbers]:
    """Where each token starts and ends in its own text."""
    flat = chain.from_iterable(chain.from_iterable(one.tokens.offsets for one in portion))
    starts, ends = np.fromiter(flat, np.int64, 2 * count).reshape(count, 2).T
    return starts, ends
