"""The published schemas take every file of the library and refuse what reading refuses of the outer form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from scenelang.reading import (
    archetype_schema,
    key_tables,
    load_source,
    read_scenes,
    read_trees,
    scene_schema,
)
from scenelang.reading.key_meanings import MEANINGS
from scenelang.reading.settings import plain_data
from scenelang.source import SourceText

ROOT = Path(__file__).parents[2]
SCENES = sorted((ROOT / "scenes").glob("*/*.scene"))
ARCHETYPES = sorted((ROOT / "scenes" / "archetypes").glob("*.yaml"))
SCENE = Draft202012Validator(scene_schema())
GOOD = "scene: 1\nid: a\narchetype: discovery\nbeats:\n  - frame: |\n      Rain.\n"


def documents(source: SourceText) -> list[Any]:
    trees = read_trees(source).value
    assert trees is not None
    return [plain_data(tree) for tree in trees]


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_every_scene_of_the_library_fits(path: Path) -> None:
    source = load_source(path).value
    assert source is not None
    for document in documents(source):
        assert [error.message for error in SCENE.iter_errors(document)] == []


@pytest.mark.parametrize("path", ARCHETYPES, ids=lambda path: path.stem)
def test_every_archetype_of_the_library_fits(path: Path) -> None:
    source = load_source(path).value
    assert source is not None
    (document,) = documents(source)
    errors = Draft202012Validator(archetype_schema()).iter_errors(document)
    assert [error.message for error in errors] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("scene: 1", "scene: 2"),
        ("id: a\n", ""),
        ("id: a", "id: a\ntag: b"),
        ("id: a", "id: a\nstratum: thinkin"),
        ("id: a", "id: a\nsplit: heldout"),
        ("id: a", "id: a\nrecall: inlin"),
        ("id: a", "id: a\ntags: {a: b}"),
        ("id: a", "id: a\ncast: {x: {}}"),
        ("id: a", "id: a\ncast: {x: {role: y, chat: bot}}"),
        ("id: a", "id: a\nvary: {draw: {a: [b]}}"),
        ("id: a", "id: a\nvary: {count: 0}"),
        ("  - frame: |\n      Rain.\n", "  - and so\n"),
        ("  - frame: |\n      Rain.\n", "  - {kind: frame}\n"),
        ("  - frame: |\n      Rain.\n", "  - {kind: frame, text: a, tone: b}\n"),
    ],
)
def test_what_reading_refuses_of_the_outer_form_the_schema_refuses_too(old: str, new: str) -> None:
    (good,) = documents(SourceText("a.scene", GOOD))
    assert SCENE.is_valid(good)
    text = GOOD.replace(old, new)
    assert text != GOOD
    assert read_scenes(SourceText("a.scene", text)).errors
    (bad,) = documents(SourceText("a.scene", text))
    assert not SCENE.is_valid(bad)


def test_every_key_has_a_meaning_and_every_meaning_a_key() -> None:
    keys = {(owner, row.key) for owner, rows in key_tables() for row in rows}
    assert keys == set(MEANINGS)


def test_the_published_schemas_are_valid_schemas() -> None:
    for name in ("scene", "archetype"):
        text = (ROOT / "docs" / "reference" / f"{name}.schema.json").read_text(encoding="utf-8")
        Draft202012Validator.check_schema(json.loads(text))
