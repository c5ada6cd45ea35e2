"""One block's numbers of words to those of a build, in the order in which rows first use them.

Takes: a block of rows, and the vocabularies of the build so far.
Gives: its record batch with the build's numbers; the vocabularies have grown by what was new.
May assume: blocks come in the order of the rows.
Never does: give a number to a word that no row uses, so that numbers do not depend on how rows were cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scenelang.shards.arrow_arrays import number_array, numbers_of
from scenelang.shards.flat_lists import list_items, list_offsets, with_items
from scenelang.shards.row_block import RowBlock
from scenelang.shards.vocabularies import Vocabularies, Vocabulary

T = TypeVar("T")
Numbers = NDArray[np.int32]


def renumbered(block: RowBlock, words: Vocabularies) -> pa.RecordBatch:
    """The rows of a block with the numbers that `words` give."""
    batch = block.batch
    sources, axes = numbers_of(batch.column("source")), numbers_of(batch.column("axes"))
    names = list_items(batch.column("hidden_name"))
    by_origin = _new_numbers(_origins_in_order(batch, len(block.origins)), block.origins, words.origins)
    by_source = _new_numbers(_in_order(sources, len(block.sources)), block.sources, words.sources)
    by_axes = _new_numbers(_in_order(axes, len(block.axes)), block.axes, words.axes)
    by_name = _new_numbers(_in_order(names, len(block.names)), block.names, words.names)
    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
    columns["source"] = number_array(by_source[sources])
    columns["axes"] = number_array(by_axes[axes].astype(np.int16))
    columns["hidden_name"] = with_items(columns["hidden_name"], by_name[names])
    for name in ("attention_origin", "hidden_origin"):
        columns[name] = with_items(columns[name], by_origin[list_items(columns[name])])
    return pa.RecordBatch.from_arrays(list(columns.values()), schema=batch.schema)


def trimmed(block: RowBlock) -> RowBlock:
    """The block with the words that its rows use, in the order in which they use them."""
    words = Vocabularies()
    return block_of(renumbered(block, words), words) if block.rows else block


def block_of(batch: pa.RecordBatch, words: Vocabularies) -> RowBlock:
    """A block of rows whose numbers are those of these vocabularies."""
    return RowBlock(batch, *words.words())


def _new_numbers(used: Sequence[int], words: Sequence[T], numbers: Vocabulary[T]) -> Numbers:
    """For each of a block's words its number in the build; -1, also for -1, where no row uses it."""
    new = np.full(len(words) + 1, -1, np.int32)
    if used:
        new[used] = numbers.numbers(map(words.__getitem__, used))
    return new


def _in_order(numbers: NDArray[np.integer], size: int) -> list[int]:
    """The distinct numbers in the order in which they come; -1 is left out."""
    first = _first_places(numbers, size)
    used = np.flatnonzero(first >= 0)
    order: list[int] = used[np.argsort(first[used])].tolist()
    return order


def _origins_in_order(batch: pa.RecordBatch, size: int) -> list[int]:
    """Origins in the order of rows; in a row, those of attention stand before those of hidden targets."""
    parts = []
    for turn, name in enumerate(("attention_origin", "hidden_origin")):
        column = batch.column(name)
        first = _first_places(list_items(column), size)
        used = np.flatnonzero(first >= 0)
        rows = np.searchsorted(list_offsets(column), first[used], side="right")
        parts.append(np.stack((first[used], np.full(len(used), turn), rows, used)))
    met = np.concatenate(parts, axis=1)
    return list(dict.fromkeys(met[-1][np.lexsort(met[:-1])].tolist()))


def _first_places(numbers: NDArray[np.integer], size: int) -> NDArray[np.int64]:
    """Where each number from 0 to `size` comes first; -1 where it does not."""
    first = np.full(size + 1, -1, np.int64)
    first[numbers[::-1]] = np.arange(len(numbers) - 1, -1, -1)
    return first[:-1]
