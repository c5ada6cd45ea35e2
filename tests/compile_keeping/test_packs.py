"""Packs hold rows between two builds, and give no row that is not as it was written."""

from __future__ import annotations

import errno
from pathlib import Path

import pyarrow as pa
import pytest
from keeping_blocks import block_of

from scenelang.compile.keeping import PackLost, Packs


def only_pack(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    packs = Packs(tmp_path / "packs")
    block = block_of(5)
    name = packs.write(block)
    assert packs.rows(name, 0, 5) == block
    assert packs.rows(name, 2, 4).batch.equals(block.batch.slice(2, 2))
    assert Packs(tmp_path / "packs").rows(name, 4, 5).sources == block.sources


def test_the_same_rows_are_one_pack(tmp_path: Path) -> None:
    packs = Packs(tmp_path)
    assert packs.write(block_of(3)) == packs.write(block_of(3)) == only_pack(tmp_path).stem
    assert packs.write(block_of(4)) != packs.write(block_of(3))


def test_a_flipped_byte_anywhere_in_a_pack_loses_it(tmp_path: Path) -> None:
    name = Packs(tmp_path).write(block_of(2))
    path = only_pack(tmp_path)
    content = path.read_bytes()
    for place in range(0, len(content), 37):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(PackLost):
            Packs(tmp_path).block(name)
        assert not path.exists()


@pytest.mark.parametrize("kept", [0, 1, 100, -1])
def test_a_pack_that_broke_off_is_lost_and_may_be_written_anew(tmp_path: Path, kept: int) -> None:
    name = Packs(tmp_path).write(block_of(2))
    path = only_pack(tmp_path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(PackLost):
        Packs(tmp_path).block(name)
    packs = Packs(tmp_path)
    assert packs.write(block_of(2)) == name
    assert packs.block(name) == block_of(2)


def test_a_pack_that_is_gone_or_too_short_is_lost(tmp_path: Path) -> None:
    packs = Packs(tmp_path)
    name = packs.write(block_of(2))
    for start, stop in ((0, 3), (2, 2), (-1, 1)):
        with pytest.raises(PackLost):
            packs.rows(name, start, stop)
    with pytest.raises(PackLost):
        packs.block("0" * 32)
    assert packs.has(name)
    assert not packs.has("0" * 32)


def test_where_nothing_can_be_written_packs_go_to_the_spare_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    spare = tmp_path / "spare"
    packs = Packs(tmp_path / "file", spare)
    name = packs.write(block_of(2))
    assert only_pack(spare).stem == name
    assert packs.block(name) == block_of(2)
    assert Packs(tmp_path / "file", spare).block(name) == block_of(2)
    with pytest.raises(OSError):
        Packs(tmp_path / "file").write(block_of(2))


def test_a_full_disk_leaves_no_half_of_a_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        Packs(tmp_path).write(block_of(2))
    assert not [*tmp_path.iterdir()]


def test_only_some_packs_stay_open(tmp_path: Path) -> None:
    packs = Packs(tmp_path)
    names = [packs.write(block_of(1, start)) for start in range(40)]
    for name in names * 2:
        assert packs.block(name).rows == 1
    assert len(packs._open) == 16


def test_rows_are_mapped_and_not_copied(tmp_path: Path) -> None:
    packs = Packs(tmp_path)
    name = packs.write(block_of(200))
    before = pa.total_allocated_bytes()
    block = packs.block(name)
    assert pa.total_allocated_bytes() - before < block.batch.nbytes / 2
