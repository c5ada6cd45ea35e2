"""However many processes look, what they find is the same, in the same order."""

from __future__ import annotations

import concurrent.futures
import pickle
from pathlib import Path

import pytest
from quick_cases import LIBRARY
from spoilt_texts import bench_scenes

from scenelang.linting import LintOptions, lint_paths
from scenelang.linting.keeping import workers

COUNT = 24


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Scenes with faults of their own, and scenes that refer to each other in a circle."""
    (tmp_path / "scenelang.toml").write_text('sources = ["scenes"]\n', encoding="utf-8")
    folder = tmp_path / "scenes"
    folder.mkdir()
    for number, text in enumerate(bench_scenes(COUNT)):
        asked = f"scene-{(number + 2) % COUNT:06d}"
        spoilt = text.replace(
            "self:\n", f"self:\n  - ask recalls {asked}#turn\n  - ask recalls nobody#turn\n"
        )
        (folder / f"{number:02d}.scene").write_text(spoilt, encoding="utf-8")
    return tmp_path


def test_one_process_and_many_find_the_same(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FEW", 2)
    monkeypatch.setattr(workers, "_PORTION", 3)
    paths = [project / "scenes", *LIBRARY[:3]]
    alone, *shared = [
        lint_paths(paths, options=LintOptions(uses_cache=False, jobs=jobs)) for jobs in (1, 2, 5, None)
    ]
    codes = [one.code for one in alone.diagnostics]
    assert codes.count("SL263") == 2, "each circle is told once"
    assert codes.count("SL258") == COUNT
    assert shared == [alone] * 3


def test_few_files_are_looked_at_here(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_process(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(concurrent.futures, "ProcessPoolExecutor", no_process)
    assert lint_paths([project / "scenes"], options=LintOptions(uses_cache=False)).diagnostics


def test_findings_travel_between_processes(project: Path) -> None:
    found = lint_paths([project / "scenes"]).diagnostics
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert [one.message for one in again] == [one.message for one in found]
