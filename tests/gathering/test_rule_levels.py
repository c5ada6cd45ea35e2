"""`[rules]`: what a project makes of findings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from copies import besides_copies

from scenelang.cli.explain import all_diagnostics
from scenelang.compile import compile_paths
from scenelang.diagnostics import Severity
from scenelang.gathering.known_codes import known_codes
from scenelang.linting import lint_paths

Write = Callable[..., Path]
UNUSED = ("  - weight, spill => answer", "  - weight => spill\n  - weight => answer")


@pytest.fixture
def warned(scene_file: Write) -> Path:
    """A scene with a warning: a conclusion that nothing rests on."""
    return scene_file(replace=UNUSED)


def test_the_codes_are_those_of_the_message_classes() -> None:
    classes = {code: kind.severity for code, kind in all_diagnostics().items() if code[2] not in "67"}
    assert known_codes() == classes


@pytest.mark.parametrize(
    ("level", "severities"), [("warning", [Severity.WARNING]), ("error", [Severity.ERROR]), ("off", [])]
)
def test_a_warning_weighs_what_the_project_says(
    warned: Path, tmp_path: Path, level: str, severities: list[Severity]
) -> None:
    assert [found.severity for found in lint_paths([warned]).diagnostics] == [Severity.WARNING]
    (tmp_path / "scenelang.toml").write_text(f'[rules]\nSL214 = "{level}"\n')
    found = lint_paths([warned]).diagnostics
    assert [one.severity for one in found] == severities
    assert [one.code for one in found] == ["SL214"] * len(severities)
    manifest, found = compile_paths([warned], tmp_path / "out")
    assert (manifest is None) == (level == "error")
    assert [one.severity for one in found] == severities


def test_findings_of_lowering_are_weighed_too(scene_file: Write, tmp_path: Path) -> None:
    path = scene_file(replace=("as the gold]{#weight}", "as the go]{#weight}ld"))
    manifest, found = compile_paths([path], tmp_path / "out")
    assert manifest is not None
    (code,) = {one.code for one in found}
    (tmp_path / "scenelang.toml").write_text(f'[rules]\n{code} = "error"\n')
    manifest, found = compile_paths([path], tmp_path / "out")
    assert manifest is None
    assert {(one.code, one.severity) for one in found} == {(code, Severity.ERROR)}
    (tmp_path / "scenelang.toml").write_text(f'[rules]\n{code} = "off"\n')
    assert compile_paths([path], tmp_path / "out").diagnostics == ()


@pytest.mark.parametrize(
    ("rule", "code", "message"),
    [
        ('SL201 = "off"', "SL522", "SL201 is an error, and an error cannot be `off`"),
        ('SL201 = "warning"', "SL522", "SL201 is an error, and an error cannot be `warning`"),
        ('SL299 = "off"', "SL521", "no finding about scenes has the code `SL299`"),
        ('SL601 = "off"', "SL521", "no finding about scenes has the code `SL601`"),
    ],
)
def test_a_rule_that_cannot_be_is_told_once_at_its_code(
    scene_file: Write, tmp_path: Path, rule: str, code: str, message: str
) -> None:
    scene_file("one")
    scene_file("two", folder="scenes/deep")
    settings = tmp_path / "scenelang.toml"
    settings.write_text(f"[rules]\n{rule}\n")
    (found,) = besides_copies(lint_paths([tmp_path / "scenes"]).diagnostics)
    assert (found.code, found.message) == (code, message)
    assert settings.read_text()[found.place.start : found.place.end] == rule[:5]
    assert compile_paths([tmp_path / "scenes"], tmp_path / "out").value is None


def test_an_error_may_be_called_one(scene_file: Write, tmp_path: Path) -> None:
    path = scene_file()
    (tmp_path / "scenelang.toml").write_text('[rules]\nSL201 = "error"\n')
    assert lint_paths([path]).diagnostics == ()


def test_each_file_is_weighed_by_its_own_project(warned: Path, scene_file: Write, tmp_path: Path) -> None:
    (tmp_path / "scenelang.toml").write_text('[rules]\nSL214 = "off"\n')
    other = scene_file("other", replace=UNUSED, folder="apart")
    (tmp_path / "apart" / "scenelang.toml").touch()
    (tmp_path / "apart" / "archetypes").mkdir()
    archetype = (tmp_path / "archetypes" / "weighing.yaml").read_text()
    (tmp_path / "apart" / "archetypes" / "weighing.yaml").write_text(archetype)
    (found,) = besides_copies(lint_paths([warned, other]).diagnostics)
    assert found.place.file == other.as_posix()


def test_settings_that_cannot_be_read_are_an_error_of_every_run(scene_file: Write, tmp_path: Path) -> None:
    path = scene_file()
    (tmp_path / "scenelang.toml").write_text("rules = \n")
    assert [found.code for found in lint_paths([path]).diagnostics] == ["SL046"]
    assert compile_paths([path], tmp_path / "out").value is None
