"""Projects of scenes with odd signs in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from signs import ARCHETYPE, FORBIDDEN, HARMLESS, HEAD, escaped, written


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project with an archetype for anything."""
    folder = tmp_path / "project"
    (folder / "archetypes").mkdir(parents=True)
    (folder / "scenes").mkdir()
    (folder / "scenelang.toml").touch()
    (folder / "archetypes" / "plain.yaml").write_text(ARCHETYPE, encoding="utf-8")
    return folder


@pytest.fixture
def odd_scenes(project: Path) -> dict[str, str]:
    """A scene for each sign and style; gives the sign by the scene's id."""
    signs: dict[str, str] = {}
    for name, sign in HARMLESS.items():
        for style, body in written(sign):
            signs[_write(project, name, style, body)] = sign
    for name, sign in FORBIDDEN.items():
        signs[_write(project, name, "escaped", escaped(sign))] = sign
    return signs


def _write(project: Path, name: str, style: str, body: str) -> str:
    id_ = f"{name.lower().replace(' ', '-')}-{style}"
    text = HEAD.format(id=id_) + body
    (project / "scenes" / f"{id_}.scene").write_text(text, encoding="utf-8", newline="")
    return id_
