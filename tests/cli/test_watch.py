"""`--watch` follows what somebody edits, and never what it prints itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scenelang.cli import main
from scenelang.cli.watch import watch

Capture = pytest.CaptureFixture[str]


@contextmanager
def _redirected(stream: int, path: Path) -> Iterator[None]:
    """Sends a stream of this process to a file, as `> FILE` of a shell does."""
    kept = os.dup(stream)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.dup2(file, stream)
        yield
    finally:
        os.dup2(kept, stream)
        os.close(kept)
        os.close(file)


def _stop_after(pauses: int, acts: dict[int, Callable[[], object]]) -> Callable[[float], None]:
    """What to do instead of waiting: something at some pauses, and Ctrl-C in the end."""
    passed: list[int] = []

    def sleep(_: float) -> None:
        passed.append(len(passed))
        if len(passed) > pauses:
            raise KeyboardInterrupt
        acts.get(len(passed), lambda: None)()

    return sleep


@pytest.mark.parametrize("stream", [1, 2])
def test_the_file_that_output_is_redirected_to_is_not_followed(tmp_path: Path, stream: int) -> None:
    log, scene = tmp_path / "watch.txt", tmp_path / "a.scene"
    scene.write_text("one", encoding="utf-8")
    runs: list[str] = []

    def run() -> None:
        runs.append(scene.read_text(encoding="utf-8"))
        os.write(stream, b"one more line\n")

    edit = _stop_after(12, {4: lambda: scene.write_text("three", encoding="utf-8")})
    with _redirected(stream, log):
        assert watch(run, (tmp_path,), sleep=edit) == 0
    assert runs == ["one", "three"]
    assert log.read_text(encoding="utf-8").count("one more line\n") == 2


def test_another_text_file_is_followed(tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("gold\n", encoding="utf-8")
    runs: list[str] = []
    edit = _stop_after(12, {4: lambda: words.write_text("gold\nlead\n", encoding="utf-8")})
    with _redirected(1, tmp_path / "watch.txt"):
        assert watch(lambda: runs.append(words.read_text(encoding="utf-8")), (tmp_path,), sleep=edit) == 0
    assert runs == ["gold\n", "gold\nlead\n"]


def test_compile_does_not_follow_its_own_report(
    scene_file: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    path = scene_file()
    sleep = _stop_after(12, {})
    monkeypatch.setattr("scenelang.cli.watch.watch", lambda *words: watch(*words, sleep=sleep))
    words = ["--out", "out", "--output-format", "json", "--output-file", "report.json"]
    assert main(["compile", str(path), *words, "--watch"]) == 0
    assert (tmp_path / "report.json").is_file()
    assert "---" not in capsys.readouterr().out
