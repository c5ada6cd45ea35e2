"""The built-in tokenizer is built from the repository's scenes, the same each time."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = runpy.run_path(str(ROOT / "tools" / "build_tokenizer.py"))


def test_two_builds_give_the_same_bytes() -> None:
    first, second = (BUILD["build_tokenizer"](ROOT / "scenes").to_str() for _ in range(2))
    assert first == second


def test_comments_and_empty_lines_are_no_names(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "names.txt").write_text("# people\n\nKel\n Mia \n", encoding="utf-8")
    assert BUILD["read_names"](tmp_path) == ["Kel", "Mia"]
