"""Builds that share a cache at the same moment do each other no harm; watching builds again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from keeping_projects import bytes_in, make_project, write_scenes

from scenelang.cli import main
from scenelang.compile import compile_paths

SCENES = 60
BUILD = """
import sys
from pathlib import Path
from scenelang.compile import compile_paths
for _ in range(6):
    out, count = Path(sys.argv[1]), int(sys.argv[2])
    outcome = compile_paths([Path("scenes")], out, workers=1, cache=True, instances=count)
    assert outcome.value is not None, outcome.diagnostics
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_project(tmp_path / "project", SCENES)
    monkeypatch.chdir(root)
    return root


@pytest.mark.slow
def test_builds_at_once_share_a_cache(project: Path, tmp_path: Path) -> None:
    """Two of them compile alike and share an index, one compiles otherwise; files change all the time."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    running = [
        subprocess.Popen([sys.executable, "-c", BUILD, out, wish], cwd=project, env=environment)
        for out, wish in (("a", "1"), ("b", "1"), ("c", "2"))
    ]
    for number in range(1_000):
        if all(each.poll() is not None for each in running):
            break
        beside = make_project(tmp_path / f"beside-{number}", 1, f"way {number} of it")
        text = (beside / "scenes" / "crown_000.scene").read_text(encoding="utf-8")
        name = f"crown_{number % SCENES:03}.scene"
        (beside / name).write_text(text.replace("crown-000", name[:9].replace("_", "-")), encoding="utf-8")
        (beside / name).replace(project / "scenes" / name)
        time.sleep(0.02)
    assert [each.wait(120) for each in running] == [0, 0, 0]
    outcome = compile_paths([Path("scenes")], Path("fresh"), workers=1)
    assert outcome.value is not None
    for out in ("a", "b"):
        assert (
            compile_paths([Path("scenes")], Path(out), workers=1, cache=True, instances=1).value is not None
        )
        assert bytes_in(Path(out)) == bytes_in(Path("fresh"))


def test_watching_builds_again_with_what_is_known(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = iter(
        (
            lambda: write_scenes(project, (3,), "of it"),
            lambda: None,
            (project / "scenes" / "crown_004.scene").unlink,
            lambda: None,
        )
    )

    def step(_: float) -> None:
        act = next(steps, None)
        if act is None:
            raise KeyboardInterrupt
        act()

    monkeypatch.setattr("scenelang.cli.watch.time.sleep", step)
    watch = sys.modules["scenelang.cli.watch"].watch
    monkeypatch.setattr("scenelang.cli.watch.watch", lambda *given: watch(*given, sleep=step))
    assert main(["compile", "scenes", "--out", "out", "--watch", "--workers", "1"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("out: ")]
    assert [line.split()[1] for line in lines] == ["60", "60", "59"]
