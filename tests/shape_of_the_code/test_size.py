"""Files and functions stay small enough to read."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "scenelang").rglob("*.py"))


def _function_lengths() -> list[tuple[int, str]]:
    lengths = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                lengths.append((node.end_lineno - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.name}"))
    return lengths


def test_no_file_is_longer_than_400_lines() -> None:
    long = {str(path.relative_to(ROOT)): lines for path in FILES if (lines := _line_count(path)) > 400}
    assert long == {}


def test_nearly_all_functions_are_under_50_lines() -> None:
    lengths = _function_lengths()
    over = sorted(found for found in lengths if found[0] >= 50)
    assert len(over) <= 0.03 * len(lengths), over


def test_no_room_has_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils.py", "helpers.py", "common.py", "core.py", "misc.py"}
    assert [path for path in FILES if path.name in drawers] == []


def _line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
