"""Every whole scene and every whole recipe that the documentation prints is one that works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scenelang.checking import check_scene, find_project
from scenelang.expanding import plan_instances
from scenelang.lowering import LowerOptions, Straddle, load_tokenizer, lower_scene
from scenelang.parsing import FUNCTIONS
from scenelang.reading import read_scene, read_settings
from scenelang.source import SourceText
from scenelang.training import LossSettings, Recipe

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").rglob("*.md"))


def blocks(first_words: str) -> list[tuple[str, str]]:
    """The yaml blocks that begin so, after comments, each with the name of its page."""
    found = []
    for page in PAGES:
        for block in re.findall(
            r"^```yaml\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
        ):
            begins = re.sub(r"\A(#.*\n)*", "", block)
            if begins.startswith(first_words):
                found.append((page.stem, block))
    return found


def whole(kind: str, marks: tuple[str, ...]) -> list[object]:
    named = [(page, text) for page, text in blocks(kind) if all(mark in text for mark in marks)]
    return [pytest.param(text, id=f"{page}-{number}") for number, (page, text) in enumerate(named)]


@pytest.mark.parametrize("text", whole("scene: 1\n", ("\nbeats:", "\nlogic:")))
def test_a_scene_in_the_docs_lints_and_lowers_without_a_remark(text: str) -> None:
    path = ROOT / "scenes" / "in_docs.scene"
    read = read_scene(SourceText(str(path), text))
    assert read.diagnostics == ()
    assert read.value is not None
    checked = check_scene(read.value, find_project(path))
    assert checked.diagnostics == ()
    assert checked.value is not None
    plan, tokenizer = plan_instances(checked.value).value, load_tokenizer(None).value
    assert plan is not None
    assert tokenizer is not None
    (outcome,) = lower_scene(checked.value, plan, tokenizer, LowerOptions(Straddle.ERROR))
    assert outcome.diagnostics == ()


@pytest.mark.parametrize("text", whole("model:", ("\ndata:", "\nout:")))
def test_a_recipe_in_the_docs_is_a_recipe(text: str) -> None:
    outcome = read_settings(SourceText("recipe.yaml", text), Recipe)
    assert outcome.diagnostics == ()
    assert outcome.value is not None


def test_the_docs_print_whole_scenes_and_recipes() -> None:
    assert len(whole("scene: 1\n", ("\nbeats:", "\nlogic:"))) >= 2
    assert len(whole("model:", ("\ndata:", "\nout:"))) >= 2


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
