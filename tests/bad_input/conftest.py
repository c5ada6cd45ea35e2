"""A scene file on disk, and everything that reading and checking say of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scenelang.checking import check_scene, find_project
from scenelang.diagnostics import Diagnostic, render_text
from scenelang.reading import load_source, read_scene

Lint = Callable[[str | bytes], str]


@pytest.fixture
def lint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lint:
    """Writes a scene into a project of its own and gives what is said of it, as text."""
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.chdir(tmp_path)

    def run(text: str | bytes) -> str:
        path = Path("a.scene")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        source = load_source(path)
        found: tuple[Diagnostic, ...] = source.diagnostics
        if source.value is not None:
            scene = read_scene(source.value)
            found += scene.diagnostics
            if scene.value is not None:
                found += check_scene(scene.value, find_project(path)).diagnostics
        return render_text(
            found, lambda name: source.value if name == path.name else load_source(Path(name)).value
        )

    return run
