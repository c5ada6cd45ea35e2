"""The text of a scene as one line of characters, and where its spans stand in it.

Takes: a scene, or pieces of a beat's text.
Gives: what is read of it, markup taken away; the range of every span that has a name.
May assume: nothing.
Never does: draw. A variable stands as one sign that no author types.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scenelang.model import Literal, MarkedSpan, Scene, TextPiece, leaves_of
from scenelang.source import Span

VARIABLE = "\ufffc"
"""Stands where a variable stands."""

_WORD = re.compile(r"[^\W_]+")
_CONTENT = "LNS"


@dataclass(frozen=True, slots=True)
class RunningText:
    """The texts of all beats, one behind the other. `ranges` are those of spans and beats, by name."""

    text: str
    ranges: Mapping[str, tuple[int, int]]

    def of(self, name: str) -> str:
        """The text of a span or a beat; empty for a name that this scene does not have."""
        start, end = self.ranges.get(name, (0, 0))
        return self.text[start:end]

    def before(self, name: str) -> str:
        """All that stands before a span or a beat."""
        return self.text[: self.ranges[name][0]]


def running_text(scene: Scene, beat_ids: Sequence[str]) -> RunningText:
    """The text of a scene whose beats have these names."""
    walk = _Walk()
    beats: dict[str, tuple[int, int]] = {}
    for name, beat in zip(beat_ids, scene.beats, strict=True):
        start = walk.length
        walk.add(beat.text.pieces)
        beats[name] = (start, walk.length)
        walk.put("\n")
    return RunningText("".join(walk.parts), {**beats, **walk.ranges})


def read_of(pieces: Iterable[TextPiece]) -> str:
    """What is read of some pieces of text."""
    return "".join(leaf.text if isinstance(leaf, Literal) else VARIABLE for leaf in leaves_of(pieces))


def place_in(scene: Scene, start: int, end: int) -> Span | None:
    """Where the file says a part of the running text; None where it is not one run of literal text."""
    reached = 0
    for beat in scene.beats:
        for leaf in beat.text.leaves():
            length = len(leaf.text) if isinstance(leaf, Literal) else 1
            if reached <= start and end <= reached + length and isinstance(leaf, Literal):
                here = leaf.start + start - reached
                return beat.text.scalar.span(here, here + end - start)
            reached += length
        reached += 1
    return None


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without regard to case, variables among them."""
    return tuple(_WORD.findall(text.casefold().replace(VARIABLE, " x ")))


def stems_of(text: str, shortest: int, stem: int) -> frozenset[str]:
    """The first letters of the longer words of a text: what is left of them whatever their endings."""
    plain = (unicodedata.normalize("NFKC", word).replace("ё", "е") for word in words_of(text))
    return frozenset(word[:stem] for word in plain if len(word) >= shortest)


def has_content(text: str) -> bool:
    """Whether a text has a sign that a content token could be made of; a variable is taken for one."""
    return any(sign == VARIABLE or unicodedata.category(sign)[0] in _CONTENT for sign in text)


class _Walk:
    """The parts read so far."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.ranges: dict[str, tuple[int, int]] = {}

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def add(self, pieces: Iterable[TextPiece]) -> None:
        for piece in pieces:
            if isinstance(piece, MarkedSpan):
                start = self.length
                self.add(piece.children)
                if piece.id is not None:
                    self.ranges[piece.id.text] = (start, self.length)
            else:
                self.put(piece.text if isinstance(piece, Literal) else VARIABLE)
