from __future__ import annotations

import errno
import os
import resource
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scenelang.diagnostics import Refusal
from scenelang.shards import ShardWriter, clear_leftovers, open_shards, write_shards
from scenelang.shards import build_folder as build_folder_module
from scenelang.tokens import TokenProgram

Make = Callable[..., TokenProgram]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def rows(program: Make, count: int, start: int = 0) -> list[TokenProgram]:
    return [program(number) for number in range(start, start + count)]


def test_the_same_programs_give_the_same_bytes(tmp_path: Path, program: Make) -> None:
    write_shards(rows(program, 7), tmp_path / "one")
    write_shards(rows(program, 7), tmp_path / "two")
    write_shards(rows(program, 7), tmp_path / "two")
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
    assert [*bytes_of(tmp_path / "one")][:2] == ["README.md", "features.json"]
    assert len(bytes_of(tmp_path / "one")) == 4


def test_a_new_build_takes_the_place_of_the_old_one(tmp_path: Path, program: Make) -> None:
    write_shards(rows(program, 7), tmp_path)
    old = open_shards(tmp_path).value
    write_shards(rows(program, 3, start=50), tmp_path)
    new = open_shards(tmp_path).value
    assert new is not None
    assert [row.instance for row in new] == [50, 51, 52]
    assert len(list(tmp_path.glob("*.arrow"))) == 1
    assert old is not None
    assert [row.instance for row in old] == list(range(7)), "an open set keeps the build it was opened on"


def test_a_build_that_fails_leaves_the_old_one_whole(tmp_path: Path, program: Make) -> None:
    write_shards(rows(program, 7), tmp_path)
    before = bytes_of(tmp_path)

    def breaking() -> Iterator[TokenProgram]:
        yield from rows(program, 3, start=50)
        raise RuntimeError("broken off")

    with pytest.raises(RuntimeError, match="broken off"):
        write_shards(breaking(), tmp_path)
    assert bytes_of(tmp_path) == before


def test_what_is_not_published_leaves_no_trace(tmp_path: Path, program: Make) -> None:
    with ShardWriter(tmp_path / "new" / "out") as writer:
        writer.add(program(0))
    assert not (tmp_path / "new" / "out").exists()


def test_nothing_to_write_keeps_the_old_build(tmp_path: Path, program: Make) -> None:
    write_shards(rows(program, 2), tmp_path)
    before = bytes_of(tmp_path)
    outcome = write_shards([], tmp_path)
    assert outcome.value is None
    assert [found.message for found in outcome.diagnostics] == [f"there is nothing to write to `{tmp_path}`"]
    assert bytes_of(tmp_path) == before


@pytest.mark.parametrize("step", ["write_durably", "_flush_folder"])
def test_a_disk_that_fills_up_while_publishing_is_said_and_harms_nothing(
    tmp_path: Path, program: Make, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    write_shards(rows(program, 7), tmp_path)
    before = bytes_of(tmp_path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(build_folder_module, step, full)
    outcome = write_shards(rows(program, 3, start=50), tmp_path)
    assert outcome.value is None
    (found,) = outcome.diagnostics
    assert (found.code, found.message) == ("SL507", f"no space left while writing shards to `{tmp_path}`")
    assert found.help_text == (
        "free some space or choose another `--out`; the shards that were there before are untouched"
    )
    assert bytes_of(tmp_path) == before


def test_a_disk_that_fills_up_while_rows_are_written_is_said_and_harms_nothing(
    tmp_path: Path, program: Make
) -> None:
    write_shards(rows(program, 7), tmp_path)
    before = bytes_of(tmp_path)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limit[1]))
    try:
        outcome = write_shards(rows(program, 2100, start=50), tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, ignored)
    assert [found.code for found in outcome.diagnostics] == ["SL507"]
    assert bytes_of(tmp_path) == before


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, program: Make) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    outcome = write_shards(rows(program, 1), tmp_path / "file")
    (found,) = outcome.diagnostics
    assert found.message == f"shards cannot be written to `{tmp_path / 'file'}`: a file is in the way"
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"


def test_a_folder_of_another_tool_is_left_alone(tmp_path: Path, program: Make) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "my-app"}', encoding="utf-8")
    outcome = write_shards(rows(program, 1), tmp_path)
    (found,) = outcome.diagnostics
    assert (
        found.message
        == f"`{tmp_path}` belongs to something else: its manifest.json is not one of scenelang's"
    )
    assert bytes_of(tmp_path) == {"manifest.json": b'{"name": "my-app"}'}


