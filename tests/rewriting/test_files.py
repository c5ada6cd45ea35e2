"""Files are written whole, as they were in all but their text, and never over someone else's change."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from test_text_fixes import replacing

from scenelang.diagnostics import Diagnostic, Safety
from scenelang.rewriting import Effect, FileText, TrainingProof, fix_file, load_file
from scenelang.source import SourceText

Write = Callable[..., Path]


def loaded(path: Path) -> FileText:
    file = load_file(path).value
    assert file is not None
    return file


def test_mark_line_breaks_rights_and_links_are_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real.scene", tmp_path / "link.scene"
    real.write_bytes(b"\xef\xbb\xbfscene: 1\r\nid: a\r\n")
    real.chmod(0o640)
    link.symlink_to(real)
    file = loaded(link)
    assert file.write(file.source.text.replace("id: a", "id: b")) == ()
    assert real.read_bytes() == b"\xef\xbb\xbfscene: 1\r\nid: b\r\n"
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.scene", "real.scene"]


@pytest.mark.parametrize("now", [b"scene: 1\nid: c\n", None])
def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path, now: bytes | None) -> None:
    path = tmp_path / "a.scene"
    path.write_bytes(b"scene: 1\nid: a\n")
    file = loaded(path)
    path.unlink() if now is None else path.write_bytes(now)
    (found,) = file.write("scene: 1\nid: b\n")
    assert found.code == "SL715"
    assert (found.place.file, found.place.start, found.place.end) == (path.as_posix(), 0, 0)
    assert (path.read_bytes() if path.exists() else None) == now


def test_a_file_that_cannot_be_written_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.scene"
    path.write_bytes(b"scene: 1\nid: a\n")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "fsync", refuse)
    (found,) = loaded(path).write("scene: 1\nid: b\n")
    assert found.code == "SL716"
    assert "permission denied" in found.message
    assert path.read_bytes() == b"scene: 1\nid: a\n"
    assert [each.name for each in tmp_path.iterdir()] == ["a.scene"]


def test_safe_fixes_are_kept_when_they_are_safe(scene_file: Write) -> None:
    path = scene_file()
    fixes = fix_file(loaded(path), replacing("id: crown", "id: 'crown'"), TrainingProof([path]))
    assert "id: 'crown'" in fixes.after.text
    assert fixes.fixed == {"SL739": 1}
    assert (fixes.effect, fixes.found, fixes.is_changed) == (None, (), True)


def test_a_fix_that_only_says_it_is_safe_is_refused(scene_file: Write) -> None:
    path = scene_file()
    fixes = fix_file(
        loaded(path), replacing("spills more", "spills less"), TrainingProof([path]), unsafe=True
    )
    assert not fixes.is_changed
    assert fixes.fixed == {}
    assert [found.code for found in fixes.found] == ["SL713"]


def test_unsafe_fixes_are_made_apart_and_their_effect_is_said(scene_file: Write) -> None:
    path = scene_file()

    def look(source: SourceText) -> Sequence[Diagnostic]:
        safe = replacing("id: crown", "id: 'crown'")(source)
        return [*safe, *replacing("{#spill}", "{#spill w=0.5}", Safety.UNSAFE)(source)]

    proof = TrainingProof([path])
    assert fix_file(loaded(path), look, proof).effect is None
    fixes = fix_file(loaded(path), look, proof, unsafe=True)
    assert fixes.effect is Effect.SUPERVISION
    assert fixes.fixed == {"SL739": 2}
    assert "{#spill w=0.5}" in fixes.after.text
    assert "id: 'crown'" in fixes.after.text
