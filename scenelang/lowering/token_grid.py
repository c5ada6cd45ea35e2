"""Lays a rendered text and its tokens over each other.

Takes a `Rendering` and the tokens of its text. Gives a `TokenGrid`: for every token its piece, weights, beat
and source, and which tokens a range of characters owns. May assume that offsets go through the text in order.
Never moves an edge in silence: what a token carries over an edge is decided by the policy and reported.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from operator import add, sub
from typing import NamedTuple

from scenelang.lowering.render_text import Rendering
from scenelang.lowering.scene_text import NOWHERE, SceneText
from scenelang.lowering.scene_tokenizer import Tokenised
from scenelang.source import Span

_REMEMBERED = 1 << 17


class Straddle(StrEnum):
    """To whom a token belongs that reaches over a span's edge with more than white space."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    ERROR = "error"


class TokenGrid(NamedTuple):
    """One instance's tokens. `lefts` and `rights` bound each token without the white space at its ends.

    White space alone counts whole. `counts` says whether a token holds a letter, digit or symbol. `avoid` is
    empty in scenes that avoid nothing.
    """

    ids: list[int]
    pieces: tuple[str, ...]
    weights: tuple[float, ...]
    avoid: tuple[float, ...]
    beats: tuple[int, ...]
    sources: tuple[tuple[int, int], ...]
    lefts: Sequence[int]
    rights: Sequence[int]
    counts: Sequence[bool]

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that share characters with a range, as a half-open run of token numbers."""
        first = bisect_right(self.rights, start)
        return first, max(first, bisect_left(self.lefts, end))

    def inside(self, start: int, end: int) -> tuple[int, int]:
        """Those of `covering` that reach over neither edge."""
        first, last = self.covering(start, end)
        while first < last and self.lefts[first] < start:
            first += 1
        while first < last and self.rights[last - 1] > end:
            last -= 1
        return first, last

    def last_content(self, first: int, end: int) -> int:
        """The last token of a run that holds a letter, digit or symbol; else the run's last token."""
        for token in range(end - 1, first - 1, -1):
            if self.counts[token]:
                return token
        return end - 1


class _Token(NamedTuple):
    """What there is to know of a token from its piece and the cells under it."""

    piece: str
    weight: float
    avoid: float
    beat: int
    source: tuple[int, int]
    lead: int
    trail: int
    counts: bool


_NO_TOKENS = TokenGrid([], (), (), (), (), (), (), (), ())


class GridMaker:
    """Makes the grids of one scene.

    What is known of a token follows from its piece and the first and last cell under it, as long as these lie
    in one part or in two neighbouring ones (see `SceneText`); so it is worked out once and remembered.
    """

    def __init__(
        self,
        scene: SceneText,
        beat_weights: tuple[float, ...],
        straddle: Straddle,
        avoided: frozenset[Span] = frozenset(),
    ) -> None:
        self._cells = scene.cells
        self._marks = scene.marks
        self._beat_weights = beat_weights
        self._avoided = {number for number, mark in enumerate(scene.marks) if mark.place in avoided}
        self._inclusive = straddle is not Straddle.EXCLUDE
        self._known: dict[tuple[int, int, str], _Token] = {}

    def lay(self, rendering: Rendering, tokens: Tokenised) -> TokenGrid:
        """The grid of one instance. The first token's weight is 0: nothing predicts it."""
        ids, offsets = tokens
        if not ids:
            return _NO_TOKENS
        text, cells = rendering.text, rendering.cells
        known = self._known
        try:
            found = [known[cells[start], cells[end - 1], text[start:end]] for start, end in offsets]
        except KeyError:
            found = [self._token(text[start:end], cells[start:end] or cells[-1:]) for start, end in offsets]
        pieces, weights, avoid, beats, sources, leads, trails, counts = zip(*found, strict=True)
        starts, ends = zip(*offsets, strict=True)
        lefts, rights = tuple(map(add, starts, leads)), tuple(map(sub, ends, trails))
        weights, avoid = (0.0, *weights[1:]), (0.0, *avoid[1:]) if self._avoided else ()
        return TokenGrid(ids, pieces, weights, avoid, beats, sources, lefts, rights, counts)

    def _token(self, piece: str, cells: list[int]) -> _Token:
        return self._known.get((cells[0], cells[-1], piece)) or self._learn(piece, cells)

    def _learn(self, piece: str, cells: list[int]) -> _Token:
        content = piece.strip()
        lead = len(piece) - len(piece.lstrip()) if content else 0
        trail = len(piece) - len(piece.rstrip()) if content else 0
        inner = cells[lead : len(cells) - trail]
        weight, avoid = self._weigh(inner)
        token = _Token(
            piece=piece,
            weight=weight,
            avoid=avoid,
            beat=self._cells[inner[0]].beat,
            source=self._source(cells) if piece else (NOWHERE, NOWHERE),
            lead=lead,
            trail=trail,
            counts=any(unicodedata.category(sign)[0] in "LNS" for sign in content),
        )
        if piece and self._cells[cells[-1]].part - self._cells[cells[0]].part in (0, 1):
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[cells[0], cells[-1], piece] = token
        return token

    def _weigh(self, cells: list[int]) -> tuple[float, float]:
        """A token's weight and the weight of its unlikelihood; one of the two is 0.

        It is its beat's, times that of every span that the policy gives it to.
        """
        weighing = [cell for cell in map(self._cells.__getitem__, cells) if cell.weighs]
        if not weighing:
            return 0.0, 0.0
        around = [set(cell.marks) for cell in weighing]
        held = set.union(*around) if self._inclusive else set.intersection(*around)
        weight = self._beat_weights[weighing[0].beat]
        for mark in sorted(held):
            weight *= self._marks[mark].weight
        return (weight, 0.0) if held.isdisjoint(self._avoided) else (0.0, weight)

    def _source(self, cells: list[int]) -> tuple[int, int]:
        """The place of a token: its written cells, as far as they run forward in the file."""
        written = [self._cells[cell] for cell in cells if self._cells[cell].start != NOWHERE]
        if not written:
            return NOWHERE, NOWHERE
        begin, stop = written[0].start, written[0].end
        for before, cell in pairwise(written):
            if cell is not before and (cell.start < stop or cell.text != before.text):
                break
            stop = cell.end
        return begin, stop
