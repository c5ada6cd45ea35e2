"""Rows by the batch are the rows one by one."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from scenelang.diagnostics import Refusal
from scenelang.shards import FlatReader, Row, ShardSet, open_shards, write_shards
from scenelang.shards.columns import NUMBER_LISTS, ROW_NUMBERS
from scenelang.shards.stored_batches import StoredBatches
from scenelang.tokens import TokenProgram

OF_ROW = {
    "input_ids": "input_ids", "loss_weight": "loss_weight", "beat": "beat", "avoid_weight": "avoid_weight",
    "source_ranges": "sources", "tension": "tension",
}  # fmt: skip
"""Columns whose name in a `Row` is not that of their group's part."""


@pytest.fixture(scope="module", params=["arrow", "parquet"])
def shards(
    request: Any, program: Callable[..., TokenProgram], tmp_path_factory: pytest.TempPathFactory
) -> ShardSet:
    folder = tmp_path_factory.mktemp("shards") / "shards"
    programs = (program(number) for number in range(4_100))
    written = write_shards(programs, folder, file_format=request.param, shard_rows=2_000)
    assert not written.errors
    opened = open_shards(folder)
    assert opened.value is not None
    assert len(opened.value.manifest.shards) == 3
    return opened.value


def arrays_of(value: Any) -> list[np.ndarray[Any, Any]]:
    """The arrays of a value, in order, those of its parts among them."""
    if isinstance(value, np.ndarray):
        return [value.ravel()]
    if is_dataclass(value):
        return [found for one in fields(value) for found in arrays_of(getattr(value, one.name))]
    return []


def columns_of(row: Row) -> dict[str, np.ndarray[Any, Any]]:
    """The columns of a row, by their names in shards."""
    found = {name: getattr(row, part).ravel() for name, part in OF_ROW.items()}
    attention, hidden, exposures = map(arrays_of, (row.attention, row.hidden, row.exposures))
    query, keys, key_offsets, away, *rest = attention
    found["attention_keys"], found["attention_key_offsets"] = keys, key_offsets
    found.update(zip(NUMBER_LISTS["attention"], [query, away.view(np.int8), *rest], strict=True))
    found.update(zip(NUMBER_LISTS["hidden"], hidden, strict=True))
    found.update(zip(NUMBER_LISTS["exposure"], exposures, strict=True))
    found["certificate_ranges"] = np.array([place for one in row.certificates for place in one[1:3]])
    found["recalled_ranges"] = np.array([place for one in row.recalled for place in one[2:4]])
    return found


def test_every_column_of_every_row_is_that_of_the_row(shards: ShardSet) -> None:
    reader = FlatReader([shards])
    for size in (1, 16, 700):
        wanted = np.random.default_rng(size).integers(0, len(shards), size)
        flat = reader.read(wanted)
        assert set(flat.columns) == {
            *ROW_NUMBERS,
            *(name for names in NUMBER_LISTS.values() for name in names),
        }
        for place, number in enumerate(wanted.tolist()):
            row = shards[number]
            for name, values in columns_of(row).items():
                assert np.array_equal(flat.of_row(name, place), values), name
            assert flat["instance"][place] == row.instance
            assert flat["curriculum"][place] == row.curriculum


def test_columns_have_the_types_of_shards(shards: ShardSet) -> None:
    flat = FlatReader([shards]).read([0, 4_099])
    codes = {**ROW_NUMBERS, **{name: code for names in NUMBER_LISTS.values() for name, code in names.items()}}
    assert {name: values.dtype for name, values in flat.columns.items()} == {
        name: np.dtype(code) for name, code in codes.items()
    }


def test_items_know_their_rows(shards: ShardSet) -> None:
    flat = FlatReader([shards]).read([5, 0, 2_000])
    assert flat.counts("tokens").tolist() == [len(shards[number].input_ids) for number in (5, 0, 2_000)]
    assert flat.row_of_items("tokens").tolist() == np.repeat([0, 1, 2], flat.counts("tokens")).tolist()
    assert len(flat) == 3


def test_no_rows_at_all_are_an_empty_batch(shards: ShardSet) -> None:
    flat = FlatReader([shards]).read([])
    assert len(flat) == 0
    assert all(not len(values) for values in flat.columns.values())


@pytest.mark.parametrize("rows", [[4_100], [0, -1]])
def test_a_row_that_is_not_there_is_refused(shards: ShardSet, rows: list[int]) -> None:
    with pytest.raises(IndexError, match="of 4100"):
        FlatReader([shards]).read(rows)


def test_a_batch_outlives_its_reader_and_a_reader_can_be_pickled(shards: ShardSet) -> None:
    flat = pickle.loads(pickle.dumps(FlatReader([shards]))).read([4_099])
    assert np.array_equal(flat.of_row("input_ids", 0), shards[4_099].input_ids)
    copied = pickle.loads(pickle.dumps(flat))
    assert np.array_equal(copied["input_ids"], flat["input_ids"])


def test_texts_come_when_they_are_asked_for(shards: ShardSet) -> None:
    reader = FlatReader([shards])
    assert reader.texts("scene", [3, 4_000]) == [shards[3].scene, shards[4_000].scene]
    assert reader.texts("tags", [2, 3]) == [list(shards[2].tags), list(shards[3].tags)]


def test_lengths_are_the_tokens_of_rows(shards: ShardSet) -> None:
    lengths = FlatReader([shards]).lengths()
    assert len(lengths) == 4_100
    assert lengths[[7, 4_099]].tolist() == [len(shards[number].input_ids) for number in (7, 4_099)]


class Forged:
    """A shard file, and its record batch, whose lists of one column reach beyond what it holds."""

    path = Path("part-00000.arrow")
    batch_rows = (2,)

    def __init__(self, honest: pa.RecordBatch, name: str, offsets: list[int]) -> None:
        forged = SimpleNamespace(offsets=pa.array(offsets, pa.int32()), values=honest.column(name).values)
        self._columns = {**dict(zip(honest.schema.names, honest.columns, strict=True)), name: forged}

    def record_batch(self, _: int) -> Forged:
        return self

    def column(self, name: str) -> pa.Array:
        return self._columns[name]


@pytest.mark.parametrize("column", ["input_ids", "attention_keys", "tension"])
@pytest.mark.parametrize("offsets", [[0, 3, 1 << 30], [-8, 0, 1], [0, 5, 2]])
def test_lists_that_reach_beyond_their_shard_are_refused_before_they_are_read(
    program: Callable[..., TokenProgram], tmp_path: Path, column: str, offsets: list[int]
) -> None:
    write_shards(map(program, range(2)), tmp_path)
    shards = open_shards(tmp_path).value
    assert shards is not None
    honest = shards.files[0].record_batch(0)
    with pytest.raises(Refusal) as refused:
        StoredBatches([Forged(honest, column, offsets)]).prove(0)  # type: ignore[list-item]
    assert refused.value.diagnostic.code == "SL505"
    assert column in refused.value.diagnostic.message
