"""Whoever does the work of a compile, the shards are the same, and so is everything that is said."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scenelang.compile import compile_paths
from scenelang.compile.compiled_file import CompiledFile
from scenelang.compile.engines import hands, processes
from scenelang.compile.engines.worker_process import Work
from scenelang.compile.worker import Worker
from scenelang.diagnostics import Diagnostic

Write = Callable[..., Path]
Bytes = dict[str, bytes]


def bytes_of(folder: Path) -> Bytes:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Has processes started however few files there are; tells how many were asked for."""
    counts: list[int] = []

    class Counted(processes.ProcessEngine):
        def __init__(self, worker: Worker, task: object, count: int) -> None:
            counts.append(count)
            super().__init__(worker, task, count)  # type: ignore[arg-type]

    monkeypatch.setattr(hands, "FEW_FILES", 0)
    monkeypatch.setattr(hands, "_FEW_RANGES", 0)
    monkeypatch.setattr(hands, "_FEWEST_AT_ONCE", 1)
    monkeypatch.setattr(processes, "ProcessEngine", Counted)
    return counts


@pytest.fixture
def project(scene_file: Write, tmp_path: Path) -> Path:
    """Scenes of every kind: plain ones, one with a warning, parametric ones, some that rest on others."""
    for name in ("b", "d", "e", "g", "h"):
        scene_file(name)
    few = "vary:\n  count: 9\n  draw:\n    a: {range: 1..1000}\n"
    for name, count in (("c", 9), ("f", 2100)):
        path = scene_file(name)
        text = path.read_text().replace("Is it gold", "Is bar ${a} gold")
        path.write_text(text + few.replace("9", str(count), 1))
    first = scene_file("a")
    first.write_text(first.read_text() + "self:\n  - answer recalls g#spill\n")
    last = scene_file("z")
    last.write_text(last.read_text().replace("archetype:", "recall: inline\narchetype:"))
    last.write_text(last.read_text() + "self:\n  - answer recalls a#spill\n")
    return tmp_path / "scenes"


@pytest.mark.parametrize(("workers", "portion"), [(1, 1), (1, 7), (2, 1), (2, 512), (5, 7), (5, 1)])
def test_shards_are_the_same_whoever_does_the_work(
    project: Path, tmp_path: Path, started: list[int], workers: int, portion: int
) -> None:
    expected, said = compile_paths([project], tmp_path / "one", workers=1)
    assert expected is not None
    assert expected.rows == 2116
    assert [source.file for source in expected.sources][:3] == [
        "scenes/g.scene",
        "scenes/a.scene",
        "scenes/b.scene",
    ]
    found = compile_paths([project], tmp_path / "many", workers=workers, portion=portion)
    assert found == (expected, said)
    assert bytes_of(tmp_path / "many") == bytes_of(tmp_path / "one")
    assert started == ([workers] if workers > 1 else [])


def test_every_error_of_every_worker_is_told_once_and_in_order(
    project: Path, tmp_path: Path, started: list[int]
) -> None:
    for name in ("b", "e", "h"):
        path = project / f"{name}.scene"
        path.write_text(path.read_text().replace("weight, spill =>", "weigth, spill =>"))
    (project / "d.scene").write_text((project / "c.scene").read_text())
    (tmp_path / "scenelang.toml").write_text("[rules]\nSL001 = 'off'\n")
    manifest, alone = compile_paths([project], tmp_path / "out", workers=1)
    assert manifest is None
    codes = [found.code for found in alone]
    assert codes == ["SL522", "SL201", "SL520", "SL201", "SL308", "SL201"]
    assert compile_paths([project], tmp_path / "out", workers=3, portion=2) == (None, alone)
    assert started == [3]
    assert not (tmp_path / "out").exists()


def test_what_is_said_once_in_a_run_is_said_once_by_all_workers(
    scene_file: Write, tmp_path: Path, started: list[int]
) -> None:
    for name, other in zip("abcdef", "bcdefa", strict=True):
        path = scene_file(name)
        path.write_text(path.read_text() + f"self:\n  - answer recalls {other}#spill\n")
    alone = compile_paths([tmp_path / "scenes"], tmp_path / "out", workers=1)
    assert [found.code for found in alone.diagnostics] == ["SL263"]
    assert compile_paths([tmp_path / "scenes"], tmp_path / "out", workers=3, portion=1) == alone
    assert started == [3]


