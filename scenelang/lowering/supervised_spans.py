"""Which characters each span of a scene covers in one instance, and which tokens it owns.

Takes the checked scene's spans and the scene's parts, once; then a rendering and its grid, per instance.
Gives token runs, certificates, and what is wrong with an edge. May assume nothing of the tokenizer.
Never drops part of a character: ownership is by overlap of character ranges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Diagnostic
from scenelang.lowering.meant_text import Covered, means_its_text
from scenelang.lowering.messages import SpanWithoutToken, TokenMustNotStraddle, TokenStraddles
from scenelang.lowering.messages_tokenizer import TokensMeanOtherText
from scenelang.lowering.render_text import Rendering
from scenelang.lowering.scene_text import SceneText
from scenelang.lowering.scene_tokenizer import SceneTokenizer
from scenelang.lowering.span_names import NAMELESS
from scenelang.lowering.straddle import Straddle
from scenelang.lowering.token_grid import TokenGrid
from scenelang.source import Span
from scenelang.tokens import SpanCertificate


class SpanRun(NamedTuple):
    """A span in one instance: its characters `start..end` and its tokens `first..stop`."""

    start: int
    end: int
    first: int
    stop: int


class _Sought(NamedTuple):
    """A span to be found: the parts it covers, its name (empty where it has none), its place."""

    name: str
    first: int
    last: int
    place: Span

    @property
    def said(self) -> str:
        return f"span `{self.name}`" if self.name else NAMELESS


class SpanFinder:
    """Finds the spans of one scene in each instance.

    Runs come in the order of the scene's marks, and behind them those of the spans of recalled scenes that
    some target names.
    """

    def __init__(self, checked: CheckedScene, scene: SceneText, straddle: Straddle) -> None:
        own = (_Sought(mark.id, mark.first, mark.last, mark.place) for mark in scene.marks)
        foreign = [(one.used, _Sought(one.name, one.first, one.last, one.place)) for one in scene.foreign]
        self._sought = (*own, *(span for used, span in foreign if used))
        self._idle = tuple(span for used, span in foreign if not used)
        self._straddle = straddle
        entries = (entry for entry in checked.spans.values() if entry.marked is None and not entry.scene)
        self._implicit = {entry.id: entry.beat for entry in entries}

    def find(self, rendering: Rendering, grid: TokenGrid) -> tuple[list[SpanRun], dict[str, SpanRun]]:
        """Every marked span in the order of the text, and every named one (beats too) by its id."""
        starts, ends = rendering.starts, rendering.ends
        runs, named = [], {}
        own = grid.inside if self._straddle is Straddle.EXCLUDE else grid.covering
        for name, first, last, _ in self._sought:
            start, end = starts[first], ends[last]
            run = SpanRun(start, end, *own(start, end))
            runs.append(run)
            if name:
                named[name] = run
        for name, beat in self._implicit.items():
            start, end = rendering.beats[beat]
            named[name] = SpanRun(start, end, *own(start, end))
        for name, first, last, _ in self._idle:
            start, end = starts[first], ends[last]
            named[name] = SpanRun(start, end, *own(start, end))
        return runs, named

    def problems(self, runs: list[SpanRun], grid: TokenGrid, found_in: str) -> Iterator[Diagnostic]:
        """Spans without a token, and tokens that reach over an edge."""
        for span, run in zip(self._sought, runs, strict=True):
            for token in _crossing(run, grid):
                yield self._crossed(span.place, span.said, grid.pieces[token], found_in)
            if run.first >= run.stop:
                yield SpanWithoutToken(span.place, span.said, found_in)

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
            SpanCertificate(name, first, stop, text[start:end], decode(ids[first:stop]))
            for (name, _, _, _), (start, end, first, stop) in zip(self._sought, runs, strict=True)
            if name
        )

    def misread(
        self,
        text: str,
        grid: TokenGrid,
        certificates: tuple[SpanCertificate, ...],
        tokenizer: SceneTokenizer,
        found_in: Callable[[], str],
    ) -> Iterator[Diagnostic]:
        """Certificates that do not say what stands there, the tokenizer's own normalisation aside."""
        for proof in certificates:
            if proof.start >= proof.end:
                continue
            covered = text[grid.lefts[proof.start] : grid.rights[proof.end - 1]]
            if covered == proof.decoded.strip():
                continue
            if not _agrees(text, grid, proof, tokenizer):
                place = next(span.place for span in self._sought if span.name == proof.span)
                yield TokensMeanOtherText(
                    place, f"span `{proof.span}`", proof.decoded.strip(), covered, found_in()
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


def _agrees(text: str, grid: TokenGrid, proof: SpanCertificate, tokenizer: SceneTokenizer) -> bool:
    """True when the tokens of a certificate mean the characters that they cover."""
    covered = Covered(text, grid.lefts[proof.start], grid.rights[proof.end - 1])
    return means_its_text(covered, grid.ids[proof.start : proof.end], proof.decoded, tokenizer)
