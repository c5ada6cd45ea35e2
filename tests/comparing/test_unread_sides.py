"""Files that are broken alike on both sides: where nothing else can be compared, that is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import BELL, write

from scenelang.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"bell.scene": BELL})
    return tmp_path


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("bin.scene", b"a\xff\x00", "SL004"),
        ("README.md", b"# Scenes\n*like this*:\n", "SL009"),
        ("logic.scene", BELL.replace("ring, wind =>", "ring, wind =>>>").encode(), "SL121"),
    ],
)
def test_nothing_that_could_be_read_is_not_called_no_change(
    folder: Path, capsys: Capture, name: str, content: bytes, cause: str
) -> None:
    (folder / name).write_bytes(content)
    assert main(["diff", name, name]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"error[SL745]: `{name}` cannot be compared: {cause}: " in said.err
    assert f" --> {name}" in said.err


def test_beside_a_sound_scene_a_file_that_is_broken_alike_is_left_out(folder: Path, capsys: Capture) -> None:
    for side in ("old", "new"):
        write(folder / side, {"bell.scene": BELL, "other.scene": "scene: [1\n"})
    assert main(["diff", "old", "new"]) == 0
    assert "1 scene" in capsys.readouterr().out


def test_bytes_that_are_no_text_are_compared_too(folder: Path, capsys: Capture) -> None:
    for side, content in (("old", b"a\xff"), ("new", b"b\xff")):
        write(folder / side, {"bell.scene": BELL})
        (folder / side / "bin.scene").write_bytes(content)
    assert main(["diff", "old", "new"]) != 0
    assert "bin.scene" in capsys.readouterr().out


def test_the_older_spelling_of_the_format_is_known(folder: Path, capsys: Capture) -> None:
    assert main(["diff", "bell.scene", "bell.scene", "--format", "json"]) == 0
    assert capsys.readouterr().out.startswith("{")
