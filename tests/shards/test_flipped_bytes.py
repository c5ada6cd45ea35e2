"""One flipped bit, wherever it is, and a shard folder is refused."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from scenelang.shards import ShardWriter, open_shards
from scenelang.tokens import TokenProgram

Format = Literal["arrow", "parquet"]


@pytest.fixture(params=["arrow", "parquet"])
def folder(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    program: Callable[..., TokenProgram],
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A folder of several shards."""
    monkeypatch.setattr("scenelang.shards.shard_writer.BATCH_ROWS", 3)
    with ShardWriter(tmp_path / "out", file_format=request.param, shard_rows=3) as writer:
        for number in range(9):
            writer.add(program(number))
        assert len(writer.publish().shards) == 3
    return tmp_path / "out"


def refusals(path: Path, places: list[int], dice: random.Random) -> set[str]:
    """The codes with which a folder is refused where one bit of a file in it is flipped, place by place."""
    sound = path.read_bytes()
    codes = set()
    for place in places:
        broken = bytearray(sound)
        broken[place] ^= 1 << dice.randrange(8)
        path.write_bytes(broken)
        outcome = open_shards(path.parent)
        assert outcome.value is None, f"byte {place} of {path.name}"
        codes.update(one.code for one in outcome.diagnostics)
    path.write_bytes(sound)
    assert open_shards(path.parent).value is not None
    return codes


@pytest.mark.slow
def test_a_flipped_bit_at_any_of_500_places_in_shards_is_refused(folder: Path) -> None:
    dice = random.Random(11)
    shards = sorted(folder.glob("part-*"))
    for shard in shards:
        size = shard.stat().st_size
        ends = [*range(16), *range(size - 16, size)]
        places = [*ends, *(dice.randrange(size) for _ in range(500 // len(shards)))]
        assert refusals(shard, places, dice) == {"SL505"}


@pytest.mark.slow
def test_a_flipped_bit_in_every_mark_of_the_manifest_is_refused(folder: Path) -> None:
    """Every brace, bracket, quote, comma, colon and line break, every digit, and each third byte beside."""
    dice = random.Random(12)
    path = folder / "manifest.json"
    content = path.read_bytes()
    places = [
        place for place, byte in enumerate(content) if byte in b'{}[]",:\n 0123456789' or place % 3 == 0
    ]
    codes = refusals(path, places, dice)
    assert "SL502" in codes
    assert codes <= {"SL502", "SL503"}
