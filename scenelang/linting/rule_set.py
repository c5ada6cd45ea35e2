"""The rules of one run, made with a project's options, by what they look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from scenelang.linting.rule import CorpusRule, FileRule, LintRule, ProgramRule, SceneRule, registered_rules


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules that are asked."""

    of_files: tuple[FileRule, ...]
    of_scenes: tuple[SceneRule, ...]
    of_programs: tuple[ProgramRule, ...]
    of_corpora: tuple[CorpusRule, ...]

    @classmethod
    def of(cls, rules: Iterable[LintRule]) -> RuleSet:
        """The rules, sorted by what they look at."""
        every = tuple(rules)
        return cls(
            tuple(rule for rule in every if isinstance(rule, FileRule)),
            tuple(rule for rule in every if isinstance(rule, SceneRule)),
            tuple(rule for rule in every if isinstance(rule, ProgramRule)),
            tuple(rule for rule in every if isinstance(rule, CorpusRule)),
        )


@cache
def default_rules() -> RuleSet:
    """Every rule that is on, with its defaults."""
    return RuleSet.of(rule() for rule in registered_rules().values() if rule.is_on)
