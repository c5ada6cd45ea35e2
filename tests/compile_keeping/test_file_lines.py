"""What is known of files comes back as it was, and is nothing where somebody else wrote it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenelang.compile.compiled_file import CompiledFile, CompiledScene, PackedRows, UsedFile
from scenelang.compile.keeping.file_lines import (
    Under,
    Used,
    kept_used,
    line_of,
    read_file,
    read_lines,
    read_used,
)
from scenelang.diagnostics import Diagnostic
from scenelang.gathering import NotKept, SceneIdTaken
from scenelang.model import Name
from scenelang.source import Span

WORDS = st.text(min_size=1, max_size=8)
UNDER = Under("1.2.3.4", "a" * 32, "", "")


@st.composite
def names(draw: st.DrawFn, file: str) -> Name:
    start = draw(st.integers(0, 99))
    return Name(
        draw(WORDS), Span(draw(st.sampled_from((file, "other"))), start, start + draw(st.integers(0, 9)))
    )


@st.composite
def files(draw: st.DrawFn) -> tuple[str, CompiledFile]:
    name = draw(WORDS)
    places = st.tuples(WORDS, st.integers(0, 9))
    rests = st.lists(st.tuples(places, st.lists(places, max_size=2).map(tuple)), max_size=2).map(tuple)
    scenes = tuple(
        CompiledScene(draw(names(name)), number, draw(st.integers(0, 9)), rests_on=draw(rests))
        for number in range(draw(st.integers(0, 3)))
    )
    own = UsedFile(draw(st.sampled_from((name, "/full"))), draw(st.sampled_from((name, "short"))), "d" * 64)
    rows = draw(st.none() | st.builds(PackedRows, WORDS, st.integers(0, 9), st.integers(10, 19)))
    found: tuple[Diagnostic, ...] = (SceneIdTaken(Span(name, 0, 1), "x", Span(name, 2, 3)),)
    return name, CompiledFile(
        own,
        draw(st.just(tuple(scene.id for scene in scenes)) | st.lists(names(name), max_size=2).map(tuple)),
        scenes,
        rows,
        draw(st.sampled_from(((), found))),
        draw(st.lists(st.builds(UsedFile, WORDS, WORDS, WORDS), max_size=2).map(tuple)),
        tuple(draw(st.lists(WORDS, max_size=2))),
        draw(st.booleans()),
    )


@given(st.lists(files(), max_size=4))
def test_files_come_back_as_they_were(written: list[tuple[str, CompiledFile]]) -> None:
    used: dict[Used, int] = {}
    lines = [line_of(name, UNDER, file, used) for name, file in written]
    assert all("\n" not in line and line.isascii() for line in lines)
    table = [read_used(json.loads(json.dumps(kept_used(each)))) for each in used]
    read = read_lines(lines)
    assert [line.name for line in read] == [name for name, _ in written]
    assert [line.under for line in read] == [UNDER] * len(written)
    assert [read_file(line, table) for line in read] == [file for _, file in written]


PLAIN = ["a", "", "", "", "", "d", [], "", "", 0, None, [], None, None, False]


def changed(place: int, value: Any) -> list[Any]:
    return [*PLAIN[:place], value, *PLAIN[place + 1 :]]


@pytest.mark.parametrize(
    "line",
    [
        "x",
        "[",
        "[]",
        "[1]",
        json.dumps(PLAIN[:-1]),
        "[" * 100_000,
        '{"a": 1}',
    ],
)
def test_lines_of_another_shape_are_none(line: str) -> None:
    with pytest.raises(NotKept):
        read_lines([line])


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (9, 7),
        (9, "x"),
        (10, ["pack"]),
        (10, 5),
        (11, [[]]),
        (11, [["id", 5, 2, "", 0, 1, None]]),
        (11, [["id", "5", 2, "", 0, 1, None]]),
        (11, 5),
        (12, [["id", 1]]),
        (13, [["os", "system", None, ["true"]]]),
        (13, [["scenelang.cli", "main", None, []]]),
        (13, [["scenelang.gathering.messages", "no_such", None, []]]),
        (13, [["scenelang.gathering", "SceneRun", None, [[]]]]),
    ],
)
def test_values_that_nobody_kept_are_none(place: int, value: object) -> None:
    (line,) = read_lines([json.dumps(changed(place, value))])
    with pytest.raises(NotKept):
        read_file(line, [()])


@pytest.mark.parametrize("kept", [5, [5], [["a"]], [["a", "b", 5]], [["a", "b", "c", "d"]]])
def test_a_table_that_nobody_kept_is_none(kept: Any) -> None:
    with pytest.raises(NotKept):
        read_used(kept)
