"""Which characters each span of a scene covers in one instance, and which tokens it owns.

Takes the checked scene's spans and the scene's parts, once; then a rendering and its grid, per instance.
Gives token runs, certificates, and what is wrong with an edge. May assume nothing of the tokenizer.
Never drops part of a character: ownership is by overlap of character ranges.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Diagnostic
from scenelang.lowering.messages import SpanWithoutToken, TokenMustNotStraddle, TokenStraddles
from scenelang.lowering.render_text import Rendering
from scenelang.lowering.scene_text import SceneText
from scenelang.lowering.scene_tokenizer import SceneTokenizer
from scenelang.lowering.token_grid import Straddle, TokenGrid
from scenelang.source import Span
from scenelang.tokens import SpanCertificate

NAMELESS = "this span"
"""What messages call a span without an id."""


class SpanRun(NamedTuple):
    """A span in one instance: its characters `start..end` and its tokens `first..stop`."""

    start: int
    end: int
    first: int
    stop: int


class SpanFinder:
    """Finds the spans of one scene in each instance."""

    def __init__(self, checked: CheckedScene, scene: SceneText, straddle: Straddle) -> None:
        self._scene = scene
        self._straddle = straddle
        self._implicit = {entry.id: entry.beat for entry in checked.spans.values() if entry.marked is None}

    def find(self, rendering: Rendering, grid: TokenGrid) -> tuple[list[SpanRun], dict[str, SpanRun]]:
        """Every marked span in the order of the text, and every named one (beats too) by its id."""
        starts, ends = rendering.starts, rendering.ends
        runs, named = [], {}
        own = grid.inside if self._straddle is Straddle.EXCLUDE else grid.covering
        for mark in self._scene.marks:
            start, end = starts[mark.first], ends[mark.last]
            run = SpanRun(start, end, *own(start, end))
            runs.append(run)
            if mark.id:
                named[mark.id] = run
        for name, beat in self._implicit.items():
            start, end = rendering.beats[beat]
            named[name] = SpanRun(start, end, *own(start, end))
        return runs, named

    def problems(self, runs: list[SpanRun], grid: TokenGrid, found_in: str) -> Iterator[Diagnostic]:
        """Marked spans without a token, and tokens that reach over an edge."""
        for mark, run in zip(self._scene.marks, runs, strict=True):
            span = f"span `{mark.id}`" if mark.id else NAMELESS
            for token in _crossing(run, grid):
                yield self._crossed(mark.place, span, grid.pieces[token], found_in)
            if run.first >= run.stop:
                yield SpanWithoutToken(mark.place, span, found_in)

    def sound(self, runs: list[SpanRun], grid: TokenGrid) -> bool:
        """True when `problems` has nothing to say; cheap, for the many instances where that is so."""
        lefts, rights = grid.lefts, grid.rights
        for start, end, first, stop in runs:
            if first >= stop or lefts[first] < start or rights[stop - 1] > end:
                return False
        return self._straddle is not Straddle.EXCLUDE or not any(_crossing(run, grid) for run in runs)

    def certificates(
        self, rendering: Rendering, runs: list[SpanRun], grid: TokenGrid, tokenizer: SceneTokenizer
    ) -> tuple[SpanCertificate, ...]:
        """For each named span of the text, what its tokens decode to."""
        text, ids, decode = rendering.text, grid.ids, tokenizer.decode
        return tuple(
            SpanCertificate(mark.id, first, stop, text[start:end], decode(ids[first:stop]))
            for mark, (start, end, first, stop) in zip(self._scene.marks, runs, strict=True)
            if mark.id
        )

    def _crossed(self, place: Span, span: str, token: str, found_in: str) -> Diagnostic:
        if self._straddle is Straddle.ERROR:
            return TokenMustNotStraddle(place, span, token, found_in)
        done = "taken in whole" if self._straddle is Straddle.INCLUDE else "left out"
        return TokenStraddles(place, span, token, done, found_in)


def _crossing(run: SpanRun, grid: TokenGrid) -> list[int]:
    """The tokens that reach over an edge of a span with more than white space."""
    first, stop = grid.covering(run.start, run.end)
    lefts, rights = grid.lefts, grid.rights
    return [token for token in range(first, stop) if lefts[token] < run.start or rights[token] > run.end]
