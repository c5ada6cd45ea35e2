from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from scenelang.shards import BatchBuilder, KeptShard, Manifest, RowBlock, ShardWriter, SourceRecord
from scenelang.tokens import TokenProgram

Make = Callable[..., TokenProgram]


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenelang.shards.shard_writer.BATCH_ROWS", 2)


def block(written: Sequence[TokenProgram], digest: str = "a") -> RowBlock:
    builder = BatchBuilder(lambda file: SourceRecord(file=file, sha256=digest * 64))
    for one in written:
        builder.add(one)
    return builder.take_block()


def writer(out: Path) -> ShardWriter:
    return ShardWriter(out, tokenizer="f" * 64, shard_rows=4)


def rows(program: Make, count: int = 11) -> RowBlock:
    return block([program(number, file=f"{number // 3}.scene") for number in range(count)])


def build(out: Path, content: RowBlock) -> tuple[Manifest, tuple[KeptShard, ...]]:
    with writer(out) as written:
        written.add_block(content)
        return written.publish(), written.kept()


def through_json(kept: KeptShard) -> KeptShard:
    return KeptShard.from_json(json.loads(json.dumps(kept.to_json())))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_build_of_shards_taken_over_is_the_build_of_their_rows(tmp_path: Path, program: Make) -> None:
    manifest, kept = build(tmp_path, rows(program))
    before = bytes_of(tmp_path)
    assert [one.record for one in kept] == list(manifest.shards)
    assert [one.record.rows for one in kept] == [4, 4, 3]
    with writer(tmp_path) as again:
        for one in map(through_json, kept):
            assert one.mark == again.mark()
            assert again.adopt(one)
        assert again.publish() == manifest
        assert again.kept() == kept
    assert bytes_of(tmp_path) == before


@pytest.mark.parametrize("changed", [0, 1, 2])
def test_only_the_shard_that_changed_is_written(tmp_path: Path, program: Make, changed: int) -> None:
    content = rows(program)
    _, kept = build(tmp_path / "out", content)
    other = block([program(100, file="other.scene")], digest="b")
    edges = ((0, 4), (4, 8), (8, 11))
    with writer(tmp_path / "out") as again:
        for number, (start, stop) in enumerate(edges):
            if number == changed:
                again.add_block(content.slice(start, stop - 1))
                assert again.mark() is None
                assert not again.adopt(kept[number])
                again.add_block(other)
            elif not again.adopt(kept[number]):
                again.add_block(content.slice(start, stop))
        manifest = again.publish()
    with writer(tmp_path / "anew") as anew:
        for number, (start, stop) in enumerate(edges):
            anew.add_block(content.slice(start, stop - (number == changed)))
            if number == changed:
                anew.add_block(other)
        assert anew.publish() == manifest
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "anew")


def test_a_changed_source_marks_nothing_anew(tmp_path: Path, program: Make) -> None:
    """Shards hold numbers of sources alone: the digest of one is in the manifest."""
    first = block([program(number) for number in range(6)], digest="a")
    _, kept = build(tmp_path / "a", first)
    _, later = build(tmp_path / "b", block([program(number) for number in range(6)], digest="b"))
    assert [one.mark for one in kept] == [one.mark for one in later]
    assert [one.record for one in kept] == [one.record for one in later]


def test_a_shard_is_taken_over_only_where_it_stands(tmp_path: Path, program: Make) -> None:
    _, kept = build(tmp_path, rows(program))
    with writer(tmp_path) as again:
        assert not again.adopt(kept[1]), "the first shard comes first"
        assert again.adopt(kept[0])
        assert not again.adopt(kept[0])
        assert not again.adopt(kept[2])
    with ShardWriter(tmp_path, tokenizer="f" * 64, shard_rows=4, file_format="parquet") as other:
        assert not other.adopt(kept[0])
    with ShardWriter(tmp_path, tokenizer="f" * 64, shard_rows=6) as other:
        assert not other.adopt(kept[0])


def test_a_shard_that_is_gone_or_cut_is_not_taken_over(tmp_path: Path, program: Make) -> None:
    _, kept = build(tmp_path, rows(program))
    path = tmp_path / kept[0].record.file
    path.write_bytes(path.read_bytes()[:-1])
    with writer(tmp_path) as again:
        assert not again.adopt(kept[0])
    path.unlink()
    with writer(tmp_path) as again:
        assert not again.adopt(kept[0])


def test_what_was_taken_over_but_not_published_stays_with_the_old_build(
    tmp_path: Path, program: Make
) -> None:
    _, kept = build(tmp_path, rows(program))
    before = bytes_of(tmp_path)
    with writer(tmp_path) as again:
        assert again.adopt(kept[0])
    assert bytes_of(tmp_path) == before


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("odd", [None, 3, [], "x", [[1, 2]], {"a": 1}])
def test_what_is_no_kept_shard_is_refused(tmp_path: Path, program: Make, place: int, odd: object) -> None:
    _, (kept, *_) = build(tmp_path, rows(program))
    content = json.loads(json.dumps(kept.to_json()))
    if odd == "x" and place == 0:
        odd = 5
    content[place] = odd
    with pytest.raises(ValueError, match=r"kept shard|values to unpack|reshape|could not convert"):
        KeptShard.from_json(content)
