"""What a team types every day: `lint` with its options, standard input, watching, statistics, exit codes."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_project import HEAD, KEPT, write

from scenelang.cli import main
from scenelang.cli.watch import snapshot, watch

Capture = pytest.CaptureFixture[str]
TWO = KEPT.replace("lay on", "lay  on")
ERROR = HEAD + "beats:\n  - sing: La.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the findings SL800 and SL810; its root is the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    write(tmp_path, TWO)
    return tmp_path


def _type(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Puts something on standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def test_exit_codes(project: Path) -> None:
    assert main(["lint"]) == 1
    assert main(["lint", "--exit-zero"]) == 0
    assert main(["lint", "--max-warnings", "2"]) == 0
    assert main(["lint", "--max-warnings", "1"]) == 1
    assert main(["lint", "--ignore", "yaml"]) == 0
    write(project, ERROR)
    assert main(["lint", "--max-warnings", "99"]) == 1
    assert main(["lint", "--exit-zero"]) == 0
    assert main(["lint", "nowhere", "--exit-zero"]) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--select", "yamll"], "no rule is called yamll; did you mean yaml?"),
        (["--ignore", "SL201"], "SL201 is an error, and errors cannot be ignored"),
        (["--fix", "--add-ignores"], "one of --fix, --add-ignores and --write-baseline at a time"),
        (["--unsafe-fixes"], "--unsafe-fixes goes with --fix or with --diff"),
        (["--reason", "why"], "--reason goes with --add-ignores"),
        (["--add-ignores", "--reason", "a\nb"], "--reason is one line"),
        (["--write-baseline", "--select", "SL8"], "--write-baseline knows all warnings of a project"),
        (["--watch", "--fix"], "--watch writes nothing"),
        (["--stdin-filename", "a.scene"], "--stdin-filename goes with the path `-`"),
        (["-", "scenes"], "`-` is standard input, and stands alone"),
        (["-", "--fix"], "standard input is looked at and never written"),
        (["--select", ","], "names no rule"),
        (["--max-warnings", "-1"], "is not a whole number from 0 on"),
        (["--jobs", "0"], "is not a whole number from 1 on"),
    ],
)
def test_wrong_usage_is_one_sentence(project: Path, capsys: Capture, words: list[str], said: str) -> None:
    assert main(["lint", *words]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert "Traceback" not in captured.err


def test_lists_of_rules_may_be_given_in_parts(project: Path, capsys: Capture) -> None:
    assert (
        main(["lint", "--select", "SL800,SL805", "--select", "double-blank", "--output-format", "concise"])
        == 1
    )
    assert [line.split()[2] for line in capsys.readouterr().out.splitlines()[:2]] == ["SL800", "SL810"]


def test_the_older_spelling_of_the_format_still_works(project: Path, capsys: Capture) -> None:
    assert main(["lint", "--format", "json"]) == 1
    assert [one["code"] for one in json.loads(capsys.readouterr().out)["diagnostics"]] == ["SL800", "SL810"]


def test_what_is_held_back_is_counted(project: Path, capsys: Capture) -> None:
    write(project, TWO.replace("|+", "|+  # scenelang: ignore[SL800] a breath"))
    assert main(["lint"]) == 1
    assert capsys.readouterr().out.endswith("beside these: 1 ignored\n")
    main(["lint", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["summary"]["ignored"] == 1
    assert main(["lint", "--no-ignores", "--statistics"]) == 1
    assert "SL800" in capsys.readouterr().out


def test_statistics_count_by_code_and_say_what_can_be_fixed(project: Path, capsys: Capture) -> None:
    write(project, TWO.replace("Nobody had", "Nobody  had"))
    assert main(["lint", "--statistics"]) == 1
    assert capsys.readouterr().out == (
        "2  SL810  warning  double-blank      unsafe fix\n1  SL800  warning  kept-blank-lines  unsafe fix\n"
    )
    assert main(["lint", "--statistics", "--output-format", "json"]) == 1
    counts = json.loads(capsys.readouterr().out)
    assert counts[0] == {
        "code": "SL810",
        "name": "double-blank",
        "severity": "warning",
        "findings": 2,
        "fix": "unsafe",
    }


def test_statistics_of_nothing(project: Path, capsys: Capture) -> None:
    assert main(["lint", "--statistics", "--ignore", "yaml"]) == 0
    assert capsys.readouterr().out == "1 scene, no findings\n"


def test_standard_input_is_looked_at_as_a_file_of_its_project(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "scenelang.toml").write_text(
        '[lint.per-path]\n"drafts/**" = {ignore = ["SL810"]}\n', encoding="utf-8"
    )
    _type(monkeypatch, TWO.encode())
    assert main(["lint", "-", "--stdin-filename", "drafts/new.scene"]) == 1
    out = capsys.readouterr().out
    assert " --> drafts/new.scene:5:13" in out
    assert "- frame: |+" in out
    assert "SL810" not in out
    _type(monkeypatch, KEPT.replace("|+", "|").encode())
    assert main(["lint", "-"]) == 0
    assert capsys.readouterr().out == "1 scene, no findings\n"
    assert not (project / "drafts").exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "SL003"), (b"\xff\xfe", "SL002"), (b"{", "SL0"), (b"\x00", "SL0"), (b"- a", "SL0")],
)
def test_anything_may_come_from_standard_input(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, content: bytes, code: str
) -> None:
    _type(monkeypatch, content)
    assert main(["lint", "-", "--stdin-filename", "a.scene"]) in {1, 2}
    captured = capsys.readouterr()
    assert f"error[{code[:3]}" in captured.out
    assert captured.err == ""


def test_an_archetype_is_not_linted_from_standard_input(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    _type(monkeypatch, b"archetype: x\n")
    assert main(["lint", "-", "--stdin-filename", "archetypes/x.yaml"]) == 2
    assert "is an archetype" in capsys.readouterr().err


def test_comments_are_written_for_all_warnings(project: Path, capsys: Capture) -> None:
    assert main(["lint", "--add-ignores", "--reason", "before we had rules"]) == 0
    captured = capsys.readouterr()
    assert captured.err == "2 findings ignored from now on, in 1 file\n"
    assert captured.out == "1 scene, no findings (2 ignored)\n"
    text = (project / "scenes" / "little.scene").read_text("utf-8")
    assert text == TWO.replace("|+", "|+  # scenelang: ignore[SL800, SL810] before we had rules")
    assert main(["lint", "--add-ignores"]) == 0
    assert (project / "scenes" / "little.scene").read_text("utf-8") == text


def test_comments_are_shown_and_not_written(project: Path, capsys: Capture) -> None:
    assert main(["lint", "--add-ignores", "--diff"]) == 1
    captured = capsys.readouterr()
    assert "+  - frame: |+  # scenelang: ignore[SL800, SL810]\n" in captured.out
    assert captured.err == "2 findings would be ignored, in 1 file\n"
    assert (project / "scenes" / "little.scene").read_text("utf-8") == TWO


def test_comments_go_into_those_that_are_there_and_never_onto_errors(project: Path) -> None:
    text = TWO.replace("|+", "|+  # scenelang: ignore[SL800] a breath") + "  - sing: La.\n"
    write(project, text)
    assert main(["lint", "--add-ignores"]) == 1
    after = (project / "scenes" / "little.scene").read_text("utf-8")
    assert after == text.replace("ignore[SL800]", "ignore[SL800, SL810]")


def test_fixes_and_what_is_left(project: Path, capsys: Capture) -> None:
    assert main(["lint", "--fix", "--unsafe-fixes", "--diff"]) == 1
    assert (
        "-      Snow lay  on the step.\n+  - frame: |\n+      Snow lay on the step.\n"
        in capsys.readouterr().out
    )
    assert main(["lint", "--fix"]) == 1
    assert (project / "scenes" / "little.scene").read_text("utf-8") == TWO
    assert main(["lint", "--fix", "--unsafe-fixes", "--select", "SL810"]) == 0
    assert (project / "scenes" / "little.scene").read_text("utf-8") == KEPT


def test_what_a_comment_silences_is_not_fixed(project: Path) -> None:
    text = TWO.replace("|+", "|+  # scenelang: ignore[SL8] a breath")
    path = write(project, text)
    assert main(["lint", "--fix", "--unsafe-fixes"]) == 0
    assert path.read_text("utf-8") == text


def test_a_comment_of_no_use_is_fixed_away(project: Path) -> None:
    clean = KEPT.replace("|+", "|")
    path = write(project, clean.replace("frame: |", "frame: |  # scenelang: ignore[SL800]"))
    assert main(["lint", "--fix"]) == 0
    assert path.read_text("utf-8") == clean


class _Stop:
    """Lets some moments pass, does something in one of them, then presses Ctrl-C."""

    def __init__(self, *acts: object) -> None:
        self._acts = list(acts)

    def __call__(self, _: float) -> None:
        if not self._acts:
            raise KeyboardInterrupt
        act = self._acts.pop(0)
        if callable(act):
            act()


def test_watching_runs_again_after_each_burst_of_changes(tmp_path: Path, capsys: Capture) -> None:
    path = write(tmp_path)
    runs: list[str] = []

    def change(text: str) -> None:
        path.write_text(text, encoding="utf-8")

    stop = _Stop(None, lambda: change("a"), lambda: change("ab"), None, None, lambda: change("c" * 9), None)
    assert watch(lambda: runs.append(path.read_text("utf-8")), (tmp_path,), sleep=stop) == 0
    assert runs == [KEPT, "ab", "c" * 9]
    assert capsys.readouterr().out.count(f"{path}\n") == 2


def test_watching_leaves_out_what_a_run_writes(tmp_path: Path) -> None:
    path, report = write(tmp_path), tmp_path / "report.json"
    runs: list[int] = []

    def run() -> None:
        runs.append(len(runs))
        report.write_text("x" * len(runs), encoding="utf-8")

    assert watch(run, (tmp_path,), (report,), _Stop(None, None, lambda: path.write_text("a"), None)) == 0
    assert runs == [0, 1]


def test_watching_sees_files_that_come_and_go(tmp_path: Path) -> None:
    path = write(tmp_path)
    before = snapshot((tmp_path,))
    other = write(tmp_path, name="scenes/other.scene")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "a.scene").write_text("x", encoding="utf-8")
    assert snapshot((tmp_path,)).keys() - before.keys() == {str(other)}
    path.unlink()
    assert str(path) not in snapshot((tmp_path, path))


@pytest.mark.slow
def test_ctrl_c_ends_watching_without_a_word(project: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "scenelang", "lint", "--watch", "--output-format", "concise"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert child.stdout is not None
    assert "SL800" in child.stdout.readline()
    write(project, KEPT.replace("|+", "|"))
    lines = [child.stdout.readline() for _ in range(3)]
    while lines[-1] and "no findings" not in lines[-1] and not lines[-1].startswith("---"):
        lines.append(child.stdout.readline())
    time.sleep(0.2)
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=30)
    assert child.returncode == 0
    assert errors.strip() == ""
