"""Is there anything to avoid in each span that is marked `avoid`.

Takes: a scene, what its beats weigh, and its spans.
Gives: an error for each `avoid` that weighs nothing whatever the tokens are.
May assume: the factors are those of the beats, in their order.
Never does: count tokens; what only they show is found when the scene is lowered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scenelang.checking.messages_order import AvoidsWhatWeighsNothing
from scenelang.checking.span_table import SpanTable
from scenelang.diagnostics import Collector
from scenelang.model import Beat, MarkedSpan, Scene, Stratum, TextPiece, Verb


class _Cause(NamedTuple):
    """Why a text weighs nothing, and what may be done about it."""

    reason: str
    what_to_do: str


_NOISE = _Cause("this beat is noise", "drop `avoid`, or give the beat another stratum")
_BEAT = _Cause("this beat has the weight 0", "drop `avoid`, or give the beat a weight above 0")
_READ = _Cause("this text is `read`", "drop `avoid` if it is only to be read, else drop `read`")
_ZERO = _Cause("this text has the weight 0", "drop `avoid`, or make `w=` more than 0")
_INSIDE = _Cause("all text in this span weighs nothing", "drop `avoid`, or give the spans inside it a weight")


def check_avoid(
    scene: Scene,
    factors: tuple[float, ...],
    strata: tuple[Stratum, ...],
    spans: SpanTable,
    found: Collector,
) -> None:
    """Reports each outermost `avoid` whose text weighs nothing."""
    if scene.unread & {"beats", "stratum"}:
        return
    revised = frozenset(line.target.text for line in scene.references if line.verb is Verb.REVISES)
    for beat_id, beat, factor, stratum in zip(spans.beat_ids, scene.beats, factors, strata, strict=True):
        if not any(span.avoid for span in beat.text.spans()):
            continue
        is_revised = beat_id in revised and spans.entries[beat_id].marked is None
        cause = _of_beat(factor, stratum) or (_revised(beat_id) if is_revised else None)
        for span, why in _useless(beat, cause, revised):
            found.add(AvoidsWhatWeighsNothing(span.place, why.reason, why.what_to_do))


def _of_beat(factor: float, stratum: Stratum) -> _Cause | None:
    if stratum is Stratum.NOISE:
        return _NOISE
    return None if factor else _BEAT


def _revised(name: str) -> _Cause:
    return _Cause(
        f"`revises {name}` takes this text back",
        f"drop `avoid`: `revises` makes it weigh nothing already; or take `revises {name}` out, to avoid it",
    )


def _of_span(span: MarkedSpan, revised: frozenset[str]) -> _Cause | None:
    if span.id is not None and span.id.text in revised:
        return _revised(span.id.text)
    if span.read:
        return _READ
    return None if span.weight else _ZERO


def _useless(
    beat: Beat, cause: _Cause | None, revised: frozenset[str]
) -> Iterator[tuple[MarkedSpan, _Cause]]:
    """The outermost spans of a beat in which `avoid` weighs nothing, each with the outermost cause."""
    waiting = [(piece, cause) for piece in beat.text.pieces]
    while waiting:
        piece, why = waiting.pop()
        if not isinstance(piece, MarkedSpan):
            continue
        why = why or _of_span(piece, revised)
        if piece.avoid and not why and not any(_weighs(piece.children, revised)):
            why = _INSIDE
        if piece.avoid and why:
            yield piece, why
        else:
            waiting += [(child, why) for child in piece.children]


def _weighs(pieces: tuple[TextPiece, ...], revised: frozenset[str]) -> Iterator[bool]:
    """True for each piece of text that no span around it silences."""
    for piece in pieces:
        if not isinstance(piece, MarkedSpan):
            yield True
        elif _of_span(piece, revised) is None:
            yield from _weighs(piece.children, revised)
