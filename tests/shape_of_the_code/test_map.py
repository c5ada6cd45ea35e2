"""ARCHITECTURE.md names every room and no path that is gone."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
ROOMS = sorted(path.parent.name for path in (ROOT / "scenelang").glob("*/__init__.py"))


def test_every_room_stands_on_the_map() -> None:
    missing = [room for room in ROOMS if f"`{room}/`" not in ARCHITECTURE]
    assert ROOMS
    assert missing == []


def test_every_path_on_the_map_exists() -> None:
    named = set(re.findall(r"`([\w./-]+(?:/|\.(?:py|lark|md|toml|yaml|scene|json)))`", ARCHITECTURE))
    assert len(named) > len(ROOMS)
    bases = (ROOT, ROOT / "scenelang", *(ROOT / "scenelang" / room for room in ROOMS))
    gone = [name for name in sorted(named) if not any((base / name).exists() for base in bases)]
    assert gone == []


def test_the_map_stays_short() -> None:
    assert len(ARCHITECTURE.splitlines()) < 150


def test_documents_name_only_make_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"):
        used = set(re.findall(r"\bmake ([a-z][a-z-]+)`", (ROOT / name).read_text(encoding="utf-8")))
        assert used <= targets, name
