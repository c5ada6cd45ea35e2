"""Every rule does what its examples say: exact code, exact place, exact fix, and clean after it."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from scenelang.compile import check_file
from scenelang.diagnostics import Diagnostic, Safety
from scenelang.linting import LintRule, lint_paths, registered_rules
from scenelang.linting.examples import Bad, Good, unmarked
from scenelang.printing import essence
from scenelang.reading import load_source
from scenelang.source import apply_edits

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
    before = [essence(checked.scene) for checked in check_file(tmp_path / "example.scene").value or ()]
    mended = apply_edits(source, [edit for fix in fixes for edit in fix.edits]).text
    assert mended == example.fixed
    assert _said(rule, mended, example, tmp_path) == []
    if all(fix.safety is Safety.SAFE for fix in fixes):
        after = [essence(checked.scene) for checked in check_file(tmp_path / "example.scene").value or ()]
        assert after == before


@pytest.mark.parametrize("rule", RULES.values(), ids=[rule.name() for rule in RULES.values()])
def test_a_rule_has_examples_of_both_kinds_and_a_manual_page(rule: type[LintRule]) -> None:
    assert sum(isinstance(example, Good) for example in rule.EXAMPLES) >= 3
    assert sum(isinstance(example, Bad) for example in rule.EXAMPLES) >= 3
    page = inspect.getdoc(inspect.getmodule(rule)) or ""
    assert page.index("Why it hurts:") < page.index("When to leave it:")
    assert len({example.text for example in rule.EXAMPLES}) == len(rule.EXAMPLES)


def test_every_file_in_the_folder_is_a_rule_with_a_code_of_its_own() -> None:
    folder = Path(inspect.getfile(LintRule)).parent / "rules"
    names = {path.stem.replace("_", "-") for path in folder.glob("[!_]*.py")}
    assert {rule.name() for rule in RULES.values()} == names
    assert len(RULES) == len(names)


def _said(rule: type[LintRule], text: str, example: Good | Bad, folder: Path) -> list[Diagnostic]:
    """What the rule says of a text, in a project of its own."""
    for name, content in {
        "example.scene": text,
        "scenelang.toml": _settings(rule, example),
        **example.files,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    outcome = lint_paths([folder])
    assert outcome.value is not None
    return [one for one in outcome.diagnostics if one.code == rule.code()]


def _settings(rule: type[LintRule], example: Good | Bad) -> str:
    """The example's settings; a rule that is off by itself is switched on."""
    return example.settings
