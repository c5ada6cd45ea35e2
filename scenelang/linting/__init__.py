"""Is it wise: lint rules, one file each, and the run that asks them.

What few runs need loads on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from scenelang.linting.families import FAMILIES, family_of
from scenelang.linting.findings import BaselineState
from scenelang.linting.lint_options import LintOptions
from scenelang.linting.lint_run import LintCount, Linted, lint_file, lint_paths, lint_with
from scenelang.linting.rule import LintRule, registered_rules

if TYPE_CHECKING:
    from scenelang.linting.baseline import Baseline, baseline_of, can_be_known, read_baseline
    from scenelang.linting.choosing.choice_of_rules import wrong_words
    from scenelang.linting.choosing.rule_options import options_of
    from scenelang.linting.choosing.selectors import meant_instead
    from scenelang.linting.ignoring.written_ignores import AddedIgnores, add_ignores
    from scenelang.linting.keeping.cache import forget_cache
    from scenelang.linting.lint_text import TextLint
    from scenelang.linting.rule_facts import RuleFacts, facts_of_rule
    from scenelang.linting.rules.language_tag import language_problem
    from scenelang.linting.weigh_findings import paths_from

__all__ = [
    "FAMILIES",
    "AddedIgnores",
    "Baseline",
    "BaselineState",
    "LintCount",
    "LintOptions",
    "LintRule",
    "Linted",
    "RuleFacts",
    "TextLint",
    "add_ignores",
    "baseline_of",
    "can_be_known",
    "facts_of_rule",
    "family_of",
    "forget_cache",
    "language_problem",
    "lint_file",
    "lint_paths",
    "lint_with",
    "meant_instead",
    "options_of",
    "paths_from",
    "read_baseline",
    "registered_rules",
    "wrong_words",
]

_HOMES = {
    "AddedIgnores": "ignoring.written_ignores",
    "Baseline": "baseline",
    "RuleFacts": "rule_facts",
    "TextLint": "lint_text",
    "add_ignores": "ignoring.written_ignores",
    "baseline_of": "baseline",
    "can_be_known": "baseline",
    "facts_of_rule": "rule_facts",
    "forget_cache": "keeping.cache",
    "language_problem": "rules.language_tag",
    "meant_instead": "choosing.selectors",
    "options_of": "choosing.rule_options",
    "paths_from": "weigh_findings",
    "read_baseline": "baseline",
    "wrong_words": "choosing.choice_of_rules",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
