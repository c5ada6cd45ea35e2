"""What a beat says: literal text, variables, and marked spans, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from scenelang.model.name import Name
from scenelang.source import ScalarText, Span


@dataclass(frozen=True, slots=True)
class Literal:
    r"""A run of text that reads exactly as `scalar.value[start:end]`.

    An escape such as `\[` makes a literal of its own that covers only the escaped character, so that
    every character of a literal stands one to one in the decoded scalar.
    """

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Variable:
    """`${name}`: takes the instance's value. `start` and `end` lie in the decoded scalar."""

    name: Name
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribute:
    """`key=value` in a span's braces, both as written."""

    key: Name
    value: Name


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """`[children]{#id .concept key=value}`.

    `place` runs from the opening bracket to the closing brace. `weight` multiplies the loss weight of
    the tokens inside; `read` sets it to 0; `avoid` asks for unlikelihood instead of likelihood.
    """

    id: Name | None
    concepts: tuple[Name, ...]
    attributes: tuple[Attribute, ...]
    weight: float
    read: bool
    avoid: bool
    children: tuple[TextPiece, ...]
    place: Span


TextPiece: TypeAlias = Literal | Variable | MarkedSpan


@dataclass(frozen=True, slots=True)
class BeatText:
    """The text of one beat: the scalar as decoded and the pieces found in it."""

    scalar: ScalarText
    pieces: tuple[TextPiece, ...]

    def spans(self) -> Iterator[MarkedSpan]:
        """All marked spans, outer before inner, in the order of the text."""
        return _spans(self.pieces)

    def variables(self) -> Iterator[Variable]:
        """All variables in the order of the text, inside spans too."""
        return (leaf for leaf in self.leaves() if isinstance(leaf, Variable))

    def leaves(self) -> Iterator[Literal | Variable]:
        """All literals and variables in the order of the text, inside spans too."""
        return leaves_of(self.pieces)


def _spans(pieces: tuple[TextPiece, ...]) -> Iterator[MarkedSpan]:
    for piece in pieces:
        if isinstance(piece, MarkedSpan):
            yield piece
            yield from _spans(piece.children)


def leaves_of(pieces: Iterable[TextPiece]) -> Iterator[Literal | Variable]:
    """What pieces of text say, spans opened up: literals and variables in order."""
    for piece in pieces:
        if isinstance(piece, MarkedSpan):
            yield from leaves_of(piece.children)
        else:
            yield piece
