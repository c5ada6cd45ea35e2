"""`scenelang clean` deletes what lint keeps, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenelang.cli import main


def test_what_was_kept_is_deleted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "scenelang.toml").write_text("", encoding="utf-8")
    kept = tmp_path / ".scenelang"
    (kept / "compile-cache").mkdir(parents=True)
    (kept / "lint-cache").write_text("old", encoding="utf-8")
    (kept / "compile-cache" / "a.rows").write_bytes(b"x" * 1_500)
    (kept / "remote" / "scenes").mkdir(parents=True)
    (kept / "remote" / "scenes" / "a.scene").write_bytes(b"x")
    (tmp_path / "scenes").mkdir()
    assert main(["clean", str(tmp_path / "scenes")]) == 0
    parts = "lint: 3 bytes, compile: 1.5 kB, copies of what lies elsewhere: 1 byte"
    assert capsys.readouterr().out == f"{tmp_path}: deleted 1.5 kB ({parts})\n"
    assert not (tmp_path / ".scenelang").exists()
    assert main(["clean", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{tmp_path}: nothing was kept\n"


def test_what_somebody_else_put_there_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "scenelang.toml").write_text("", encoding="utf-8")
    kept = tmp_path / ".scenelang"
    kept.mkdir()
    (kept / "lint-cache").write_text("old", encoding="utf-8")
    (kept / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["clean", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{tmp_path}: deleted 3 bytes (lint: 3 bytes)\n"
    assert (kept / "mine.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "said"), [("nope", "there is no folder `nope`"), ("afile", "`afile` is no folder")]
)
def test_a_folder_that_is_not_there_is_said_and_nothing_is_deleted(
    name: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenelang.toml").write_text("", encoding="utf-8")
    (tmp_path / "afile").write_text("", encoding="utf-8")
    kept = tmp_path / ".scenelang" / "lint-cache"
    kept.parent.mkdir()
    kept.write_text("old", encoding="utf-8")
    assert main(["clean", ".", name]) == 2
    said = f"scenelang: {said}; name a folder of a project; nothing was deleted\n"
    assert capsys.readouterr() == ("", said)
    assert kept.read_text(encoding="utf-8") == "old"
