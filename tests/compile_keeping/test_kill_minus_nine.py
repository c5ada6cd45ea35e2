"""Fifty builds are killed at any moment: the old shards are there or the new ones, whole, every time."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from keeping_projects import bytes_in, forget_cache, make_project, write_scenes

from scenelang.compile import compile_paths
from scenelang.compile.keeping import shard_reuse
from scenelang.shards import open_shards, shard_writer

SCENES = 120
KILLS = 50


class Builder:
    """Starts builds of one project, and kills them."""

    def __init__(self, root: Path) -> None:
        script = Path(__file__).with_name("killed_builds.py")
        self._process = subprocess.Popen(
            [sys.executable, str(script)],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        assert self._line() == "ready"

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def _tell(self, word: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()

    def build(self, out: Path, killed_after: float | None = None) -> int:
        """How a build ended; it is killed after so many seconds."""
        self._tell(str(out))
        child = int(self._line())
        if killed_after is not None:
            time.sleep(killed_after)
            os.kill(child, signal.SIGKILL)
        self._tell("")
        return os.waitstatus_to_exitcode(int(self._line()))

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shard_writer, "BATCH_ROWS", 20)
    monkeypatch.setattr(shard_reuse, "BATCH_ROWS", 20)
    root = make_project(tmp_path / "project", SCENES)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def builder(project: Path) -> Iterator[Builder]:
    builder = Builder(project)
    yield builder
    builder.close()


def write(root: Path, state: str) -> None:
    """One of three states of the project: two differ in three files, and the third in all."""
    write_scenes(root, range(SCENES), "the other way" if state == "all" else "the way")
    if state == "some":
        write_scenes(root, (3, 60, 61), "of it")


def expected(root: Path) -> dict[str, dict[str, bytes]]:
    """The bytes of each state, built without a cache."""
    found = {}
    for state in ("none", "some", "all"):
        write(root, state)
        outcome = compile_paths([Path("scenes")], Path("fresh"), workers=1, shard_rows=20)
        assert outcome.value is not None, outcome.diagnostics
        assert len(outcome.value.shards) == SCENES // 20
        found[state] = bytes_in(Path("fresh"))
    return found


@pytest.mark.slow
def test_a_killed_build_leaves_the_old_shards_or_the_new_ones(project: Path, builder: Builder) -> None:
    states = expected(project)
    out = Path("out")
    begun = time.monotonic()
    assert builder.build(out) == 0
    longest = time.monotonic() - begun
    dice = random.Random(7)
    before, ends, switched = "all", set(), 0
    for number in range(KILLS):
        state = dice.choice([each for each in states if each != before])
        write(project, state)
        if number % 10 == 9:
            forget_cache(project)
        moment = dice.triangular(0.0, longest * 1.3, longest)
        ends.add(builder.build(out, killed_after=moment))
        opened = open_shards(out)
        assert opened.value is not None, opened.diagnostics
        there = {name: (out / name).read_bytes() for name in states[before] if (out / name).exists()}
        new = {name: (out / name).read_bytes() for name in states[state] if (out / name).exists()}
        assert there == states[before] or new == states[state]
        switched += new == states[state]
        before = state if new == states[state] else before
        if number % 5 == 0:
            assert builder.build(out) == 0
            assert bytes_in(out) == states[state]
            before = state
    assert -signal.SIGKILL in ends
    assert 0 < switched < KILLS, "builds were killed both before the switch and after it"


@pytest.mark.slow
def test_what_a_killed_build_left_is_gone_after_the_next(project: Path, builder: Builder) -> None:
    out = Path("out")
    assert builder.build(out) == 0
    names = {path.name for path in out.iterdir()}
    write(project, "all")
    assert builder.build(out, killed_after=0.05) == -signal.SIGKILL
    write(project, "none")
    assert builder.build(out) == 0
    assert {path.name for path in out.iterdir()} == names
