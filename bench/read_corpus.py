"""Shards to read from, and the same numbers as plain arrays for whoever keeps them in another way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from corpus import write_corpus
from numpy.typing import NDArray

from scenelang.compile import compile_paths
from scenelang.shards import FlatBatch, FlatReader, RowBlock, ShardSet, ShardWriter, open_shards

SCENES = 500
COPIES = 40
"""The rows of so many scenes, written one after the other so many times: 20,000 rows, 10 M tokens, 340 MB."""


def read_corpus(folder: Path) -> ShardSet:
    """Compiles the scenes and writes their rows; the shards, opened."""
    write_corpus(folder / "corpus", SCENES)
    built = compile_paths([folder / "corpus"], folder / "once")
    assert built.value is not None, built.diagnostics
    once = open_shards(folder / "once").value
    assert once is not None
    manifest = once.manifest
    words = (manifest.sources, manifest.axes, manifest.origins, manifest.names)
    tokenizer = manifest.tokenizer
    with ShardWriter(
        folder / "shards", tokenizer=tokenizer.fingerprint, vocab_size=tokenizer.vocab_size
    ) as writer:
        for _ in range(COPIES):
            for batch in FlatReader([once]).record_batches():
                writer.add_block(RowBlock(batch, *words))
        writer.publish()
    shards = open_shards(folder / "shards").value
    assert shards is not None
    return shards


def chunks(shards: ShardSet, rows: int = 1_000) -> Iterator[FlatBatch]:
    """All numbers of all rows, a thousand rows at a time."""
    reader = FlatReader([shards])
    for start in range(0, len(shards), rows):
        yield reader.read(np.arange(start, min(start + rows, len(shards))))


def row_arrays(shards: ShardSet) -> Iterator[dict[str, NDArray[Any]]]:
    """Every row as one array for each of its columns of numbers."""
    for flat in chunks(shards):
        for place in range(len(flat)):
            yield {name: flat.of_row(name, place) for name in flat.columns}
