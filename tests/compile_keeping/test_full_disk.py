"""A full disk is said in words, and the old shards stay; a cache that finds no room stops nobody."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest
from keeping_projects import bytes_in, make_project, write_scenes

from scenelang.compile import compile_paths
from scenelang.compile.keeping import packs

ALONE = ("unshare", "--map-root-user", "--mount")
Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - as shutil has it


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_project(tmp_path / "project", 20)
    monkeypatch.chdir(root)
    return root


def on_small_disk(root: Path, place: str, size: str, wish: str) -> list[Any]:
    """What three builds say: of 20 scenes, of 300 in the same folder, and of these in another one."""
    if shutil.which("unshare") is None or subprocess.run([*ALONE, "true"], check=False).returncode:
        pytest.skip("a process of its own may not mount anything here")
    script = Path(__file__).with_name("full_disk_builds.py")
    done = subprocess.run(
        [*ALONE, sys.executable, str(script), place, size, wish],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    if "mount:" in done.stderr:
        pytest.skip("nothing can be mounted here")
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


@pytest.mark.slow
@pytest.mark.parametrize(("wish", "code"), [("seen", "SL962"), ("unseen", "SL507"), ("cache", "SL962")])
def test_a_disk_that_fills_up_leaves_the_old_shards(project: Path, wish: str, code: str) -> None:
    first, second, other = on_small_disk(project, "out", "1500k", wish)
    assert first[:2] == [True, []]
    assert [one[0] for one in second[1]] == [code]
    assert not second[0]
    assert second[2] == first[2], "the old shards are as they were"
    assert second[3] == [], "nothing is left of the build that failed"
    assert other[0], "where there is room, all is well"


@pytest.mark.slow
@pytest.mark.parametrize("size", ["8k", "64k"])
def test_a_cache_without_room_stops_no_build(project: Path, size: str) -> None:
    first, second, other = on_small_disk(project, ".scenelang", size, "cache")
    assert first[:2] == second[:2] == other[:2] == [True, []]
    assert second[2] == other[2]


def test_room_is_looked_for_before_anything_is_written(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = compile_paths([Path("scenes")], Path("out"), workers=1)
    assert outcome.value is not None
    before = bytes_in(Path("out"))
    write_scenes(project, range(20), "another way")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9 - 5_000, 5_000))
    (found,) = compile_paths([Path("scenes")], Path("out"), workers=1).diagnostics
    assert found.code == "SL962"
    assert found.place.file == "out"
    assert found.message.startswith("the shards need 1.")
    assert found.message.endswith(" MB, and the disk of `out` has 5.0 kB free")
    assert bytes_in(Path("out")) == before


def test_a_system_that_does_not_tell_its_room_is_written_to(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_: object) -> None:
        raise OSError("not here")

    monkeypatch.setattr(shutil, "disk_usage", unknown)
    assert compile_paths([Path("scenes")], Path("out"), workers=1).value is not None


def test_a_cache_that_cannot_be_written_stops_no_build(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / ".scenelang").write_text("a file is in the way", encoding="utf-8")
    kept = compile_paths([Path("scenes")], Path("kept"), workers=1, cache=True)
    assert kept.value is not None, kept.diagnostics
    assert compile_paths([Path("scenes")], Path("fresh"), workers=1).value == kept.value


def test_packs_without_room_anywhere_are_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packs, "_write", full)
    (found,) = compile_paths([Path("scenes")], Path("out"), workers=1, cache=True).diagnostics
    assert found.code == "SL507"
    assert not Path("out").exists()
