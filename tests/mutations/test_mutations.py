"""A sample of the mutation corpus, drawn anew each time; `make mutations` runs the whole."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_lint_says_the_right_thing_of_spoilt_scenes_and_nothing_of_sound_ones(
    tmp_path: Path,
) -> None:
    out = tmp_path / "mutations.json"
    ran = subprocess.run(
        [sys.executable, ROOT / "tools" / "mutations", "--cases", "2", "--wrong", "--out", out],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    result = json.loads(out.read_text(encoding="utf-8"))
    assert result["kinds"] >= 200
    assert result["right"] >= 0.98 * result["cases"]
    assert result["fixes_offered"] >= 150
    assert result["fixes_right"] >= 0.95 * result["fixes_offered"]
    assert result["untouched_with_findings"] == []
    assert len({row["code"] for row in result["rows"]}) >= 150, "kinds that differ in name alone prove little"
