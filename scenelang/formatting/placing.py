"""Where every piece of a document stands: behind the one before it, or on a line of its own.

Takes: the pieces of a file and the trees of its documents.
Gives: a place for each piece, comments included.
May assume: pieces and trees belong together.
Never does: change the order of pieces, or part a line that the author wrote as one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scenelang.formatting.pieces import BREAK, Piece, PieceKind
from scenelang.formatting.scalar_lines import STEP
from scenelang.reading import YamlMapping, YamlNode, YamlScalar, YamlSequence
from scenelang.source import SourceText

_OPENING, _CLOSING, _CLINGING = frozenset("[{"), frozenset("]}"), frozenset(",:")


class Level(NamedTuple):
    """A block that is open at some place: the column of its lines as written, and as they will be."""

    old: int
    new: int


class Placed(NamedTuple):
    """A piece and its place: so many blanks behind the piece before, or None for a line of its own.

    `column` is where it stands on such a line, `levels` the blocks around it. After one that `opens` a block
    no line stays empty. One that `is_dropped` is no longer written: a comma that parts nothing.
    """

    piece: Piece
    blanks: int | None
    column: int
    levels: tuple[Level, ...] = ()
    opens: bool = False
    is_dropped: bool = False


class ExplicitKey(Exception):
    """A key is written behind `?`; caught in this room."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


def placed_pieces(
    source: SourceText, pieces: tuple[Piece, ...], trees: Iterable[YamlNode]
) -> tuple[Placed, ...]:
    """All pieces with their places, in order.

    Raises:
        ExplicitKey: a key stands behind a question mark.
    """
    placing = _Placing(source, pieces)
    for tree in trees:
        placing.document(tree)
    return placing.rest()


class _Placing:
    """Goes through the pieces with the tree at hand."""

    def __init__(self, source: SourceText, pieces: tuple[Piece, ...]) -> None:
        self._source = source
        self._pieces = pieces
        self._next = 0
        self._placed: list[Placed] = []

    def document(self, tree: YamlNode) -> None:
        """Places one document, and the marks and comments before it."""
        self._comments(0, ())
        while self._pieces[self._next].kind is PieceKind.MARK:
            self._put(None, 0, ())
            self._comments(0, ())
        self._node(tree, None, 0, ())

    def rest(self) -> tuple[Placed, ...]:
        """Places what stands behind the last document; gives all places."""
        while self._next < len(self._pieces):
            self._put(None, 0, ())
        return tuple(self._placed)

    def _node(self, node: YamlNode, blanks: int | None, column: int, levels: tuple[Level, ...]) -> None:
        """Places a value; `column` is where it stands if it begins a line."""
        is_block = not isinstance(node, YamlScalar) and self._source.text[node.place.start] not in _OPENING
        while self._is_tag_of(node):
            self._put(blanks, column, levels)
            blanks = None if is_block else 1
        if isinstance(node, YamlScalar):
            if not node.place.is_empty:
                self._put(blanks, column, levels)
        elif not is_block:
            self._flow(node, blanks, column, levels)
        elif isinstance(node, YamlMapping):
            self._mapping(node, blanks, column, self._deeper(node, column, levels))
        else:
            self._sequence(node, blanks, column, self._deeper(node, column, levels))

    def _deeper(self, node: YamlNode, column: int, levels: tuple[Level, ...]) -> tuple[Level, ...]:
        return (*levels, Level(self._source.position(node.place.start).column - 1, column))

    def _mapping(self, node: YamlMapping, blanks: int | None, column: int, levels: tuple[Level, ...]) -> None:
        for number, entry in enumerate(node.entries):
            self._node(entry.key, None if number else blanks, column, levels)
            is_below = self._begins_block(entry.value)
            self._put(0, column, levels, opens=is_below)
            self._node(entry.value, None if is_below else 1, column + STEP, levels)

    def _sequence(
        self, node: YamlSequence, blanks: int | None, column: int, levels: tuple[Level, ...]
    ) -> None:
        for number, item in enumerate(node.items):
            self._put(None if number else blanks, column, levels, opens=True)
            self._node(item, 1, column + STEP, levels)

    def _flow(self, node: YamlNode, blanks: int | None, column: int, levels: tuple[Level, ...]) -> None:
        """Places a value in brackets or braces; line breaks between its parts stay."""
        base = levels[-1].new if levels else 0
        depth, before = 0, ""
        while self._next < len(self._pieces) and self._pieces[self._next].start < node.place.end:
            commented = bool(before) and self._comments(base + STEP * (depth + 1), levels)
            piece = self._pieces[self._next]
            sign = self._sign(piece)
            if before:
                column = base + STEP * (depth + (sign not in _CLOSING))
                stays = self._begins_line() and sign not in _CLINGING and before not in (":", "!")
                blanks = None if stays or commented else _blanks_in_flow(before, sign)
            if sign == "," and before != ":" and self._is_last_comma():
                self._placed.append(Placed(piece, 0, column, levels, is_dropped=True))
                self._next += 1
                continue
            self._put(blanks, column, levels)
            depth += (sign in _OPENING) - (sign in _CLOSING)
            before = sign or ("!" if piece.kind is PieceKind.TAG else "text")

    def _is_last_comma(self) -> bool:
        """Whether the next piece is a comma that only a closing bracket on its line follows."""
        behind = self._pieces[self._next + 1]
        between = self._source.text[self._pieces[self._next].end : behind.start]
        return self._sign(behind) in _CLOSING and not BREAK.search(between)

    def _comments(self, column: int, levels: tuple[Level, ...]) -> bool:
        """Places the comments that come next, if any."""
        start = self._next
        while self._next < len(self._pieces) and self._pieces[self._next].kind is PieceKind.COMMENT:
            self._placed.append(Placed(self._pieces[self._next], None, column, levels))
            self._next += 1
        return self._next > start

    def _put(
        self, blanks: int | None, column: int, levels: tuple[Level, ...], *, opens: bool = False
    ) -> None:
        """Places the next piece, and the comments before it."""
        if self._comments(column, levels):
            blanks = None
        if self._next == len(self._pieces):
            return
        piece = self._pieces[self._next]
        if self._sign(piece) == "?":
            raise ExplicitKey(piece.start)
        self._placed.append(Placed(piece, blanks, column, levels, opens))
        self._next += 1

    def _begins_block(self, node: YamlNode) -> bool:
        """Whether a value begins on the line below its key, whose colon comes next."""
        if isinstance(node, YamlScalar) or self._source.text[node.place.start] in _OPENING:
            return False
        return not self._is_tag_of(node, self._next + 1)

    def _is_tag_of(self, node: YamlNode, number: int | None = None) -> bool:
        """Whether the next piece, comments aside, is a tag before this node."""
        at = self._next if number is None else number
        while at < len(self._pieces) and self._pieces[at].kind is PieceKind.COMMENT:
            at += 1
        if at == len(self._pieces) or self._pieces[at].kind is not PieceKind.TAG:
            return False
        return self._pieces[at].start < node.place.start

    def _begins_line(self) -> bool:
        """Whether the next piece begins a line as written."""
        before = self._pieces[self._next - 1].end
        return BREAK.search(self._source.text, before, self._pieces[self._next].start) is not None

    def _sign(self, piece: Piece) -> str:
        return self._source.text[piece.start] if piece.kind is PieceKind.SIGN else ""


def _blanks_in_flow(before: str, sign: str) -> int:
    if before == ":":  # without the blank it would belong to the key
        return 1
    return 0 if before in _OPENING or sign in _CLINGING or sign in _CLOSING else 1
