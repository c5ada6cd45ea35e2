"""The edits that bring a file into its layout: the blanks between its pieces, and the pieces' own lines.

Takes: placed pieces, and new spellings of some scalars.
Gives: edits, one for each stretch that changes.
May assume: the pieces are those of the text.
Never does: touch a stretch that is as it should be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from scenelang.formatting.pieces import BLOCKS, BREAK, Piece, PieceKind
from scenelang.formatting.placing import Level, Placed
from scenelang.formatting.scalar_lines import STEP, block_lines, folded_lines
from scenelang.source import SourceText, Span, SpanEdit

_BEFORE_COMMENT = 2
"""Blanks before a comment behind something, at least; more of them stay, as authors line comments up."""


def line_break_of(source: SourceText) -> str:
    """The line break that most lines of a file end with."""
    counted = Counter(found[0] for found in BREAK.finditer(source.text))
    return max(("\n", "\r\n", "\r"), key=lambda each: counted[each]) if counted else "\n"


def layout_edits(
    source: SourceText, placed: Sequence[Placed], spellings: Mapping[int, str]
) -> Iterator[SpanEdit]:
    """All edits, in order."""
    layout = _Layout(source, placed, spellings)
    reached = 0
    for number, here in enumerate(placed):
        lead = layout.lead(number, source.text[reached : here.piece.start])
        yield from layout.edit(reached, here.piece.start, lead)
        yield from layout.edit(here.piece.start, here.piece.end, layout.written(here))
        reached = here.piece.end
    yield from layout.edit(reached, len(source.text), layout.line_break)


class _Layout:
    """One file with its places."""

    def __init__(self, source: SourceText, placed: Sequence[Placed], spellings: Mapping[int, str]) -> None:
        self.line_break = line_break_of(source)
        self._source = source
        self._placed = placed
        self._spellings = spellings

    def edit(self, start: int, end: int, new: str) -> Iterator[SpanEdit]:
        """The edit that puts a text in the place of a stretch; none where it stands there."""
        if self._source.text[start:end] != new:
            yield SpanEdit(Span(self._source.name, start, end), new)

    def lead(self, number: int, gap: str) -> str:
        """What stands before a piece, for what stands there now."""
        here = self._placed[number]
        before = self._placed[number - 1] if number else None
        breaks = len(BREAK.findall(gap))
        if here.piece.kind is PieceKind.COMMENT:
            if before is not None and not breaks:
                return " " * max(_BEFORE_COMMENT, 0 if "\t" in gap else len(gap))
            column = self._comment_column(number)
        elif here.blanks is not None:
            return " " * here.blanks
        else:
            column = here.column
        if before is None:
            return " " * column
        stays_empty = breaks > 1 and self._may_part(before, here)
        return self.line_break * (2 if stays_empty else 1) + " " * column

    def _may_part(self, before: Placed, here: Placed) -> bool:
        """Whether an empty line may stand between two pieces."""
        if before.opens or PieceKind.MARK in (before.piece.kind, here.piece.kind):
            return False
        return not _keeps_breaks(self._source, before.piece)

    def _comment_column(self, number: int) -> int:
        """The column of a comment on a line of its own: that of the block whose column is nearest."""
        here = self._placed[number]
        if here.piece.kind is PieceKind.COMMENT and self._is_in_flow(number):
            return here.column
        own = self._source.position(here.piece.start).column - 1
        levels = [*reversed(self._levels(number, 1)), *reversed(self._levels(number, -1))]
        nearest = min(levels, key=lambda level: (abs(level.old - own), level.old), default=None)
        return 0 if nearest is None else nearest.new

    def _is_in_flow(self, number: int) -> bool:
        levels = self._placed[number].levels
        return bool(levels) and self._placed[number].column > levels[-1].new + STEP

    def _levels(self, number: int, step: int) -> tuple[Level, ...]:
        """The blocks around the nearest piece that is no comment, before or behind."""
        number += step
        while 0 <= number < len(self._placed):
            if self._placed[number].piece.kind is not PieceKind.COMMENT:
                return self._placed[number].levels
            number += step
        return ()

    def written(self, here: Placed) -> str:
        """A piece as it is to be written."""
        piece = here.piece
        written = self._source.text[piece.start : piece.end]
        if piece.scalar is None:
            return "" if here.is_dropped else written
        spelled = self._spellings.get(piece.start)
        if spelled is not None:
            return spelled
        column = (here.levels[-1].new if here.levels else 0) + STEP
        if piece.scalar.style in BLOCKS:
            return block_lines(self._source, piece, column, self.line_break)
        if BREAK.search(written):
            return folded_lines(written, max(column, here.column), self.line_break)
        return written


def _keeps_breaks(source: SourceText, piece: Piece) -> bool:
    """Whether empty lines behind a piece would belong to its text."""
    if piece.scalar is None or piece.scalar.style not in BLOCKS:
        return False
    header = BREAK.split(source.text[piece.start : piece.end], maxsplit=1)[0]
    return "+" in header.partition("#")[0]
