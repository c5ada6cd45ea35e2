"""What there is to know of a rule beside its page: whether it is on, its options, what its fixes do.

Takes: a rule.
Gives: facts; what its fixes do is seen in its examples.
May assume: the examples are true, as the tests show.
Never does: load a tokenizer.
"""

from __future__ import annotations

import ast
import inspect
import tempfile
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.gathering import SceneRun
from scenelang.linting.choosing.choice_of_rules import RuleChoices
from scenelang.linting.choosing.rule_options import options_of
from scenelang.linting.examples import Bad, unmarked
from scenelang.linting.families import family_of
from scenelang.linting.file_look import look_at_source
from scenelang.linting.findings import LookedFile
from scenelang.linting.rule import LintRule, SuppressionRule
from scenelang.linting.rule_set import RuleSet
from scenelang.linting.weigh_findings import weigh_findings
from scenelang.reading import OptionValue
from scenelang.source import SourceText


class RuleOption(NamedTuple):
    """One option of a rule: its name, its default, and what it means."""

    name: str
    default: OptionValue
    meaning: str


class RuleFacts(NamedTuple):
    """One rule. `fix` is that of its safest fix: `safe`, `unsafe`, or empty where it offers none."""

    name: str
    family: str
    is_on: bool
    fix: str
    options: tuple[RuleOption, ...]


def facts_of_rule(rule: type[LintRule]) -> RuleFacts:
    """The facts of one rule."""
    return RuleFacts(rule.name(), family_of(rule.code()) or "", rule.is_on, _fix(rule), tuple(_options(rule)))


def _options(rule: type[LintRule]) -> Iterator[RuleOption]:
    """The options with the docstrings behind them."""
    defaults = options_of(rule)
    if not defaults:
        return
    meanings = _docstrings(rule)
    for name, default in defaults.items():
        yield RuleOption(name, default, meanings.get(name, ""))


def _docstrings(rule: type[LintRule]) -> dict[str, str]:
    """What stands behind each field of a class, as its author wrote it."""
    (tree,) = ast.parse(dedent(inspect.getsource(rule))).body
    assert isinstance(tree, ast.ClassDef)
    found: dict[str, str] = {}
    for field, behind in zip(tree.body, tree.body[1:], strict=False):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if isinstance(behind, ast.Expr) and isinstance(behind.value, ast.Constant):
            found[field.target.id] = inspect.cleandoc(str(behind.value.value))
    return found


def _fix(rule: type[LintRule]) -> str:
    """What the safest fix among the examples does to what a model reads."""
    if rule.finding.fix is Diagnostic.fix:
        return ""
    shown = [one for one in rule.EXAMPLES if isinstance(one, Bad) and one.fixed is not None]
    safeties = {fix.safety for example in shown[:2] for fix in _fixes(rule, example)}
    return Safety.SAFE.value if Safety.SAFE in safeties else Safety.UNSAFE.value


def _fixes(rule: type[LintRule], example: Bad) -> Iterator[Fix]:
    text, _ = unmarked(example.text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "example.scene")
        (path.parent / "scenelang.toml").write_text("", encoding="utf-8")
        for found in _said(rule, example, path, text):
            fix = found.fix()
            if fix is not None and found.code == rule.code():
                yield fix


def _said(rule: type[LintRule], example: Bad, path: Path, text: str) -> tuple[Diagnostic, ...]:
    run = SceneRun([path.as_posix()])
    source = SourceText(path.as_posix(), text)
    if not issubclass(rule, SuppressionRule):
        return look_at_source(path, source, run, RuleSet.of([rule(**example.options)])).found
    choices = RuleChoices(run)
    looked = look_at_source(path, source, run, choices.of(path).rules)
    file = LookedFile(path, looked.found, looked.ignores)
    return weigh_findings([file], (), run, choices).found
