"""Links that lead in a circle: told as links that lead nowhere, and nothing beside them is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scenelang.cli import main
from scenelang.gathering import FoundFiles, find_files, find_scene_files, walk_folder
from scenelang.source import Span

Write = Callable[..., Path]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def scenes(scene_file: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    scene_file("one")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenes" / "loop.scene").symlink_to("loop.scene")
    (tmp_path / "archetypes" / "loop.yaml").symlink_to("loop.yaml")
    return Path("scenes")


def test_a_folder_with_such_a_link_is_walked_to_its_end(scenes: Path) -> None:
    walked = walk_folder(Path())
    assert (walked.scenes, walked.lost, walked.closed) == (
        ["scenes/one.scene"],
        ["scenes/loop.scene"],
        [],
    )
    assert walked.archetypes == ["archetypes/weighing.yaml"]


def test_lint_is_given_the_other_files(scenes: Path) -> None:
    found, (problem,) = find_files([scenes])
    assert found == FoundFiles(("scenes/one.scene",), ())
    assert (problem.code, problem.place) == ("SL704", Span.start_of("scenes/loop.scene"))
    assert find_scene_files([scenes]).value is None
    assert find_files([scenes / "loop.scene"]).value is None


@pytest.mark.parametrize("path", ["scenes/loop.scene", "scenes", "."])
@pytest.mark.parametrize("verb", ["lint", "fmt", "tag"])
def test_every_verb_tells_of_the_link(scenes: Path, capsys: Capture, verb: str, path: str) -> None:
    assert main([verb, path]) == 2
    said = capsys.readouterr()
    assert "error[SL704]: `scenes/loop.scene` is a link that leads nowhere" in said.out + said.err
    assert "bug in scenelang" not in said.err
    assert "SL703" not in said.out + said.err


def test_what_is_wrong_beside_the_link_is_told_too(scenes: Path, capsys: Capture, scene_file: Write) -> None:
    scene_file("two", replace=("weight, spill", "wieght, spill"))
    assert main(["lint", "scenes"]) == 2
    out = capsys.readouterr().out
    assert "SL704" in out
    assert "scenes/two.scene:16:5" in out
