"""Reads one shard: mapped into memory, a row at a time, as numpy views.

Takes: the path of a shard whose digest is known to be right.
Gives: rows; their arrays are read-only views of the file's memory.
May assume: the columns of `columns.py`.
Never does: copy numbers, or build Python objects for columns that a row does not need.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scenelang.shards.arrow_arrays import numbers_of
from scenelang.shards.columns import NUMBER_LISTS, ROW_NUMBERS, ROW_TEXTS, TEXT_LISTS
from scenelang.shards.mapped_file import MappedFile
from scenelang.shards.row import AttentionSites, Bands, Exposures, HiddenSites, Row

_BATCH_TEXTS = tuple(name for name in ROW_TEXTS if name != "language")


class ShardFile:
    """One memory-mapped shard."""

    def __init__(self, path: Path) -> None:
        """Maps the file and counts its rows.

        Raises:
            OSError: the file cannot be opened.
            pyarrow.ArrowInvalid: it is no Arrow file.
        """
        self.path = path
        self._file = MappedFile(path)
        self._starts = list(accumulate(self._file.batch_rows(), initial=0))
        self._batches: list[_Batch | None] = [None] * (len(self._starts) - 1)

    @cached_property
    def memory(self) -> pa.Buffer:
        """What every column of the file is a view of."""
        return self._file.arrow_memory()

    @cached_property
    def _reader(self) -> pa.ipc.RecordBatchFileReader:
        return pa.ipc.open_file(self.memory)

    @property
    def batch_rows(self) -> tuple[int, ...]:
        """How many rows each record batch has."""
        return tuple(stop - start for start, stop in pairwise(self._starts))

    def record_batch(self, number: int) -> pa.RecordBatch:
        """One record batch; its columns are views of the file."""
        return self._reader.get_batch(number)

    def __len__(self) -> int:
        return self._starts[-1]

    def row(self, index: int, axis_counts: tuple[int, ...]) -> Row:
        """One row; `axis_counts` are the lengths of the manifest's `axes`."""
        number = bisect_right(self._starts, index) - 1
        batch = self._batches[number]
        if batch is None:
            batch = self._batches[number] = _Batch(self._reader.get_batch(number))
        return batch.row(index - self._starts[number], axis_counts)

    def number(self, column: str, index: int) -> int:
        """One value of a column of whole numbers."""
        number = bisect_right(self._starts, index) - 1
        batch = self._reader.get_batch(number)
        return int(batch.column(column)[index - self._starts[number]].as_py())

    def text(self, column: str, index: int) -> str:
        """One value of a column of texts."""
        number = bisect_right(self._starts, index) - 1
        return str(self._reader.get_batch(number).column(column)[index - self._starts[number]].as_py())

    def texts(self, column: str) -> pa.ChunkedArray:
        """A whole column of texts, still in Arrow's hands."""
        return self._reader.read_all().column(column)


class _Texts:
    """A text column as offsets into bytes."""

    def __init__(self, column: pa.StringArray) -> None:
        _, offsets, content = column.buffers()
        self._offsets: NDArray[np.int32] = (
            np.frombuffer(offsets, np.int32, len(column) + 1) if offsets else np.zeros(1, np.int32)
        )
        self._content = memoryview(content or b"")

    def one(self, index: int) -> str:
        start, end = self._offsets[index : index + 2].tolist()
        return str(self._content[start:end], "utf-8")

    def several(self, start: int, end: int) -> tuple[str, ...]:
        if start == end:
            return ()
        edges = self._offsets[start : end + 1].tolist()
        first = edges[0]
        joined = bytes(self._content[first : edges[-1]])
        pieces = pairwise(edges)
        if joined.isascii():
            text = joined.decode("ascii")
            return tuple([text[low - first : high - first] for low, high in pieces])
        return tuple([joined[low - first : high - first].decode() for low, high in pieces])


