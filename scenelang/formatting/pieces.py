"""A YAML file cut into the pieces that are written in it, comments included.

Takes: a source text and the trees of its documents.
Gives: every piece in order; between two pieces stand blanks and line breaks alone.
May assume: the trees are those of the text, and were read without an error.
Never does: look inside a scalar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from scenelang.reading import ScalarStyle, YamlMapping, YamlNode, YamlScalar
from scenelang.source import SourceText

BREAK = re.compile(r"\r\n|\r|\n")
BLOCKS = (ScalarStyle.LITERAL, ScalarStyle.FOLDED)
_BETWEEN = re.compile(
    r"(?P<blank>[ \t\r\n]+)"
    r"|(?P<comment>#[^\r\n]*)"
    r"|(?P<mark>(?:(?<=[\r\n])|\A)(?:(?:---|\.\.\.)(?=[ \t\r\n]|\Z)|%[^\r\n]*))"
    r"|(?P<tag>!(?:<[^>\s]*>|[^\s,\[\]{}]*))"
    r"|(?P<sign>[-?:,\[\]{}])"
)


class PieceKind(Enum):
    """What a piece is."""

    SCALAR = "scalar"
    COMMENT = "comment"
    MARK = "mark"  # `---`, `...` and lines that begin with `%`
    TAG = "tag"
    SIGN = "sign"  # one of - ? : , [ ] { }


class Piece(NamedTuple):
    """One piece of a file. `scalar` is its node; only where it is one, and one that is written."""

    kind: PieceKind
    start: int
    end: int
    scalar: YamlScalar | None = None


class UnknownPiece(Exception):
    """Something stands between two values that is none of the signs of YAML; caught in this room."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


def pieces_of(source: SourceText, trees: Iterable[YamlNode]) -> tuple[Piece, ...]:
    """All pieces of a file.

    Raises:
        UnknownPiece: the trees do not tell of all that is written.
    """
    found: list[Piece] = []
    reached = 0
    for scalar in sorted(_scalars(trees), key=lambda one: one.place):
        found += _between(source.text, reached, scalar.place.start)
        reached = _written_end(source.text, scalar)
        found.append(Piece(PieceKind.SCALAR, scalar.place.start, reached, scalar))
    found += _between(source.text, reached, len(source.text))
    return tuple(found)


def _scalars(trees: Iterable[YamlNode]) -> Iterator[YamlScalar]:
    pending = list(trees)
    while pending:
        node = pending.pop()
        if isinstance(node, YamlScalar):
            if not node.place.is_empty:
                yield node
        elif isinstance(node, YamlMapping):
            pending += (part for entry in node.entries for part in (entry.key, entry.value))
        else:
            pending += node.items


def _written_end(text: str, scalar: YamlScalar) -> int:
    """Where a scalar ends: a block before the line break of its last line, which ends every line."""
    end = scalar.place.end
    if scalar.style in BLOCKS and scalar.text.value.endswith("\n") and end > scalar.place.start:
        end -= 2 if text.endswith("\r\n", 0, end) else 1
    return end


def _between(text: str, start: int, end: int) -> Iterator[Piece]:
    while start < end:
        found = _BETWEEN.match(text, start, end)
        if found is None or found.lastgroup is None:
            raise UnknownPiece(start)
        if found.lastgroup != "blank":
            written = found[0].rstrip(" \t")
            yield Piece(PieceKind(found.lastgroup), start, start + len(written))
        start = found.end()
