"""What is read of rules as text is what they are, and a clean run loads little."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from quick_cases import ROOT

from scenelang.linting import registered_rules
from scenelang.linting.rule import CorpusRule, FileRule, ProgramRule, SceneRule, SuppressionRule
from scenelang.linting.rule_set import RuleSet, default_rules
from scenelang.linting.rule_table import rule_table

LOADED = """
import sys
from pathlib import Path
from scenelang.linting import lint_paths
assert lint_paths([Path(sys.argv[1])]).diagnostics == ()
print(*sorted(sys.modules))
"""


def test_the_table_has_every_rule_as_it_is() -> None:
    rules = registered_rules()
    assert [line.code for line in rule_table()] == list(rules)
    kinds = (FileRule, SceneRule, ProgramRule, CorpusRule, SuppressionRule)
    for line in rule_table():
        rule = rules[line.code]
        assert line.load() is rule
        assert line.is_on is rule.is_on
        if line.kind in ("FileRule", "SceneRule"):
            assert line.plain_is_clean is rule.plain_is_clean
        assert [kind.__name__ for kind in kinds if issubclass(rule, kind)] == [line.kind]


def test_the_default_rules_are_those_that_are_on() -> None:
    on = RuleSet.of(rule() for rule in registered_rules().values() if rule.is_on)
    ours = default_rules()
    assert ours.of_files == on.of_files
    assert ours.of_scenes == on.of_scenes
    assert ours.of_programs == on.of_programs
    assert ours.of_corpora == on.of_corpora
    assert ours.of_suppressions == on.of_suppressions
    asked = [each.__self__ for each in ours.may_fault or ()]  # type: ignore[attr-defined]
    assert asked == [each.__self__ for each in on.may_fault or ()]  # type: ignore[attr-defined]


@pytest.mark.parametrize("scene", ["discovery/cloudy_water.scene"])
def test_a_clean_scene_is_linted_without_a_parser_and_without_most_rules(scene: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOADED, str(ROOT / "scenes" / scene)]
    environment = {"SCENELANG_CACHE": str(tmp_path), "PATH": ""}
    for _ in range(2):
        ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    loaded = set(ran.stdout.split())
    assert loaded.isdisjoint(
        {"lark", "numpy", "tokenizers", "torch", "concurrent.futures", "scenelang.lowering"}
    )
    rules = [name for name in loaded if name.startswith("scenelang.linting.rules.")]
    assert len(rules) < len(rule_table()) / 2
