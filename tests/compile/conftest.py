from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

SOUND = """\
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

ARCHETYPE = """\
archetype: weighing
purpose: Something is weighed, and found out.
roles: {required: [], optional: []}
axes: {}
beats: frame ask turn conclude
"""


@pytest.fixture
def scene_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a sound scene, or one with something in its text replaced."""
    (tmp_path / "scenelang.toml").touch()
    (tmp_path / "archetypes").mkdir()
    (tmp_path / "archetypes" / "weighing.yaml").write_text(ARCHETYPE, encoding="utf-8")

    def write(name: str = "crown", replace: tuple[str, str] = ("", ""), folder: str = "scenes") -> Path:
        path = tmp_path / folder / f"{name}.scene"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = SOUND.format(id=name)
        assert replace[0] in text
        path.write_text(text.replace(*replace) if replace[0] else text, encoding="utf-8")
        return path

    return write