def test_two_builds_in_one_folder_do_not_meet(tmp_path: Path, program: Make) -> None:
    with ShardWriter(tmp_path) as first:
        first.add(program(1))
        with pytest.raises(Refusal) as refused, ShardWriter(tmp_path):
            pytest.fail("the second build must not begin")
        assert refused.value.diagnostic.message == f"another compile is writing to `{tmp_path}`"
        first.publish()
    assert open_shards(tmp_path).value is not None


def test_a_damaged_manifest_keeps_its_shards_until_a_new_build_is_whole(
    tmp_path: Path, program: Make
) -> None:
    write_shards(rows(program, 3), tmp_path)
    (shard,) = tmp_path.glob("*.arrow")
    path = tmp_path / "manifest.json"
    path.write_bytes(path.read_bytes()[:-30])
    with ShardWriter(tmp_path) as writer:
        assert shard.exists()
        writer.add(program(9))
        writer.publish()
    assert not shard.exists()
    assert open_shards(tmp_path).value is not None


@pytest.mark.parametrize("call", range(11))
def test_a_crash_at_any_step_of_the_switch_leaves_one_whole_build(
    tmp_path: Path, program: Make, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    """The process "dies" before its nth rename or flush: nothing after it runs, clean-up included."""
    monkeypatch.setattr("scenelang.shards.shard_writer.BATCH_ROWS", 2)
    write_shards(rows(program, 4), tmp_path, shard_rows=2)
    steps = iter(range(100))

    class Killed(BaseException):
        pass

    def dying(working: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object) -> object:
            if next(steps) == call:
                raise Killed
            return working(*arguments)

        return step

    with monkeypatch.context() as patch:
        patch.setattr(build_folder_module.BuildFolder, "close", build_folder_module.BuildFolder._let_go)
        patch.setattr(Path, "replace", dying(Path.replace))
        patch.setattr(os, "fsync", dying(os.fsync))
        with pytest.raises(Killed):
            write_shards(rows(program, 4, start=100), tmp_path, shard_rows=2)
    outcome = open_shards(tmp_path)
    assert outcome.value is not None, outcome.diagnostics
    assert [row.instance for row in outcome.value] in ([0, 1, 2, 3], [100, 101, 102, 103])
    clear_leftovers(tmp_path)
    named = {shard.file for shard in outcome.value.manifest.shards}
    assert {path.name for path in tmp_path.iterdir() if path.suffix == ".arrow"} == named
    assert not (tmp_path / ".building").exists()


FOREIGN = "part-00000-0123456789abcdef.arrow"


def test_a_file_that_only_looks_like_a_shard_is_left_alone(tmp_path: Path, program: Make) -> None:
    (tmp_path / FOREIGN).write_bytes(b"mine")
    assert write_shards([], tmp_path).value is None
    write_shards(rows(program, 3), tmp_path)
    write_shards(rows(program, 3, start=50), tmp_path)
    assert (tmp_path / FOREIGN).read_bytes() == b"mine"
    assert len([*tmp_path.glob("*.arrow")]) == 2


def test_a_first_build_that_was_killed_while_it_moved_its_shards_is_cleared_by_the_next(
    tmp_path: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FOREIGN).write_bytes(b"mine")

    class Killed(BaseException):
        pass

    def dying(_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(build_folder_module.BuildFolder, "close", build_folder_module.BuildFolder._let_go)
        patch.setattr(build_folder_module, "_flush_folder", dying)
        with pytest.raises(Killed):
            write_shards(rows(program, 3), tmp_path)
    assert len([*tmp_path.glob("*.arrow")]) == 2
    assert not (tmp_path / "manifest.json").exists()
    assert write_shards([], tmp_path).value is None
    assert bytes_of(tmp_path) == {FOREIGN: b"mine"}


def test_what_lies_in_a_folder_that_is_being_written_is_not_cleared(tmp_path: Path, program: Make) -> None:
    with ShardWriter(tmp_path) as writer:
        writer.add(program(1))
        clear_leftovers(tmp_path)
        assert writer.staging.is_dir()
        writer.publish()
    assert open_shards(tmp_path).value is not None
