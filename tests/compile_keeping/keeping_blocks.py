"""Blocks of rows for tests of the compile cache."""

from __future__ import annotations

from scenelang.shards import BatchBuilder, RowBlock, SourceRecord
from scenelang.tokens import Split, TokenProgram


def block_of(rows: int, start: int = 0, file: str = "a.scene") -> RowBlock:
    """Rows that differ by number."""
    builder = BatchBuilder(lambda name: SourceRecord(file=name, sha256=None))
    for number in range(start, start + rows):
        builder.add(program_of(number, file))
    return builder.take_block()


def program_of(number: int, file: str = "a.scene") -> TokenProgram:
    """A program of four tokens."""
    return TokenProgram(
        scene=f"scene-{number}",
        file=file,
        instance=0,
        binding=(),
        split=Split.TRAIN,
        archetype="plain",
        stratum="thinking",
        language="en",
        tags=(),
        tokenizer="f" * 64,
        ids=(number, 1, 2, 3),
        pieces=("x",) * 4,
        weights=(0.0, 1.0, 1.0, 1.0),
        beats=(0,) * 4,
        sources=((-1, -1), (0, 2), (2, 4), (4, 6)),
        axes=(),
        tension=((),),
        curriculum=0.0,
        attention=(),
        hidden=(),
        certificates=(),
    )