class _Batch:
    """The columns of one record batch as numpy views."""

    def __init__(self, batch: pa.RecordBatch) -> None:
        self._texts = {name: _Texts(batch.column(name)) for name in _BATCH_TEXTS}
        self._numbers = {name: numbers_of(batch.column(name)) for name in ROW_NUMBERS}
        self._offsets: dict[str, NDArray[np.int32]] = {}
        self._text_items: dict[str, _Texts] = {}
        for name, group in TEXT_LISTS.items():
            column = batch.column(name)
            self._text_items[name] = _Texts(column.values)
            self._offsets[group] = numbers_of(column.offsets)
        self._items: dict[str, tuple[NDArray[Any], ...]] = {}
        for group, names in NUMBER_LISTS.items():
            columns = [batch.column(name) for name in names]
            self._offsets[group] = numbers_of(columns[0].offsets)
            self._items[group] = tuple(numbers_of(column.values) for column in columns)

    def _group(self, group: str, index: int) -> list[NDArray[Any]]:
        start, end = self._offsets[group][index : index + 2].tolist()
        return [column[start:end] for column in self._items[group]]

    def _text_group(self, group: str, index: int, *names: str) -> list[tuple[str, ...]]:
        start, end = self._offsets[group][index : index + 2].tolist()
        return [self._text_items[name].several(start, end) for name in names]

    def row(self, index: int, axis_counts: tuple[int, ...]) -> Row:
        texts = self._texts
        ids, weights, beats, avoid = self._group("tokens", index)
        (ranges,) = self._group("source_ranges", index)
        (tension,) = self._group("tension", index)
        (tags,) = self._text_group("tags", index, "tags")
        names, values = self._text_group("binding", index, "binding_names", "binding_values")
        (prerequisites,) = self._text_group("prerequisites", index, "prerequisites")
        axes = axis_counts[self._numbers["axes"][index]]
        return Row(
            scene=texts["scene"].one(index),
            instance=int(self._numbers["instance"][index]),
            split=texts["split"].one(index),
            binding=tuple(zip(names, values, strict=True)),
            archetype=texts["archetype"].one(index),
            stratum=texts["stratum"].one(index),
            tags=tags,
            input_ids=ids,
            loss_weight=weights,
            beat=beats,
            sources=ranges.reshape(-1, 2),
            tension=tension.reshape(-1, axes) if axes else tension.reshape(0, 0),
            curriculum=float(self._numbers["curriculum"][index]),
            attention=self._attention(index),
            hidden=self._hidden(index),
            certificates=self._certificates(index),
            avoid_weight=avoid,
            exposures=self._exposures(index),
            prerequisites=prerequisites,
            recalled=self._recalled(index),
            rendering=texts["rendering"].one(index),
        )

    def _attention(self, index: int) -> AttentionSites:
        query, away, unit, low, high, rule, count, mask, weight, origin, target = self._group(
            "attention", index
        )
        (keys,) = self._group("attention_keys", index)
        (key_offsets,) = self._group("attention_key_offsets", index)
        away_flags = away.view(np.bool_)
        bands = Bands(unit, low, high)
        return AttentionSites(
            query, keys, key_offsets, away_flags, bands, rule, count, mask, weight, origin, target
        )

    def _hidden(self, index: int) -> HiddenSites:
        position, kind, unit, low, high, token, other, name, value, weight, origin = self._group(
            "hidden", index
        )
        return HiddenSites(position, kind, Bands(unit, low, high), token, other, name, value, weight, origin)

    def _exposures(self, index: int) -> Exposures:
        start, end, module, unit, low, high = self._group("exposure", index)
        return Exposures(start, end, module, Bands(unit, low, high))

    def _recalled(self, index: int) -> tuple[tuple[str, str, int, int], ...]:
        scenes, files = self._text_group("recalled", index, "recalled_scenes", "recalled_files")
        edges = self._group("recalled_ranges", index)[0].tolist()
        return tuple(zip(scenes, files, edges[::2], edges[1::2], strict=True))

    def _certificates(self, index: int) -> tuple[tuple[str, int, int, str, str], ...]:
        spans, texts, decoded = self._text_group(
            "certificates", index, "certificate_spans", "certificate_texts", "certificate_decoded"
        )
        edges = self._group("certificate_ranges", index)[0].tolist()
        return tuple(zip(spans, edges[::2], edges[1::2], texts, decoded, strict=True))
