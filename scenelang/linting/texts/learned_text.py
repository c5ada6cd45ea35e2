"""How much of a scene's text is learned, in characters.

Takes: a checked scene.
Gives: how many characters each beat has, and how many of them have a weight.
May assume: the scene is sound.
Never does: draw, or count tokens: a variable counts as so many characters as values often have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scenelang.checking import CheckedScene
from scenelang.linting.asked import asked_of
from scenelang.model import Literal, MarkedSpan, TextPiece
from scenelang.source import Span

OFTEN_IN_ONE = 8
"""How many characters stand for a variable's value."""


class TextLength(NamedTuple):
    """The length of some text, in characters. `said` counts what is learned and is no blank."""

    whole: int = 0
    learned: int = 0
    said: int = 0


def learned_of(checked: CheckedScene) -> tuple[TextLength, ...]:
    """How long each beat is, and how much of it is learned, or kept from being said."""
    plan = asked_of(checked)
    beats = zip(checked.scene.beats, plan.beat_weights, strict=True)
    return tuple(_length(beat.text.pieces, plan.span_weights, learns=weight > 0) for beat, weight in beats)


def _length(pieces: Iterable[TextPiece], weights: Mapping[Span, float], *, learns: bool) -> TextLength:
    whole = learned = said = 0
    for piece in pieces:
        if isinstance(piece, MarkedSpan):
            inner = _length(piece.children, weights, learns=learns and weights[piece.place] > 0)
        else:
            text = piece.text if isinstance(piece, Literal) else "x" * OFTEN_IN_ONE
            inner = TextLength(len(text))
            if learns:
                inner = TextLength(len(text), len(text), len("".join(text.split())))
        whole, learned, said = whole + inner.whole, learned + inner.learned, said + inner.said
    return TextLength(whole, learned, said)
