"""What `lint --fix` does with files, and what it says of it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from test_text_fixes import replacing

from scenelang.cli.lint_fix import run_fix
from scenelang.diagnostics import Diagnostic, Safety
from scenelang.source import SourceText

Write = Callable[..., Path]
Capture = pytest.CaptureFixture[str]


def look(_: Path, source: SourceText) -> Sequence[Diagnostic]:
    """A safe fix, and an unsafe one."""
    unsafe = replacing("It spills more", "It spills less", Safety.UNSAFE)
    return [*replacing("id: crown", "id: 'crown'")(source), *unsafe(source)]


def test_safe_fixes_are_written_and_counted(scene_file: Write, capsys: Capture) -> None:
    path = scene_file()
    run = run_fix(Namespace(unsafe_fixes=False, diff=False), [path], look)
    assert (run.changed, run.found) == (1, [])
    assert "id: 'crown'" in path.read_text()
    assert "spills more" in path.read_text()
    assert capsys.readouterr().err == "1 finding fixed in 1 file (SL739 1)\n"


def test_unsafe_fixes_say_what_they_changed(scene_file: Write, capsys: Capture) -> None:
    path = scene_file()
    run_fix(Namespace(unsafe_fixes=True, diff=False), [path], look)
    assert "spills less" in path.read_text()
    assert capsys.readouterr().err == (
        f"{path}: unsafe fixes changed the text itself\n2 findings fixed in 1 file (SL739 2)\n"
    )


def test_diff_shows_and_writes_nothing(scene_file: Write, capsys: Capture) -> None:
    path = scene_file()
    before = path.read_text()
    run = run_fix(Namespace(unsafe_fixes=False, diff=True), [path], look)
    said = capsys.readouterr()
    assert run.changed == 1
    assert "-id: crown\n+id: 'crown'\n" in said.out
    assert said.err == "1 finding would be fixed in 1 file (SL739 1)\n"
    assert path.read_text() == before


def test_nothing_to_fix_is_no_word(scene_file: Write, capsys: Capture, tmp_path: Path) -> None:
    run = run_fix(Namespace(diff=False), [scene_file(), tmp_path / "gone.scene"], lambda *_: [])
    assert run.changed == 0
    assert capsys.readouterr() == ("", "")
