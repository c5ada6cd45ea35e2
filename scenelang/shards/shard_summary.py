"""What is in shards, counted: rows and tokens by every kind of word, and how values are spread.

Takes: an opened shard folder.
Gives: a summary.
May assume: shards that were verified.
Never does: hold more than one record batch.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scenelang.shards.arrow_arrays import numbers_of
from scenelang.shards.as_written import as_written
from scenelang.shards.flat_lists import list_items, list_offsets, list_starts
from scenelang.shards.mapped_file import MappedFile
from scenelang.shards.shard_set import ShardSet

_MOST_BARS: Final = 10
_WORDS: Final = ("split", "archetype", "stratum", "language", "rendering")
_HUNDREDTHS: Final = 100


class Count(NamedTuple):
    """How many rows, and how many tokens in them."""

    rows: int
    tokens: int


class Bar(NamedTuple):
    """How many values lie from `low` up to and with `high`."""

    low: float
    high: float
    values: int


class Spread(NamedTuple):
    """How values are spread: the lowest, the middle one, the highest, and bars from low to high."""

    lowest: float
    median: float
    highest: float
    bars: tuple[Bar, ...]


class ShardSummary(NamedTuple):
    """What is in shards. `words` is by column, then by word, the most rows first.

    `spreads` are of tokens a row (`row_tokens`), of loss weights (`token_weights`), and of attention and
    hidden-layer sites a row (`attention_sites`, `hidden_sites`).
    """

    words: dict[str, dict[str, Count]]
    spreads: dict[str, Spread]


def summarise(shards: ShardSet) -> ShardSummary:
    """Counts everything."""
    counted = _Counted()
    for shard in shards.manifest.shards:
        for batch in MappedFile(shards.folder / shard.file).batches():
            counted.add(batch)
    return ShardSummary(counted.words(), counted.spreads())


class _Counted:
    """Running counts; the counts of whole numbers are arrays, one item for each number from 0."""

    def __init__(self) -> None:
        self._words: dict[str, defaultdict[str, list[int]]] = {
            name: defaultdict(lambda: [0, 0]) for name in _WORDS
        }
        none = np.zeros(0, np.int64)
        self._counts = dict.fromkeys(("row_tokens", "attention_sites", "hidden_sites"), none)
        self._weights: defaultdict[int, int] = defaultdict(int)

    def add(self, batch: pa.RecordBatch) -> None:
        """Counts the rows of a batch."""
        tokens = np.diff(list_offsets(batch.column("input_ids")))
        for name, words in self._words.items():
            encoded = batch.column(name).dictionary_encode()
            numbers = numbers_of(encoded.indices)
            sums = np.bincount(numbers, tokens).astype(np.int64).tolist()
            rows = np.bincount(numbers).tolist()
            for word, held, length in zip(encoded.dictionary.to_pylist(), rows, sums, strict=True):
                words[word][0] += held
                words[word][1] += length
        self._add_counts("row_tokens", tokens)
        for name, column in (("attention_sites", "attention_query"), ("hidden_sites", "hidden_position")):
            self._add_counts(name, np.diff(list_offsets(batch.column(column))))
        self._add_weights(batch.column("loss_weight"))

    def _add_counts(self, name: str, numbers: NDArray[Any]) -> None:
        found, known = np.bincount(numbers), self._counts[name]
        size = max(len(found), len(known))
        self._counts[name] = np.pad(found, (0, size - len(found))) + np.pad(known, (0, size - len(known)))

    def _add_weights(self, column: pa.ListArray) -> None:
        items = list_items(column)
        starts = list_starts(items, list_offsets(column))
        values = np.rint(as_written(items[starts]) * _HUNDREDTHS).astype(np.int64)
        distinct, places = np.unique(values, return_inverse=True)
        sums = np.bincount(places, np.diff(starts, append=len(items)))
        for value, count in zip(distinct.tolist(), sums.tolist(), strict=True):
            self._weights[value] += int(count)

    def words(self) -> dict[str, dict[str, Count]]:
        """Rows and tokens by column and word."""
        return {
            name: {
                word: Count(*counts)
                for word, counts in sorted(words.items(), key=lambda each: (-each[1][0], each[0]))
            }
            for name, words in self._words.items()
        }

    def spreads(self) -> dict[str, Spread]:
        """How values are spread, by name."""
        whole = {
            name: spread_of(np.flatnonzero(counts), counts[np.flatnonzero(counts)])
            for name, counts in self._counts.items()
        }
        values = np.array(sorted(self._weights), np.int64)
        counts = np.array([self._weights[value] for value in values.tolist()], np.int64)
        weights = spread_of(values, counts, _HUNDREDTHS)
        return {"row_tokens": whole.pop("row_tokens"), "token_weights": weights, **whole}


def spread_of(values: NDArray[np.int64], counts: NDArray[np.int64], scale: int = 1) -> Spread:
    """The spread of ascending distinct values that come so many times; they are told divided by `scale`."""
    low, high = int(values[0]), int(values[-1])
    middle = int(values[np.searchsorted(np.cumsum(counts), (int(counts.sum()) + 1) // 2)])
    if len(values) <= _MOST_BARS:
        edges = [(value, value) for value in values.tolist()]
        sums = counts.tolist()
    else:
        width = -(-(high - low + 1) // _MOST_BARS)
        starts = range(low, high + 1, width)
        edges = [(start, min(start + width - 1, high)) for start in starts]
        sums = np.bincount((values - low) // width, counts, len(edges)).astype(np.int64).tolist()
    bars = tuple(
        Bar(first / scale, last / scale, int(count)) for (first, last), count in zip(edges, sums, strict=True)
    )
    return Spread(low / scale, middle / scale, high / scale, bars)
