"""Runs of files come back as they were, cut and merged too, and are nothing where somebody else wrote."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenelang.compile.compiled_file import CompiledFile, CompiledScene, PackedRows, UsedFile
from scenelang.compile.file_run import FileRun, run_of_one
from scenelang.compile.keeping.file_lines import Under, Used, read_file
from scenelang.compile.keeping.known_runs import as_line
from scenelang.compile.keeping.run_lines import RUN_START, KeptRun, as_run, merged, read_run
from scenelang.compile.taken_ids import TakenIds
from scenelang.gathering import NotKept, SceneIdTaken
from scenelang.model import Name
from scenelang.source import Span

UNDER = Under("1.2.3.4", "a" * 32, "", "")


def plain_file(number: int, start: int, rows: int) -> CompiledFile:
    name = f"/project/scenes/{number}.scene"
    id_ = Name(f"scene.{number}", Span(name, number, number + 5))
    return CompiledFile(
        own=UsedFile(name, f"scenes/{number}.scene", "d" * 64),
        ids=(id_,),
        scenes=(CompiledScene(id_, 0, rows),),
        rows=PackedRows("pack", start, start + rows),
    )


@st.composite
def side_by_side(draw: st.DrawFn) -> list[CompiledFile]:
    files: list[CompiledFile] = []
    start = draw(st.integers(0, 9))
    for number, rows in enumerate(draw(st.lists(st.integers(1, 5), min_size=1, max_size=6))):
        files.append(plain_file(number, start, rows))
        start += rows
    return files


def run_of(files: list[CompiledFile]) -> KeptRun:
    (run,) = merged(run for file in files if (run := as_run(file.own.file, UNDER, file)) is not None)
    return run


@given(side_by_side())
def test_runs_come_back_as_the_files_that_they_were_made_of(files: list[CompiledFile]) -> None:
    used: dict[Used, int] = {}
    line = run_of(files).line(used)
    assert line.startswith(RUN_START)
    read = read_run(line, [*used])
    assert [*read.run.compiled()] == files
    assert read.run.names() == tuple(file.own.file for file in files)
    assert (read.stamps, read.state) == ((UNDER.stamp,) * len(files), UNDER.folder)
    assert [read_file(as_line(read, at, 0), [()]) for at in range(len(files))] == files


@given(side_by_side(), st.data())
def test_a_part_of_a_run_is_the_run_of_these_files(files: list[CompiledFile], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(files) - 1))
    stop = data.draw(st.integers(start + 1, len(files)))
    assert run_of(files).cut(start, stop) == run_of(files[start:stop])


def test_rows_that_do_not_lie_side_by_side_are_two_runs() -> None:
    files = [plain_file(0, 0, 2), plain_file(1, 3, 2)]
    runs = [run for file in files if (run := as_run(file.own.file, UNDER, file)) is not None]
    assert [*merged(runs)] == runs


def test_a_file_that_is_not_plain_is_no_run() -> None:
    file = plain_file(0, 0, 2)
    name = file.own.file
    assert run_of_one(name, file) is not None
    assert run_of_one(name, file._replace(asks=("a.txt",))) is None
    assert run_of_one(name, file._replace(is_wide=True)) is None
    assert run_of_one(name, file._replace(rows=None)) is None
    assert run_of_one("/elsewhere/0.scene", file) is None
    assert as_run(name, UNDER._replace(wide="x"), file) is None


def without(line: list[Any], place: int, value: object) -> str:
    return json.dumps([*line[:place], value, *line[place + 1 :]])


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, []),
        (0, ["a", "b", "c", "pack", -2, 2, 0]),
        (0, ["a", "b", "c", "pack", 0, 4, -1]),
        (0, ["a", "b", "c", "pack", 0, 4, 7]),
        (0, ["a", "b", "c", 5, 0, 4, 0]),
        (1, ["0.scene"]),
        (2, 5),
        (3, [1, 2]),
        (5, ["1", "2"]),
        (7, [1, 2]),
        (7, [0, 4]),
        (7, [True, 3]),
    ],
)
def test_a_run_that_nobody_kept_is_none(place: int, value: object) -> None:
    line = json.loads(run_of([plain_file(0, 0, 2), plain_file(1, 2, 2)]).line({}))
    with pytest.raises(NotKept):
        read_run(without(line, place, value), [()])


@pytest.mark.parametrize("line", ["[[", "[[]]", "[[1], 2]", "[" * 100_000])
def test_lines_of_another_shape_are_no_runs(line: str) -> None:
    with pytest.raises(NotKept):
        read_run(line, [()])


def test_an_id_that_a_run_has_is_taken_for_those_behind_it_and_before_it() -> None:
    files = [plain_file(0, 0, 1), plain_file(1, 1, 1)]
    run: FileRun = run_of(files).run
    ids = TakenIds()
    assert [*ids.of_run(run)] == []
    again = Name("scene.1", Span("/other.scene", 3, 4))
    assert ids.taken(again) == SceneIdTaken(again.place, "scene.1", files[1].ids[0].place)
    other = TakenIds()
    assert other.taken(again) is None
    assert [*other.of_run(run)] == [None, SceneIdTaken(files[1].ids[0].place, "scene.1", again.place)]
