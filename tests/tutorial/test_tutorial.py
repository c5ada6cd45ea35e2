"""A person who follows the tutorial meets exactly what it shows."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from tutorial_pages import PAGES, matches, steps


def test_every_command_of_the_tutorial_prints_what_the_page_shows(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "OMP_NUM_THREADS": "1",
    }
    folder, done = tmp_path, 0
    for step in steps():
        if step.path is not None:
            (folder / step.path).write_text(step.text, encoding="utf-8")
            continue
        if step.text.startswith("cd "):
            folder = folder / step.text.removeprefix("cd ")
            continue
        ran = subprocess.run(
            step.text, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        printed = ran.stdout + ("" if "train" in step.text else ran.stderr)
        assert matches(printed, step.printed), (
            f"{step.page}: $ {step.text}\n--- printed\n{printed}\n--- the page shows\n{step.printed}"
        )
        done += 1
    assert done > 12, "the tutorial lost its commands"


def test_a_page_links_to_the_next_one() -> None:
    pages = sorted(path.name for path in PAGES.glob("[0-9]*.md"))
    assert len(pages) >= 3
    for page, following in pairwise(pages):
        assert f"]({following})" in (PAGES / page).read_text(encoding="utf-8"), (
            f"{page} ends without a way on"
        )


def test_the_comparison_takes_dots_for_anything_and_nothing_else() -> None:
    assert matches("one\ntwo\nthree\n", "one\n...\nthree\n")
    assert matches("loss 0.123\n", "loss 0....\n")
    assert not matches("one\ntwo\n", "one\nthree\n")
    assert not matches("one\n", "one\ntwo\n")
