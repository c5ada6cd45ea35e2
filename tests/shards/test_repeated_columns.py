"""Columns that are kept as numbers of what stands in them."""

from __future__ import annotations

from collections.abc import Mapping

from scenelang.shards.repeated_columns import RepeatedColumns


def test_each_site_has_the_values_of_what_it_says() -> None:
    columns = RepeatedColumns({"low": "f", "origin": "i"})
    columns.add("first", 1, lambda: {"low": 0.5, "origin": 7})
    columns.add("second", 2, lambda: {"low": 0.25, "origin": 8})
    columns.add("first", 1, lambda: {"low": 0.5, "origin": 7})
    assert len(columns) == 4
    assert columns.column("low").to_pylist() == [0.5, 0.25, 0.25, 0.5]
    assert columns.column("origin").to_pylist() == [7, 8, 8, 7]


def test_values_are_worked_out_once_even_across_batches() -> None:
    asked: list[str] = []

    def values() -> Mapping[str, float]:
        asked.append("again")
        return {"weight": 2.0}

    columns = RepeatedColumns({"weight": "f"})
    columns.add("said", 1, values)
    columns.clear()
    assert columns.column("weight").to_pylist() == []
    columns.add("said", 3, values)
    assert columns.column("weight").to_pylist() == [2.0, 2.0, 2.0]
    assert asked == ["again"]


def test_no_site_at_all_is_an_empty_column_of_the_right_type() -> None:
    column = RepeatedColumns({"away": "b"}).column("away")
    assert (len(column), str(column.type)) == (0, "int8")


def test_a_target_without_a_site_adds_nothing() -> None:
    columns = RepeatedColumns({"weight": "f"})
    columns.add("said", 0, lambda: {"weight": 1.0})
    assert columns.column("weight").to_pylist() == []
