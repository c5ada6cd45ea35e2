"""The rules of one run, made with a project's options, by what they look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from scenelang.linting.rule import (
    CorpusRule,
    FileRule,
    LintRule,
    ProgramRule,
    SceneRule,
    SuppressionRule,
    registered_rules,
)

if TYPE_CHECKING:
    from scenelang.linting.quick import PlainScene


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules that are asked."""

    of_files: tuple[FileRule, ...]
    of_scenes: tuple[SceneRule, ...]
    of_programs: tuple[ProgramRule, ...]
    of_corpora: tuple[CorpusRule, ...]
    of_suppressions: tuple[SuppressionRule, ...] = ()

    @classmethod
    def of(cls, rules: Iterable[LintRule]) -> RuleSet:
        """The rules, sorted by what they look at."""
        every = tuple(rules)
        return cls(
            tuple(rule for rule in every if isinstance(rule, FileRule)),
            tuple(rule for rule in every if isinstance(rule, SceneRule)),
            tuple(rule for rule in every if isinstance(rule, ProgramRule)),
            tuple(rule for rule in every if isinstance(rule, CorpusRule)),
            tuple(rule for rule in every if isinstance(rule, SuppressionRule)),
        )

    @property
    def may_fault(self) -> tuple[Callable[[PlainScene], bool], ...] | None:
        """What to ask before a plain scene is cleared; None where some rule vouches for none of them.

        Rules for tokens are left out: who names a tokenizer has every scene looked at in full.
        """
        asked = [rule for rule in (*self.of_files, *self.of_scenes) if not rule.plain_is_clean]
        if any(type(rule).may_fault is LintRule.may_fault for rule in asked):
            return None
        return tuple(rule.may_fault for rule in asked)


@cache
def default_rules() -> RuleSet:
    """Every rule that is on, with its defaults."""
    return RuleSet.of(rule() for rule in registered_rules().values() if rule.is_on)