def test_errors_and_warnings_of_instances_are_told_once_whoever_meets_them(
    project: Path, tmp_path: Path, started: list[int]
) -> None:
    path = project / "f.scene"
    path.write_text(path.read_text() + "  let:\n    b: 1 / (a - 500)\n")
    alone = compile_paths([project], tmp_path / "out", workers=1)
    assert alone.value is None
    assert [found.code for found in alone.errors] == ["SL321"]
    assert compile_paths([project], tmp_path / "out", workers=2) == alone


def kill_first(worker: Worker, work: Work, left: Path) -> None:
    """Ends this process the first time that it is asked for work, as a system short of memory does."""
    if left.exists():
        left.unlink()
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_worker_that_dies_is_replaced_and_its_work_done_again(
    project: Path, tmp_path: Path, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = compile_paths([project], tmp_path / "one", workers=1)
    bomb = tmp_path / "bomb"
    bomb.touch()
    portion = Worker.portion

    def deadly(worker: Worker, files: tuple[str, ...]) -> tuple[CompiledFile, ...]:
        kill_first(worker, files, bomb)
        return portion(worker, files)

    monkeypatch.setattr(Worker, "portion", deadly)
    assert compile_paths([project], tmp_path / "two", workers=2, portion=2) == expected
    assert not bomb.exists()
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
    assert started == [2]


def test_work_over_which_two_workers_die_stops_the_build_in_words(
    project: Path, tmp_path: Path, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = os.getpid()

    def deadly(worker: Worker, files: tuple[str, ...]) -> tuple[CompiledFile, ...]:
        assert os.getpid() != here
        os.kill(os.getpid(), signal.SIGKILL)
        return ()

    monkeypatch.setattr(Worker, "portion", deadly)
    manifest, found = compile_paths([project], tmp_path / "out", workers=2, portion=2)
    assert manifest is None
    assert [(one.code, one.place.file) for one in found] == [("SL596", "--workers")]
    assert found[0].help_text == "run it with `--workers 1`, or free some memory"
    assert not (tmp_path / "out").exists()


def test_what_a_worker_raises_is_raised_here_with_its_trace(
    project: Path, tmp_path: Path, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(worker: Worker, files: tuple[str, ...]) -> tuple[CompiledFile, ...]:
        raise ZeroDivisionError("a mistake of ours")

    monkeypatch.setattr(Worker, "portion", broken)
    with pytest.raises(ZeroDivisionError) as raised:
        compile_paths([project], tmp_path / "out", workers=2)
    assert any("in broken" in note for note in raised.value.__notes__)


def test_processes_that_cannot_be_copied_are_begun_afresh(
    project: Path, tmp_path: Path, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = compile_paths([project], tmp_path / "one", workers=1)
    monkeypatch.setattr(processes, "_can_fork", lambda: False)
    assert compile_paths([project], tmp_path / "two", workers=2, portion=4) == expected
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


@pytest.mark.parametrize(
    ("workers", "files", "most"), [(2, 5000, 512), (3, 700, 512), (4, 9, 2), (1, 1300, 512)]
)
def test_files_are_cut_in_order_and_no_worker_waits_long_for_the_last(
    workers: int, files: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hands.Hands, "__init__", lambda self: setattr(self, "_count", workers))
    names = [str(number) for number in range(files)]
    portions = list(hands.Hands().cut(names, most))  # type: ignore[call-arg]
    assert [name for portion in portions for name in portion] == names
    sizes = [len(portion) for portion in portions]
    assert max(sizes) <= most
    if workers == 1:
        assert set(sizes[:-1]) == {most}
    else:
        assert sizes == sorted(sizes, reverse=True)
        assert all(size <= max(64, sum(sizes[place:]) / workers) for place, size in enumerate(sizes))


def test_few_files_are_compiled_by_this_process_alone(project: Path, tmp_path: Path) -> None:
    made: list[Diagnostic] = []
    before = os.getpid()
    manifest, said = compile_paths([project / "b.scene"], tmp_path / "out", workers=4)
    assert (manifest is not None, said, made, os.getpid()) == (True, (), [], before)


def test_a_build_that_stops_while_workers_write_leaves_nothing_behind(
    project: Path, tmp_path: Path, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    portion = Worker.portion
    here = os.getpid()

    def slow(worker: Worker, files: tuple[str, ...]) -> tuple[CompiledFile, ...]:
        assert os.getpid() != here
        if files[0].endswith("a.scene"):
            raise OSError(28, "No space left on device")
        time.sleep(0.2)
        return portion(worker, files)

    monkeypatch.setattr(Worker, "portion", slow)
    manifest, found = compile_paths([project], tmp_path / "deep" / "out", workers=3, portion=1)
    assert manifest is None
    assert [one.code for one in found] == ["SL507"]
    time.sleep(0.3)
    assert not (tmp_path / "deep" / "out").exists()
