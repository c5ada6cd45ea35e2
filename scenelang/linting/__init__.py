"""Is it wise: lint rules, one file each, and the run that asks them."""

from scenelang.linting.lint_run import LintCount, lint_file, lint_paths
from scenelang.linting.rule import LintRule, registered_rules

__all__ = ["LintCount", "LintRule", "lint_file", "lint_paths", "registered_rules"]
