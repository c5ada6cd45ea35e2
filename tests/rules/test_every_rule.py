"""Every rule does what its examples say: exact code, exact place, exact fix, and clean after it."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from small_tokenizers import put_tokenizers

from scenelang.cli import main
from scenelang.compile import check_file
from scenelang.diagnostics import Diagnostic, Safety, Severity
from scenelang.linting import LintRule, lint_paths, registered_rules
from scenelang.linting.examples import Bad, Good, unmarked
from scenelang.linting.rule import FileRule, SuppressionRule
from scenelang.linting.rule_set import RuleSet
from scenelang.reading import load_source, read_scenes
from scenelang.rewriting import Law, TrainingProof
from scenelang.source import apply_edits

ANYTHING = """\
archetype: reflection
purpose: Beats of any kind in any order, so that examples of a line or two are whole scenes.
roles:
  optional: [thinker]
axes:
  doubt: 0.1 -> 0.9
beats: (frame | fact | ask | guess | doubt | think | turn | conclude | reflect)*
"""
"""The archetype of examples that are about a file as written."""

RULES = registered_rules()
CASES = [
    pytest.param(rule, example, id=f"{rule.name()}-{number}")
    for rule in RULES.values()
    for number, example in enumerate(rule.EXAMPLES)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_an_example_is_told_of_as_marked(rule: type[LintRule], example: Good | Bad, tmp_path: Path) -> None:
    text, marked = unmarked(example.text)
    found = _said(rule, text, example, tmp_path)
    assert sorted((one.place.start, one.place.end) for one in found) == sorted(marked)
    assert bool(marked) is isinstance(example, Bad)


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_every_scene_of_an_example_is_sound_so_that_the_rule_is_really_asked(
    rule: type[LintRule], example: Good | Bad, tmp_path: Path
) -> None:
    text, _ = unmarked(example.text)
    _put(rule, text, example, tmp_path)
    for path in sorted(tmp_path.rglob("*.scene")):
        checked = check_file(path)
        assert [one.message for one in checked.diagnostics if one.severity is Severity.ERROR] == []
        source = load_source(path).value
        assert source is not None
        assert len(checked.value or ()) == len(read_scenes(source).value or ()) > 0


@pytest.mark.parametrize(
    ("rule", "example"), [case for case in CASES if getattr(case.values[1], "fixed", None) is not None]
)
def test_a_fix_gives_the_text_that_the_example_shows(
    rule: type[LintRule], example: Bad, tmp_path: Path
) -> None:
    text, _ = unmarked(example.text)
    found = _said(rule, text, example, tmp_path)
    fixes = [fix for one in found if (fix := one.fix()) is not None]
    source = load_source(tmp_path / "example.scene").value
    assert source is not None
    mended = apply_edits(source, [edit for fix in fixes for edit in fix.edits])
    assert mended.text == example.fixed
    assert _said(rule, mended.text, example, tmp_path) == []
    if all(fix.safety is Safety.SAFE for fix in fixes):
        path = tmp_path / "example.scene"
        assert TrainingProof([path]).differences(path, source, mended, Law.FIX) == ()


@pytest.mark.parametrize("rule", RULES.values(), ids=[rule.name() for rule in RULES.values()])
def test_a_rule_has_examples_of_both_kinds_and_a_manual_page(rule: type[LintRule]) -> None:
    assert sum(isinstance(example, Good) for example in rule.EXAMPLES) >= 3
    assert sum(isinstance(example, Bad) for example in rule.EXAMPLES) >= 3
    page = inspect.getdoc(inspect.getmodule(rule)) or ""
    assert page.index("Why it hurts:") < page.index("When to leave it:")
    assert len({example.text for example in rule.EXAMPLES}) == len(rule.EXAMPLES)


@pytest.mark.parametrize("rule", RULES.values(), ids=[rule.name() for rule in RULES.values()])
def test_the_manual_page_of_a_rule_says_all_that_its_file_says(
    rule: type[LintRule], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", rule.code()]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"{rule.code()} {rule.name()} (")
    assert f"\n\n{inspect.getdoc(inspect.getmodule(rule))}\n\nhelp: " in page
    assert main(["explain", rule.name()]) == 0
    assert capsys.readouterr().out == page
    assert inspect.getdoc(rule) not in {None, inspect.getdoc(rule.__mro__[1])}


def test_every_file_in_the_folder_is_a_rule_with_a_code_of_its_own() -> None:
    folder = Path(inspect.getfile(LintRule)).parent / "rules"
    names = {path.stem.replace("_", "-") for path in folder.glob("[!_]*.py")}
    assert {rule.name() for rule in RULES.values()} == names
    assert len(RULES) == len(names)


def _said(rule: type[LintRule], text: str, example: Good | Bad, folder: Path) -> list[Diagnostic]:
    """What the rule says of a text, in a project of its own; one that is off, or has options, alone."""
    _put(rule, text, example, folder)
    asked = RuleSet.of([rule(**example.options)]) if example.options or not rule.is_on else None
    outcome = lint_paths([folder], asked)
    assert outcome.value is not None
    return [one for one in outcome.diagnostics if one.code == rule.code()]


def _put(rule: type[LintRule], text: str, example: Good | Bad, folder: Path) -> None:
    """Writes the project of an example; a rule about files gets an archetype that all its scenes fit."""
    files = {"example.scene": text, "scenelang.toml": example.settings, **example.files}
    if issubclass(rule, FileRule | SuppressionRule):
        files["archetypes/reflection.yaml"] = ANYTHING
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    put_tokenizers(example.settings, folder)
