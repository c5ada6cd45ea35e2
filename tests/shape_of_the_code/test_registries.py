"""What is in a folder is what is registered; docs and code speak of the product only."""

from __future__ import annotations

import re
from pathlib import Path

from scenelang.cli import verbs
from scenelang.lowering.order import PASSES

ROOT = Path(__file__).resolve().parents[2]


def _module_names(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.py") if path.stem != "__init__"}


def test_every_pass_file_is_in_the_order_and_the_other_way_round() -> None:
    listed = {type(one).__module__.rsplit(".", 1)[1] for one in PASSES}
    assert listed == _module_names(ROOT / "scenelang" / "lowering" / "passes")


def test_every_verb_file_is_a_verb() -> None:
    files = _module_names(ROOT / "scenelang" / "cli")
    assert set(verbs()) <= files
    assert {"lint", "compile", "show", "train", "experiment", "explain"} <= set(verbs())


def test_nothing_speaks_of_machines_or_of_how_the_work_went() -> None:
    banned = re.compile(r"(?<![\w.])/work/|/root/|/opt/wheels|pypi-more", re.IGNORECASE)
    suffixes = {".py", ".md", ".scene", ".yaml", ".toml", ".lark", ".txt", ".json"}
    skipped = {".venv", "build", ".git", ".mypy_cache", ".hypothesis"}
    for path in ROOT.rglob("*"):
        if path.suffix not in suffixes or skipped & set(path.relative_to(ROOT).parts):
            continue
        if path == Path(__file__):
            continue
        assert not banned.search(path.read_text(encoding="utf-8", errors="replace")), path
