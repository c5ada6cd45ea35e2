"""Every whole scene, archetype, settings file and recipe that the documentation prints is one that works.

What a page says to write into a file is tried where the page is followed, in tests/tutorial; the examples of
lint rules, bad ones among them, are tried in tests/rules.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from scenelang.checking import find_project
from scenelang.compile import PlannedScene, plan_paths
from scenelang.lowering import LowerOptions, Straddle, load_tokenizer, lower_scene
from scenelang.model import BAND_SIGNALS, Archetype, Name
from scenelang.parsing import FUNCTIONS
from scenelang.reading import ProjectSettings, key_tables, read_settings
from scenelang.reading.deprecated import Where, renamed
from scenelang.source import SourceText, Span
from scenelang.training import LossSettings, Recipe

ROOT = Path(__file__).parents[2]
PAGES = sorted(path for path in (ROOT / "docs").rglob("*.md") if path.parent.name != "diagnostics")


def blocks(kind: str, first_words: str) -> list[tuple[str, str]]:
    """The fences of a kind that begin so, after comments, each with the name of its page."""
    fence = re.compile(rf"(?<!-->\n)^```{kind}\n(.*?)^```", re.DOTALL | re.MULTILINE)
    return [
        (page.stem, block)
        for page in PAGES
        for block in fence.findall(page.read_text(encoding="utf-8"))
        if re.sub(r"\A(#.*\n)*", "", block).startswith(first_words)
    ]


def whole(kind: str, first_words: str, marks: tuple[str, ...] = ()) -> list[object]:
    named = [(page, text) for page, text in blocks(kind, first_words) if all(mark in text for mark in marks)]
    return [pytest.param(text, id=f"{page}-{number}") for number, (page, text) in enumerate(named)]


SCENES = whole("yaml", "scene: 1\n", ("\narchetype:", "\nbeats:"))
ARCHETYPES = whole("yaml", "archetype:", ("\npurpose:",))
RECIPES = whole("yaml", "model:", ("\ndata:", "\nout:"))
SETTINGS = whole("toml", "")


def planned(path: Path, text: str) -> tuple[PlannedScene, ...]:
    """The scenes of a text, in a project of their own; nothing is said against them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    scenes, found = plan_paths([path])
    assert [f"{one.code} {one.message}" for one in found] == []
    assert scenes
    return scenes


@pytest.mark.parametrize("text", SCENES)
def test_a_scene_in_the_docs_lints_and_lowers_without_a_remark(text: str, tmp_path: Path) -> None:
    (tmp_path / "scenelang.toml").touch()
    tokenizer = load_tokenizer(None).value
    assert tokenizer is not None
    for scene in planned(tmp_path / "scenes" / "in_docs.scene", text):
        (outcome,) = lower_scene(scene.checked, scene.plan, tokenizer, LowerOptions(Straddle.ERROR))
        assert outcome.diagnostics == ()
        assert outcome.value is not None


@pytest.mark.parametrize("text", ARCHETYPES)
def test_an_archetype_in_the_docs_is_one_and_so_is_its_example(text: str, tmp_path: Path) -> None:
    archetype = settled(text, tmp_path)
    assert archetype.example
    planned(tmp_path / "scenes" / "example.scene", archetype.example)


def settled(text: str, project: Path) -> Archetype:
    """The archetype of a text, in a project of its own."""
    name = text.split(None, 2)[1]
    (project / "scenelang.toml").touch()
    (project / "archetypes").mkdir()
    (project / "archetypes" / f"{name}.yaml").write_text(text, encoding="utf-8")
    found = find_project(project / "any.scene").archetype(Name(name, Span.start_of("docs")))
    assert found.diagnostics == ()
    assert found.value is not None
    assert found.value.name == name
    return found.value


@pytest.mark.parametrize("text", SETTINGS)
def test_a_settings_file_in_the_docs_is_one(text: str, tmp_path: Path) -> None:
    (tmp_path / "scenes").mkdir()
    (tmp_path / "scenelang.toml").write_text(text, encoding="utf-8")
    (tmp_path / "recipes").mkdir()
    (tmp_path / "recipes" / "first.yaml").touch()
    settings, found = find_project(tmp_path / "any.scene").read_settings()
    assert found == ()
    assert settings is not None
    assert settings.places


@pytest.mark.parametrize("text", whole("json", ""))
def test_json_in_the_docs_is_json(text: str) -> None:
    assert json.loads(text)


@pytest.mark.parametrize("text", RECIPES)
def test_a_recipe_in_the_docs_is_a_recipe(text: str) -> None:
    outcome = read_settings(SourceText("recipe.yaml", text), Recipe)
    assert outcome.diagnostics == ()
    assert outcome.value is not None


def test_the_docs_print_whole_scenes_archetypes_settings_and_recipes() -> None:
    assert len(SCENES) >= 10
    assert ARCHETYPES
    assert SETTINGS
    assert len(RECIPES) >= 2


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_link_between_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_default_weights_in_the_training_page_are_the_defaults() -> None:
    page = (ROOT / "docs" / "how-to" / "train.md").read_text(encoding="utf-8")
    printed = dict(re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", page, re.MULTILINE))
    assert {name: float(weight) for name, weight in printed.items()} == {
        name: settings.weight for name, settings in LossSettings().named().items()
    }


def test_the_language_page_names_every_archetype_and_function_that_ships() -> None:
    page = (ROOT / "docs" / "reference" / "language.md").read_text(encoding="utf-8")
    shipped = {path.stem for path in (ROOT / "scenes" / "archetypes").glob("*.yaml")}
    assert {name for name in shipped if f"`{name}`" not in page} == set()
    functions = re.search(r"the functions `([a-z ]+)`", page)
    assert functions is not None
    assert tuple(functions[1].split()) == tuple(FUNCTIONS)


def test_the_language_page_names_every_key_setting_and_older_spelling() -> None:
    page = (ROOT / "docs" / "reference" / "language.md").read_text(encoding="utf-8")
    keys = {row.key for _, rows in key_tables() for row in rows} | {*BAND_SIGNALS}
    settings = {field.name for field in fields(ProjectSettings)} - {"folder", "places", "place"}
    older = {word for where in Where for pair in renamed(where).items() for word in pair}
    assert {
        word for word in keys | settings | older if f"`{word}`" not in page and f"{word}:" not in page
    } == set()
