"""Rows wait in a queue and may be cut anywhere."""

from __future__ import annotations

from itertools import chain, pairwise

from hypothesis import given
from hypothesis import strategies as st
from keeping_blocks import block_of

from scenelang.compile.compiled_file import PackedRows
from scenelang.compile.keeping.piece_queue import Piece, PieceQueue, joined
from scenelang.shards import RowBlock

PIECES = st.lists(
    st.builds(
        lambda pack, start, rows: PackedRows(pack, start, start + rows),
        st.sampled_from("ab"),
        st.integers(0, 6),
        st.integers(1, 5),
    ),
    max_size=12,
)


def numbers(pieces: list[PackedRows]) -> list[tuple[str, int]]:
    return list(
        chain.from_iterable([(one.pack, row) for row in range(one.start, one.stop)] for one in pieces)
    )


@given(PIECES, st.lists(st.integers(1, 7), min_size=1))
def test_rows_stay_the_same_however_they_are_cut(pieces: list[PackedRows], cuts: list[int]) -> None:
    queue = PieceQueue(pieces)
    taken: list[PackedRows] = []
    while (piece := queue.next(cuts[len(taken) % len(cuts)])) is not None:
        assert isinstance(piece, PackedRows)
        taken.append(piece)
    assert numbers(taken) == numbers(pieces)
    assert queue.is_empty()


@given(PIECES, st.integers(1, 30))
def test_a_look_ahead_takes_nothing_and_joins_what_lies_together(pieces: list[PackedRows], rows: int) -> None:
    every = numbers(pieces)
    queue = PieceQueue(pieces)
    seen = queue.peek(rows)
    assert queue.ends_after(rows) == (len(every) == rows)
    if len(every) < rows:
        assert seen is None
        return
    assert seen is not None
    assert numbers(list(seen)) == every[:rows]
    assert not any(one.pack == two.pack and one.stop == two.start for one, two in pairwise(seen))
    queue.drop(rows)
    left = [piece for piece in iter(lambda: queue.next(3), None) if isinstance(piece, PackedRows)]
    assert numbers(left) == every[rows:]


def test_what_is_joined_does_not_depend_on_how_it_came() -> None:
    whole = joined((), PackedRows("a", 0, 3))
    assert joined(joined((), PackedRows("a", 0, 1)), PackedRows("a", 1, 3)) == whole
    assert len(joined(whole, PackedRows("b", 3, 4))) == 2


def test_blocks_are_cut_too_and_lie_in_no_pack() -> None:
    block = block_of(5)
    pieces: list[Piece] = [PackedRows("a", 0, 2), block]
    queue = PieceQueue(pieces)
    assert queue.peek(2) == (PackedRows("a", 0, 2),)
    assert queue.peek(3) is None
    queue.drop(3)
    last = queue.next(9)
    assert isinstance(last, RowBlock)
    assert last.batch.equals(block.batch.slice(1, 4))
    assert queue.next(1) is None
