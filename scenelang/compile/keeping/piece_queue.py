"""Rows that wait to be written, as places in packs and as blocks.

Takes: pieces in the order of rows.
Gives: the same rows cut where somebody wants them cut.
May assume: nothing.
Never does: open a pack.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import TypeAlias

from scenelang.compile.compiled_file import PackedRows
from scenelang.shards import RowBlock

Piece: TypeAlias = PackedRows | RowBlock
Composition: TypeAlias = tuple[PackedRows, ...]
"""Places in packs; two that lie one after the other in a pack are one."""


class PieceQueue:
    """Pieces, looked at before they are taken."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._coming = iter(pieces)
        self._waiting: deque[Piece] = deque()
        self._rows = 0

    def is_empty(self) -> bool:
        """Whether no row is left."""
        self._fill(1)
        return not self._waiting

    def ends_after(self, rows: int) -> bool:
        """Whether so many rows are left, and no more."""
        self._fill(rows + 1)
        return self._rows == rows

    def peek(self, rows: int) -> Composition | None:
        """Where the next rows lie; None where there are fewer, or some lie in no pack."""
        self._fill(rows)
        found: Composition = ()
        for piece in self._waiting:
            if rows == 0 or isinstance(piece, RowBlock):
                break
            head = piece._replace(stop=min(piece.stop, piece.start + rows))
            found = joined(found, head)
            rows -= head.stop - head.start
        return None if rows else found

    def drop(self, rows: int) -> None:
        """Takes rows away."""
        while rows and (piece := self.next(rows)) is not None:
            rows -= _rows_of(piece)

    def next(self, rows: int) -> Piece | None:
        """The next piece, cut where it has more than so many rows; None where nothing is left.

        Pieces that lie one after the other in a pack are one.
        """
        self._fill(rows)
        if not self._waiting:
            return None
        piece = self._waiting.popleft()
        if _rows_of(piece) > rows:
            piece, rest = _cut(piece, rows)
            self._waiting.appendleft(rest)
        self._rows -= _rows_of(piece)
        return piece

    def _fill(self, rows: int) -> None:
        """Waits until so many rows are here, or all that are left."""
        while self._rows < rows and (piece := next(self._coming, None)) is not None:
            added = _rows_of(piece)
            self._rows += added
            last = self._waiting[-1] if self._waiting else None
            if isinstance(piece, PackedRows) and isinstance(last, PackedRows) and _follows(last, piece):
                self._waiting[-1] = last._replace(stop=piece.stop)
            elif added:
                self._waiting.append(piece)


def joined(pieces: Composition, piece: PackedRows) -> Composition:
    """Pieces and one more."""
    if pieces and _follows(pieces[-1], piece):
        return (*pieces[:-1], pieces[-1]._replace(stop=piece.stop))
    return (*pieces, piece)


def _follows(last: PackedRows, piece: PackedRows) -> bool:
    return last.pack == piece.pack and last.stop == piece.start


def _rows_of(piece: Piece) -> int:
    return piece.rows if isinstance(piece, RowBlock) else piece.stop - piece.start


def _cut(piece: Piece, rows: int) -> tuple[Piece, Piece]:
    if isinstance(piece, RowBlock):
        return piece.slice(0, rows), piece.slice(rows, piece.rows)
    middle = piece.start + rows
    return piece._replace(stop=middle), piece._replace(start=middle)
