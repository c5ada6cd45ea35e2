from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from test_shard_identity import programs

from scenelang.shards import BatchBuilder, Manifest, RowBlock, ShardWriter, SourceRecord
from scenelang.shards.as_written import as_written
from scenelang.tokens import TokenProgram

NO_SHRINK = (Phase.explicit, Phase.reuse, Phase.generate)
Make = Callable[..., TokenProgram]


def record_of(file: str) -> SourceRecord:
    return SourceRecord(file=f"stored/{file}", sha256=hashlib.sha256(file.encode()).hexdigest())


def block_of(written: Sequence[TokenProgram], builder: BatchBuilder | None = None) -> RowBlock:
    builder = builder or BatchBuilder(record_of)
    for one in written:
        builder.add(one)
    return builder.take_block()


def build(blocks: Iterator[RowBlock], out: Path) -> tuple[Manifest, dict[str, bytes]]:
    with ShardWriter(out, tokenizer="t", shard_rows=4) as writer:
        for block in blocks:
            writer.add_block(block)
        manifest = writer.publish()
    return manifest, {path.name: path.read_bytes() for path in out.iterdir()}


def pieces(total: int, edges: Sequence[int]) -> list[tuple[int, int]]:
    inside = sorted(edge % (total + 1) for edge in edges)
    return list(zip((0, *inside), (*inside, total), strict=True))


@settings(max_examples=30, deadline=None, phases=NO_SHRINK)
@given(
    st.lists(programs(), min_size=1, max_size=12),
    st.lists(st.integers(0, 100), max_size=4),
    st.lists(st.integers(0, 100), max_size=4),
    st.booleans(),
)
def test_bytes_do_not_depend_on_how_rows_were_cut(
    written: list[TokenProgram], made: list[int], cut: list[int], one_builder: bool
) -> None:
    """Blocks that were built apart, sliced, sent as bytes, and made by one builder that remembers."""
    builder = BatchBuilder(record_of) if one_builder else None
    apart = [block_of(written[start:stop], builder) for start, stop in pieces(len(written), made)]
    whole = block_of(written)
    slices = [whole.slice(start, stop) for start, stop in pieces(len(written), cut)]
    sent = [RowBlock.from_buffer(block.to_bytes()) for block in (*apart, *slices)]
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr("scenelang.shards.shard_writer.BATCH_ROWS", 3)
        manifest, expected = build(iter([whole]), Path(folder) / "whole")
        for name, blocks in (("apart", apart), ("slices", slices)):
            assert build(iter(blocks), Path(folder) / name) == (manifest, expected)
        for name, blocks in (("a", sent[: len(apart)]), ("b", sent[len(apart) :])):
            assert build(iter(blocks), Path(folder) / name) == (manifest, expected)


@settings(max_examples=60, deadline=None, phases=NO_SHRINK)
@given(st.lists(programs(), min_size=1, max_size=8))
def test_a_block_is_what_its_bytes_say(written: list[TokenProgram]) -> None:
    block = block_of(written)
    again = RowBlock.from_buffer(block.to_bytes())
    assert again[1:] == block[1:]
    assert again.batch.equals(block.batch)
    again.batch.validate(full=True)
    assert again.to_bytes().equals(block.to_bytes())


def test_a_slice_is_sent_without_the_rows_around_it(program: Make) -> None:
    block = block_of([program(number) for number in range(400)])
    one = block.slice(7, 8)
    assert one.rows == 1
    assert len(one.to_bytes()) < len(block.to_bytes()) / 20
    again = RowBlock.from_buffer(one.to_bytes())
    assert again.batch.column("instance").to_pylist() == [7]


@pytest.mark.parametrize("content", [b"", b"no block", b"\xff\xff\xff\xff\x10\0\0\0" + b"\0" * 64])
def test_what_is_no_block_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="no block of rows"):
        RowBlock.from_buffer(content)


def test_a_block_that_breaks_off_anywhere_is_refused(program: Make) -> None:
    content = bytes(block_of([program(number) for number in range(3)]).to_bytes())
    for length in range(0, len(content) - 8, 61):
        with pytest.raises(ValueError, match="no block of rows"):
            RowBlock.from_buffer(content[:length])


def test_a_block_of_other_columns_is_a_bug(tmp_path: Path, program: Make) -> None:
    block = block_of([program(0)])
    other = block._replace(batch=block.batch.drop_columns(["tags"]))
    with (
        ShardWriter(tmp_path / "out", tokenizer="t") as writer,
        pytest.raises(ValueError, match="other columns"),
    ):
        writer.add_block(other)


def test_programs_and_blocks_keep_their_order(tmp_path: Path, program: Make) -> None:
    with ShardWriter(tmp_path, tokenizer="f" * 64) as writer:
        writer.add(program(0))
        writer.add_block(block_of([program(1), program(2)]))
        writer.add(program(3))
        manifest = writer.publish()
    assert manifest.rows == 4
    assert [source.file for source in manifest.sources] == [
        "two_hop.scene",
        "stored/two_hop.scene",
    ]


def test_other_files_are_listed_behind_those_of_rows_by_name(tmp_path: Path, program: Make) -> None:
    names = ("z.toml", "two_hop.scene", "a.toml", "z.toml")
    with ShardWriter(tmp_path, tokenizer="t") as writer:
        writer.also_from(map(record_of, names))
        writer.add_block(block_of([program(0, file="late.scene"), program(2)]))
        manifest = writer.publish()
    assert [source.file for source in manifest.sources] == [
        *("stored/late.scene", "stored/two_hop.scene"),
        *("stored/a.toml", "stored/z.toml"),
    ]


def test_a_builder_that_knows_too_much_forgets(program: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its memory is bounded, and its blocks are the same."""
    monkeypatch.setattr("scenelang.shards.batch_builder._MOST_KNOWN", 3)
    builder = BatchBuilder(record_of)
    rows = [program(number) for number in range(8)]
    first = block_of(rows, builder)
    again = block_of(rows, builder)
    assert first.to_bytes().equals(again.to_bytes())
    assert len(builder) == 0


@pytest.mark.parametrize(
    "number",
    [0.0, 1.0, 0.1, 0.35, 12.5, 0.1234, 100 / 3, 200 / 3, 2 / 7, 1e-4, 33.3, 0.000_001, 123_456.0, 50 / 12],
)
def test_a_number_that_was_written_simply_is_found_again(number: float) -> None:
    assert as_written(np.array([number], np.float32)).tolist() == [number]


@given(st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False, allow_subnormal=False)))
def test_a_number_found_again_is_stored_as_it_was(numbers: list[float]) -> None:
    stored = np.array(numbers, np.float32)
    assert as_written(stored).astype(np.float32).tolist() == stored.tolist()
