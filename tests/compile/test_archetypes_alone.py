"""Archetypes are linted by themselves, and with the folders that hold them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scenelang.cli import main
from scenelang.gathering import find_scene_files, project_sources
from scenelang.linting import lint_paths

Write = Callable[..., Path]
Capture = pytest.CaptureFixture[str]
BROKEN = "archetype: mine\npurpose: Mine.\nextends: weighing\nweights: {turm: 2}\n"


@pytest.fixture
def mine(scene_file: Write, tmp_path: Path) -> Path:
    """A project with a sound scene and a broken archetype that no scene uses."""
    scene_file()
    path = tmp_path / "archetypes" / "mine.yaml"
    path.write_text(BROKEN)
    return path


def test_an_archetype_is_linted_with_its_family(mine: Path, capsys: Capture) -> None:
    count, (found,) = lint_paths([mine])
    assert (found.code, BROKEN[found.place.start : found.place.end]) == ("SL257", "turm")
    assert count == (0, 0, 1)
    assert main(["lint", str(mine.with_name("weighing.yaml"))]) == 0
    assert capsys.readouterr().out == "1 archetype, no findings\n"


def test_the_example_of_an_archetype_is_read_too(mine: Path) -> None:
    mine.write_text(
        "archetype: mine\nextends: weighing\npurpose: Mine.\nexample: |\n  scene: 1\n  bogus: 2\n"
    )
    assert lint_paths([mine]).errors
    assert {found.place.file for found in lint_paths([mine]).diagnostics} == {mine.as_posix()}


def test_a_folder_is_linted_with_its_archetypes(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert [found.code for found in lint_paths([tmp_path]).diagnostics] == ["SL257"]
    assert [found.code for found in lint_paths([mine.parent]).diagnostics] == ["SL257"]
    monkeypatch.chdir(tmp_path)
    assert main(["lint"]) == 1
    assert capsys.readouterr().out.count("error[SL257]") == 1


def test_a_broken_archetype_is_told_once_whoever_uses_it(
    mine: Path, scene_file: Write, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        scene_file(name, replace=("archetype: weighing", "archetype: mine"))
    assert [found.code for found in lint_paths([tmp_path]).diagnostics] == ["SL257"]


def test_an_archetype_must_end_in_yaml(mine: Path, scene_file: Write, tmp_path: Path) -> None:
    mine.unlink()
    path = mine.with_suffix(".yml")
    path.write_text("archetype: mine\nextends: weighing\npurpose: Mine.\n")
    (found,) = lint_paths([tmp_path]).diagnostics
    assert (found.code, found.place.file) == ("SL272", path.as_posix())
    assert found.help_text == "rename the file to `mine.yaml`"
    scene = scene_file("one", replace=("archetype: weighing", "archetype: mine"))
    (found,) = lint_paths([scene]).diagnostics
    assert found.code == "SL272"
    assert scene.read_text()[found.place.start : found.place.end] == "mine"


def test_a_folder_is_no_archetype(mine: Path, scene_file: Write, tmp_path: Path) -> None:
    mine.unlink()
    (tmp_path / "archetypes" / "mine.yaml").mkdir()
    assert lint_paths([tmp_path]).diagnostics == ()
    scene = scene_file("one", replace=("archetype: weighing", "archetype: mime"))
    (found,) = lint_paths([scene]).diagnostics
    assert found.code == "SL203"
    assert "`mine`" not in found.help_text


def test_archetypes_are_no_scenes(mine: Path) -> None:
    assert [found.code for found in find_scene_files([mine.parent]).diagnostics] == ["SL702"]


def test_a_link_that_leads_nowhere_is_told(scene_file: Write, tmp_path: Path) -> None:
    scene_file()
    lost = tmp_path / "scenes" / "lost.scene"
    lost.symlink_to(tmp_path / "gone")
    for path in (lost, lost.parent):
        (found,) = find_scene_files([path]).diagnostics
        assert (found.code, found.place.file) == ("SL704", lost.as_posix())
    assert [found.code for found in project_sources(tmp_path).diagnostics] == ["SL704"]
    assert main(["lint", str(tmp_path)]) == 2


def test_a_folder_that_cannot_be_opened_is_told(
    scene_file: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = scene_file(folder="scenes/closed").parent
    scene_file("open")
    really = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path) == closed:
            raise PermissionError(13, "denied", str(path))
        return really(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (found,) = find_scene_files([tmp_path]).diagnostics
    assert (found.code, found.place.file) == ("SL703", closed.as_posix())
    assert [found.code for found in project_sources(tmp_path).diagnostics] == ["SL703"]
