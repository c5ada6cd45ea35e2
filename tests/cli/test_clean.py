"""`scenelang clean` deletes what lint keeps, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenelang.cli import main


def test_what_was_kept_is_deleted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "scenelang.toml").write_text("", encoding="utf-8")
    (tmp_path / ".scenelang").mkdir()
    (tmp_path / ".scenelang" / "lint-cache").write_text("old", encoding="utf-8")
    (tmp_path / "scenes").mkdir()
    assert main(["clean", str(tmp_path / "scenes")]) == 0
    assert capsys.readouterr().out == f"{tmp_path}: deleted\n"
    assert not (tmp_path / ".scenelang").exists()
    assert main(["clean", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{tmp_path}: nothing was kept\n"
