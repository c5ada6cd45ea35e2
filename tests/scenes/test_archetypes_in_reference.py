"""The table of shipped archetypes in the reference says what their files say."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
LIBRARY = sorted((ROOT / "scenes" / "archetypes").glob("*.yaml"))


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_the_reference_gives_beats_roles_and_axes(path: Path) -> None:
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    beats = written["beats"].replace("|", "\\|")
    roles, axes = (
        ", ".join(f"`{name}`" for name in names) for names in (written["roles"]["required"], written["axes"])
    )
    row = f"| `{path.stem}` | `{beats}` | {roles} | {axes} |".replace("|  |", "| |")
    assert row in (ROOT / "docs" / "reference" / "language.md").read_text(encoding="utf-8").splitlines()
