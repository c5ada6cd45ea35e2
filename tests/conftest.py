"""Scenes for tests: written as text, read and checked in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from scenelang.checking import CheckedScene, check_scene, find_project
from scenelang.diagnostics import Diagnostic
from scenelang.reading import load_source, read_scene

settings.register_profile("scenelang", deadline=None)  # a busy machine is no fault of an example
settings.load_profile("scenelang")

ARCHETYPE = """\
archetype: plain
purpose: Anything in any order.
roles: {required: [], optional: []}
axes: {doubt: hold(0.5), stakes: hold(0.5)}
beats: (fact | ask | think | turn | conclude | frame)+
"""

HEAD = """\
scene: 1
id: little
archetype: plain
stratum: thinking
language: en
"""

WEIGHING = """\
scene: 1
id: {id}
archetype: weighing
stratum: thinking
language: en
beats:
  - frame: |
      [The crown weighs as much as the gold]{{#weight}}.
  - ask: |
      Is it gold all through?
  - turn: |
      [It spills more]{{#spill}}.
  - conclude: |
      [It is not pure gold]{{#answer}}.
logic:
  - weight, spill => answer
"""

WEIGHING_ARCHETYPE = """\
archetype: weighing
purpose: Something is weighed, and found out.
roles: {required: [], optional: []}
axes: {}
beats: frame ask turn conclude
"""


@pytest.fixture
def check_text(tmp_path: Path) -> Callable[[str], tuple[CheckedScene | None, tuple[Diagnostic, ...]]]:
    """Reads and checks a whole scene text."""
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    (tmp_path / "archetypes").mkdir(exist_ok=True)
    (tmp_path / "archetypes" / "plain.yaml").write_text(ARCHETYPE, encoding="utf-8")
    (tmp_path / "lexicon").mkdir(exist_ok=True)
    (tmp_path / "lexicon" / "names.txt").write_text("Kel\nMia\nBo\nAna\nSef\nTor\n", encoding="utf-8")

    def check(text: str) -> tuple[CheckedScene | None, tuple[Diagnostic, ...]]:
        path = tmp_path / "little.scene"
        path.write_text(text, encoding="utf-8", newline="")
        source, found = load_source(path)
        if source is None:
            return None, found
        scene, said = read_scene(source)
        if scene is None:
            return None, found + said
        checked, more = check_scene(scene, find_project(path))
        return checked, found + said + more

    return check


@pytest.fixture
def scene_of(
    check_text: Callable[[str], tuple[CheckedScene | None, tuple[Diagnostic, ...]]],
) -> Callable[[str], CheckedScene]:
    """A checked scene from what follows its header; `stratum:` and the like may be written again."""

    def make(body: str) -> CheckedScene:
        own = {line.split(":")[0] for line in body.splitlines()}
        head = "".join(line for line in HEAD.splitlines(keepends=True) if line.split(":")[0] not in own)
        checked, found = check_text(head + body)
        assert checked is not None, [one.message for one in found]
        return checked

    return make


@pytest.fixture
def scene_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a sound scene, or one with something in its text replaced."""
    (tmp_path / "scenelang.toml").touch()
    (tmp_path / "archetypes").mkdir()
    (tmp_path / "archetypes" / "weighing.yaml").write_text(WEIGHING_ARCHETYPE, encoding="utf-8")

    def write(name: str = "crown", replace: tuple[str, str] = ("", ""), folder: str = "scenes") -> Path:
        path = tmp_path / folder / f"{name}.scene"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = WEIGHING.format(id=name)
        assert replace[0] in text
        path.write_text(text.replace(*replace) if replace[0] else text, encoding="utf-8")
        return path

    return write
