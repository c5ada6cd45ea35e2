"""Is anything in the scene learned at all.

Weights multiply, so the weight of every piece of text is known here up to the values of variables. A scene
whose every piece has weight 0 would pass through training without a trace.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenelang.checking.messages_order import AllWeightsZero
from scenelang.checking.span_table import SpanTable
from scenelang.diagnostics import Collector
from scenelang.model import Literal, MarkedSpan, Scene, Stratum, TextPiece, Verb


def check_weights(
    scene: Scene,
    factors: tuple[float, ...],
    strata: tuple[Stratum, ...],
    spans: SpanTable,
    found: Collector,
) -> bool:
    """Reports a scene without any text that is learned; False then. Scenes of noise are meant to be so."""
    if scene.stratum is Stratum.NOISE or scene.unread & {"beats", "stratum"} or not scene.beats:
        return True
    revised = {line.target.text for line in scene.references if line.verb is Verb.REVISES}
    for beat_id, beat, factor, stratum in zip(spans.beat_ids, scene.beats, factors, strata, strict=True):
        is_revised = beat_id in revised and spans.entries[beat_id].marked is None
        if (
            factor
            and stratum is not Stratum.NOISE
            and not is_revised
            and any(_learned(beat.text.pieces, revised))
        ):
            return True
    found.add(AllWeightsZero(scene.id.place))
    return False


def _learned(pieces: tuple[TextPiece, ...], revised: set[str]) -> Iterator[bool]:
    """True for each piece of text with a weight above 0."""
    for piece in pieces:
        if not isinstance(piece, MarkedSpan):
            yield not isinstance(piece, Literal) or bool(piece.text.strip())
        elif not piece.read and piece.weight and (piece.id is None or piece.id.text not in revised):
            yield from _learned(piece.children, revised)
