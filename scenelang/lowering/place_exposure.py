"""Turns what each beat may move into ranges of tokens, for one instance.

Takes what every beat is exposed to, once; then an instance's beats by token and what of it is learned. Gives
the exposed ranges, and each `expose` that holds for nothing. May assume nothing of the order of beats.
A recalled text goes by the `expose` of the scene that recalls it: it is not learned, but targets stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from scenelang.model import Exposure, Scene
from scenelang.source import Span
from scenelang.tokens import AttentionTarget, ExposedTokens, HiddenTarget


class ExposurePlacer:
    """Places the exposure of one scene. It is not to be asked where no beat is exposed to anything."""

    def __init__(self, scene: Scene, exposure: Sequence[tuple[Exposure, ...]]) -> None:
        self._exposure = tuple(exposure)
        self._scene = scene.expose
        written = (scene.expose, *(beat.expose for beat in scene.beats))
        self._places = tuple(exposures[0].place for exposures in written if exposures)

    def place(self, beats: Sequence[int]) -> tuple[ExposedTokens, ...]:
        """The exposed ranges, in order; neighbouring beats that are exposed alike make one range."""
        return tuple(
            ExposedTokens(start, end, one.module, one.layers, one.place)
            for start, end, exposures in self._runs(beats)
            for one in exposures
        )

    def dead(self, beats: Sequence[int], learned: Sequence[bool]) -> tuple[Span, ...]:
        """The place of each `expose` that holds for no learned token."""
        alive = {
            exposures[0].place
            for start, end, exposures in self._runs(beats)
            if exposures and any(learned[start:end])
        }
        return tuple(place for place in self._places if place not in alive)

    def _runs(self, beats: Sequence[int]) -> Iterator[tuple[int, int, tuple[Exposure, ...]]]:
        start = 0
        for exposures, tokens in groupby(beats, key=self._of_beat):
            end = start + sum(1 for _ in tokens)
            yield start, end, exposures
            start = end

    def _of_beat(self, beat: int) -> tuple[Exposure, ...]:
        return self._exposure[beat] if beat >= 0 else self._scene


def learned_tokens(
    weights: Sequence[float],
    avoid: Sequence[float],
    attention: Sequence[AttentionTarget],
    hidden: Sequence[HiddenTarget],
) -> list[bool]:
    """For each token, whether anything is learned there: its text, what not to say, or a target."""
    learned = [bool(weight) for weight in weights]
    for token, weight in enumerate(avoid):
        learned[token] = learned[token] or bool(weight)
    for look in attention:
        for query in look.queries:
            learned[query] = True
    for hold in hidden:
        if hold.weight:
            for position in hold.positions:
                learned[position] = True
    return learned
