"""Syntax that was kept is the syntax that a parser gives, and a torn file is none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scenelang.parsing.rules import ATTENTION, MARKS, STEP, TRAJECTORY

PARSE = """
import sys
from scenelang.parsing import rules
from scenelang.parsing.syntax import parse_string
for name, text in zip(sys.argv[1::2], sys.argv[2::2]):
    print(parse_string(getattr(rules, name), text))
print("lark" in sys.modules)
"""
TEXTS = [
    ("ATTENTION", "answer -> weight, last(silver) @ late top 2 w 0.5"),
    ("MARKS", "#id .concept key=value w=0.5 read"),
    ("STEP", 's1: weight, silver => (test = "dry")'),
    ("TRAJECTORY", "0.2 -> 0.9 @ turn -> 0.1"),
]


def parsed(cache: Path, *texts: tuple[str, str]) -> list[str]:
    """What a process of its own says of some strings, and at last whether it loaded a parser."""
    words = [word for pair in texts for word in pair]
    environment = {"SCENELANG_CACHE": str(cache), "PATH": ""}
    ran = subprocess.run(
        [sys.executable, "-c", PARSE, *words], capture_output=True, text=True, check=True, env=environment
    )
    return ran.stdout.splitlines()


def test_what_was_parsed_once_needs_no_parser(tmp_path: Path) -> None:
    assert {rule.start for rule in (ATTENTION, MARKS, STEP, TRAJECTORY)}
    *first, loaded = parsed(tmp_path, *TEXTS)
    *again, loaded_again = parsed(tmp_path, *TEXTS)
    assert (loaded, loaded_again) == ("True", "False")
    assert again == first
    assert parsed(tmp_path, *TEXTS, ("STEP", "a, b, c, d => e"))[-1] == "True"


def test_what_does_not_parse_is_not_kept(tmp_path: Path) -> None:
    for _ in range(2):
        assert parsed(tmp_path, ("STEP", "a, => b"))[-1] == "True"


@pytest.mark.parametrize("garbage", ["", "[]", "{", "7", "[" * 100_000])
def test_a_torn_file_is_none(tmp_path: Path, garbage: str) -> None:
    *first, _ = parsed(tmp_path, *TEXTS)
    (place,) = (tmp_path / "parsers").glob("syntax-*.json")
    place.write_text(garbage, encoding="utf-8")
    assert parsed(tmp_path, *TEXTS)[:-1] == first
    broken = {name: [1, 2] for name in json.loads(place.read_text(encoding="utf-8"))}
    place.write_text(json.dumps(broken), encoding="utf-8")
    assert parsed(tmp_path, *TEXTS)[:-1] == first
