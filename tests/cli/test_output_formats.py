"""Where findings go: to the terminal, to a file, to the summary of a CI step; and from which folder on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from scenelang.cli import main

WRONG = ("=> answer", "=> anser")


@pytest.fixture
def wrong_scene(scene_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    path = scene_file("crown", WRONG)
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(path.parent)
    return path


def test_the_older_spelling_means_the_same(wrong_scene: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", wrong_scene.name, "--format", "json"]) == 1
    older = capsys.readouterr().out
    assert main(["lint", wrong_scene.name, "--output-format", "json"]) == 1
    assert capsys.readouterr().out == older
    assert json.loads(older)["summary"]["files"] == 1
    main(["schema", "lint-output"])
    Draft202012Validator(json.loads(capsys.readouterr().out)).validate(json.loads(older))


def test_a_report_goes_to_a_file_and_the_terminal_says_so(
    wrong_scene: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", wrong_scene.name, "--output-format", "sarif", "--output-file", "out.sarif"]) == 1
    assert capsys.readouterr().out == "1 error, written to out.sarif\n"
    text = Path("out.sarif").read_text(encoding="utf-8")
    assert text.endswith("}\n")
    assert json.loads(text)["version"] == "2.1.0"


def test_a_report_that_cannot_be_written_is_said_with_exit_code_two(
    wrong_scene: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", wrong_scene.name, "--output-file", "gone/out.txt"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(
        "error[SL780]: cannot write the report to `gone/out.txt`: No such file or directory"
    )
    assert " --> gone/out.txt" in said


def test_paths_begin_at_the_checkout_of_the_job(
    wrong_scene: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["lint", wrong_scene.name, "--output-format", "github"])
    assert capsys.readouterr().out.startswith("::error file=crown.scene,line=16,")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(wrong_scene.parents[1]))
    main(["lint", wrong_scene.name, "--output-format", "github"])
    assert capsys.readouterr().out.startswith("::error file=scenes/crown.scene,line=16,")
    monkeypatch.delenv("GITHUB_WORKSPACE")
    monkeypatch.setenv("CI_PROJECT_DIR", str(wrong_scene.parents[1]))
    main(["lint", str(wrong_scene), "--output-format", "gitlab"])
    (issue,) = json.loads(capsys.readouterr().out)
    assert issue["location"]["path"] == "scenes/crown.scene"
    main(["lint", wrong_scene.name, "--output-format", "json"])
    (finding,) = json.loads(capsys.readouterr().out)["diagnostics"]
    assert finding["file"] == "crown.scene", "a script gets the path that it gave"


def test_github_gets_a_summary_behind_what_the_file_has(
    wrong_scene: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    main(["lint", wrong_scene.name])
    assert summary.read_text(encoding="utf-8") == "# Before\n", "only where the format is github's"
    main(["lint", wrong_scene.name, "--output-format", "github"])
    assert summary.read_text(encoding="utf-8").startswith("# Before\n## scenelang: 1 error\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    assert main(["lint", wrong_scene.name, "--output-format", "github"]) == 2
    assert "SL780" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["lint-output", "diff-output"])
def test_the_schema_of_a_report_is_printed(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", kind]) == 0
    Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))


def test_a_report_of_nothing_is_still_a_report(
    scene_file: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = scene_file()
    assert main(["lint", str(path), "--output-format", "sarif"]) == 0
    assert json.loads(capsys.readouterr().out)["runs"][0]["results"] == []
    assert main(["compile", str(path), "--out", str(path.parent / "out"), "--output-format", "junit"]) == 0
    assert "<testsuites" in capsys.readouterr().out
