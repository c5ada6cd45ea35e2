"""Shards that would come out the same are taken over; bytes are those of a build that takes over nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from keeping_blocks import block_of

from scenelang.compile.compiled_file import PackedRows
from scenelang.compile.keeping import Packs, WrittenRows
from scenelang.compile.keeping.old_shards import old_shards
from scenelang.compile.keeping.piece_queue import Piece
from scenelang.shards import ShardWriter, open_shards

ROWS = 1_000


class Builds:
    """Builds into one folder, each of which knows what the last one left."""

    def __init__(self, root: Path) -> None:
        self.packs = Packs(root / "packs")
        self.out = root / "out"
        self.kept: list[str] = []

    def build(self, pieces: Sequence[Piece]) -> set[str]:
        """Builds, and gives the names of the shards that were taken over."""
        before = {path.name: path.stat().st_ino for path in self.out.glob("part-*")}
        with ShardWriter(self.out, tokenizer="f" * 64, vocab_size=9, shard_rows=ROWS) as writer:
            rows = WrittenRows(writer, self.packs, old_shards(self.kept), self.out)
            rows.write(pieces)
            writer.publish()
        self.kept = rows.lines()
        assert open_shards(self.out).value is not None
        after = {path.name: path.stat().st_ino for path in self.out.glob("part-*")}
        return {name for name, inode in after.items() if before.get(name) == inode}

    def bytes(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.out.iterdir()}


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    return Builds(tmp_path)


def fresh(builds: Builds, pieces: Sequence[Piece], place: Path) -> dict[str, bytes]:
    """The bytes of a build of the same pieces that takes over nothing."""
    other = Builds(place)
    other.packs = builds.packs
    other.build(pieces)
    return other.bytes()


def parts(builds: Builds, total: int = 2_750, portion: int = 350) -> list[PackedRows]:
    return [
        PackedRows(builds.packs.write(block_of(min(portion, total - at), at)), 0, min(portion, total - at))
        for at in range(0, total, portion)
    ]


def test_where_nothing_has_changed_all_shards_are_taken_over(builds: Builds) -> None:
    pieces = parts(builds)
    assert builds.build(pieces) == set()
    before = builds.bytes()
    assert len(builds.build(pieces)) == 3
    assert builds.bytes() == before


@pytest.mark.parametrize(("row", "taken"), [(0, 2), (999, 2), (1_000, 2), (2_749, 2)])
def test_one_changed_row_changes_one_shard(builds: Builds, tmp_path: Path, row: int, taken: int) -> None:
    pieces = parts(builds)
    builds.build(pieces)
    changed = PackedRows(builds.packs.write(block_of(1, 90_000)), 0, 1)
    at, inside = divmod(row, 350)
    old = pieces[at]
    pieces[at : at + 1] = [old._replace(stop=inside), changed, old._replace(start=inside + 1)]
    pieces = [piece for piece in pieces if piece.stop > piece.start]
    assert len(builds.build(pieces)) == taken
    assert builds.bytes() == fresh(builds, pieces, tmp_path / "fresh")


@pytest.mark.parametrize("cut", [slice(0, 6), slice(1, None), slice(0, 3)])
def test_rows_that_are_gone_leave_no_shard_cut_short(builds: Builds, tmp_path: Path, cut: slice) -> None:
    pieces = parts(builds)
    builds.build(pieces)
    builds.build(pieces[cut])
    assert builds.bytes() == fresh(builds, pieces[cut], tmp_path / "fresh")


def test_a_last_shard_that_was_short_is_not_taken_over_in_the_middle(builds: Builds, tmp_path: Path) -> None:
    pieces = parts(builds, 1_350)
    builds.build(pieces)
    more = [*pieces, PackedRows(builds.packs.write(block_of(350, 50_000)), 0, 350)]
    assert len(builds.build(more)) == 1
    assert builds.bytes() == fresh(builds, more, tmp_path / "fresh")
    assert len(builds.build(pieces)) == 1
    assert builds.bytes() == fresh(builds, pieces, tmp_path / "fewer")


def test_a_shard_that_was_touched_or_lost_is_written_anew(builds: Builds) -> None:
    pieces = parts(builds)
    builds.build(pieces)
    before = builds.bytes()
    first, second, _ = sorted(builds.out.glob("part-*"))
    first.write_bytes(first.read_bytes()[:-1] + b"x")
    second.unlink()
    assert len(builds.build(pieces)) == 1
    assert builds.bytes() == before


def test_rows_that_lie_in_no_pack_are_written_anew(builds: Builds, tmp_path: Path) -> None:
    pieces: list[Piece] = [*parts(builds, 1_000, 500), block_of(1_250, 60_000)]
    builds.build(pieces)
    assert len(builds.build(pieces)) == 1
    assert builds.bytes() == fresh(builds, pieces, tmp_path / "fresh")


def test_other_names_before_a_shard_change_it(builds: Builds, tmp_path: Path) -> None:
    """A file that is new in the first shard moves the numbers of all files behind it."""
    pieces = parts(builds, 2_000, 500)
    builds.build(pieces)
    pieces[0] = PackedRows(builds.packs.write(block_of(500, 0, "b.scene")), 0, 500)
    pieces[2] = PackedRows(builds.packs.write(block_of(500, 1_000, "c.scene")), 0, 500)
    builds.build(pieces)
    assert builds.bytes() == fresh(builds, pieces, tmp_path / "fresh")


@pytest.mark.parametrize(
    "line", ["", "x", "null", "[]", "[1, 2, 3, 4]", '[[], "", [], false]', "[" * 100_000]
)
def test_what_was_kept_by_somebody_else_is_nothing(line: str) -> None:
    assert old_shards([line]) == {}
