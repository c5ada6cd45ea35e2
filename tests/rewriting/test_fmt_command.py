"""`scenelang fmt`: what it writes, prints, refuses, and with which exit code."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scenelang.cli import main
from scenelang.rewriting import TrainingProof
from scenelang.rewriting.messages import TrainingWouldChange
from scenelang.source import Span

Write = Callable[..., Path]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(scene_file: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    scene_file("one", ("id: one", "id:   one  "))
    scene_file("two")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "scenes" / "one.scene"


class Input:
    """Standard input that holds some bytes."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def test_files_are_laid_out_and_counted(project: Path, capsys: Capture) -> None:
    assert main(["fmt", "scenes"]) == 0
    assert capsys.readouterr().out == "1 of 2 files laid out\n"
    assert "id: one\n" in project.read_text()
    assert main(["fmt", "scenes"]) == 0
    assert capsys.readouterr().out == "2 files, nothing to lay out\n"


def test_check_and_diff_write_nothing(project: Path, capsys: Capture) -> None:
    before = project.read_text()
    assert main(["fmt", "--check", "scenes"]) == 1
    assert capsys.readouterr().out == "scenes/one.scene: not laid out\n1 of 2 files to lay out\n"
    assert main(["fmt", "--diff", "scenes"]) == 1
    assert "-id:   one  \n+id: one\n" in capsys.readouterr().out
    assert project.read_text() == before
    project.write_text(before.replace("id:   one  ", "id: one"))
    assert main(["fmt", "--check", "scenes"]) == 0
    assert main(["fmt", "--diff", "scenes"]) == 0


def test_a_file_that_is_no_yaml_is_reported_and_the_others_are_laid_out(
    project: Path, capsys: Capture
) -> None:
    broken = project.with_name("three.scene")
    broken.write_text("scene: [1\n")
    assert main(["fmt", "scenes"]) == 1
    said = capsys.readouterr()
    assert "three.scene" in said.err
    assert broken.read_text() == "scene: [1\n"
    assert "id: one\n" in project.read_text()


def test_without_paths_the_project_with_its_archetypes_is_laid_out(project: Path, capsys: Capture) -> None:
    assert main(["fmt", "--check"]) == 1
    out = capsys.readouterr().out
    assert "archetypes/weighing.yaml" not in out
    archetype = project.parent.parent / "archetypes" / "weighing.yaml"
    archetype.write_text(archetype.read_text().replace("purpose: ", "purpose:  "))
    assert main(["fmt"]) == 0
    assert "purpose: S" in archetype.read_text()


def test_a_layout_that_would_change_training_is_not_written(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = project.read_text()

    def broken(*_: object) -> tuple[TrainingWouldChange, ...]:
        return (TrainingWouldChange(Span.start_of("scenes/one.scene"), "a test says so"),)

    monkeypatch.setattr(TrainingProof, "differences", broken)
    assert main(["fmt", "scenes"]) == 1
    assert "SL713" in capsys.readouterr().err
    assert project.read_text() == before


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_standard_input_is_laid_out_on_standard_output(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, mark: bytes
) -> None:
    monkeypatch.setattr(sys, "stdin", Input(mark + b"scene:  1\r\nid: a\r\n"))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.FileIO(1, "w", closefd=False), newline=""))
    assert main(["fmt", "-"]) == 0
    sys.stdout.flush()
    assert capfdbinary.readouterr().out == mark + b"scene: 1\r\nid: a\r\n"


def test_standard_input_has_the_name_it_is_given(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Input(b"scene: [1\n"))
    assert main(["fmt", "--stdin-filename", "scenes/new.scene"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "scenes/new.scene:1" in said.err
    monkeypatch.setattr(sys, "stdin", Input(b"scene:  1\n"))
    assert main(["fmt", "-", "--check", "--stdin-filename", "a.scene"]) == 1
    monkeypatch.setattr(sys, "stdin", Input(b"\xff\xfe"))
    assert main(["fmt", "-"]) == 1


def test_no_good_word_follows_an_error(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("scenelang.rewriting.file_text.write_atomically", refused)
    assert main(["fmt", "scenes"]) == 1
    said = capsys.readouterr()
    assert "SL716" in said.err
    assert said.err.endswith("1 error\n")
    assert said.out == ""
    project.with_name("loop.scene").symlink_to("loop.scene")
    assert main(["fmt", "scenes"]) == 2
    assert capsys.readouterr().err.endswith("1 error\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["scenes", "--stdin-filename", "a"], "--stdin-filename goes with the path `-`"),
        (["-", "scenes"], "`-` is standard input, and stands alone"),
    ],
)
def test_standard_input_and_files_do_not_go_together(
    project: Path, capsys: Capture, words: list[str], said: str
) -> None:
    before = project.read_text()
    assert main(["fmt", *words]) == 2
    assert capsys.readouterr().err == f"scenelang: {said}\n"
    assert project.read_text() == before
