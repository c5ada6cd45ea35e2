"""Command lines without paths: the project around the current folder says what is meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scenelang.cli import main

Write = Callable[..., Path]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def inside(scene_file: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two scenes; the current folder lies deep in it."""
    scene_file("one")
    scene_file("two", folder="scenes/deep")
    scene_file("three", folder="attic")
    monkeypatch.chdir(tmp_path / "scenes" / "deep")
    return tmp_path


def test_lint_takes_the_projects_scenes(inside: Path, capsys: Capture) -> None:
    assert main(["lint", "--ignore", "SL901"]) == 0
    assert capsys.readouterr().out == "2 scenes, no findings\n"
    (inside / "scenelang.toml").write_text('sources = ["attic", "scenes/one.scene", "scenes"]\n')
    assert main(["lint", "--ignore", "SL901"]) == 0
    assert capsys.readouterr().out == "3 scenes, no findings\n"


def test_findings_are_shown_from_the_current_folder(inside: Path, capsys: Capture, scene_file: Write) -> None:
    scene_file("two", folder="scenes/deep", replace=("weight, spill", "wieght, spill"))
    assert main(["lint"]) == 1
    assert "--> two.scene:16:5" in capsys.readouterr().out


def test_compile_takes_scenes_and_folder_from_the_settings(inside: Path, capsys: Capture) -> None:
    assert main(["compile"]) == 2
    assert capsys.readouterr().err == (
        "scenelang: where shall the shards go? Write `--out FOLDER`, or `out` in the project's settings\n"
    )
    (inside / "scenelang.toml").write_text('out = "build/shards"\n')
    assert main(["compile"]) == 0
    assert (inside / "build" / "shards" / "manifest.json").exists()
    assert " from 2 scenes, 1 shard\n" in capsys.readouterr().out
    assert main(["compile", "two.scene", "--out", "here"]) == 0
    assert " from 1 scene, 1 shard\n" in capsys.readouterr().out
    assert main(["compile", str(inside / "scenes" / "one.scene")]) == 0
    assert str(inside / "build" / "shards") in capsys.readouterr().out


@pytest.mark.parametrize("verb", [["lint"], ["compile", "--out", "x"]])
def test_settings_that_cannot_be_read_are_told(inside: Path, capsys: Capture, verb: list[str]) -> None:
    (inside / "scenelang.toml").write_text("sources = [\n")
    assert main(verb) == 1
    assert "error[SL046]" in capsys.readouterr().out


def test_show_asks_which_scene_of_a_file_is_meant(inside: Path, capsys: Capture) -> None:
    one, two = inside / "scenes" / "one.scene", inside / "scenes" / "deep" / "two.scene"
    both = inside / "both.scene"
    both.write_text(f"{one.read_text()}---\n{two.read_text()}")
    assert main(["show", str(both), "--plain"]) == 2
    assert capsys.readouterr().err == f"scenelang: `{both}` holds 2 scenes; name one, such as `--scene one`\n"
    assert main(["show", str(both), "--plain", "--scene", "two"]) == 0
    assert "two" in capsys.readouterr().out
    assert main(["show", str(both), "--scene", "tow"]) == 2
    assert "there is no scene `tow` here; did you mean `two`?" in capsys.readouterr().err
