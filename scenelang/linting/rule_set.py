"""The rules of one run, made with a project's options, by what they look at."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING

from scenelang.linting.rule import (
    CorpusRule,
    FileRule,
    LintRule,
    ProgramRule,
    SceneRule,
    SuppressionRule,
)
from scenelang.linting.rule_table import rule_table

if TYPE_CHECKING:
    from scenelang.plain import PlainScene


class RuleSet:
    """Rules that are asked, by what they look at."""

    def __init__(self, rules: Callable[[], Iterable[LintRule]]) -> None:
        """`rules` gives the rules when they are first asked for."""
        self._rules = rules

    @classmethod
    def of(cls, rules: Iterable[LintRule]) -> RuleSet:
        """A set of these rules."""
        every = tuple(rules)
        return cls(lambda: every)

    @cached_property
    def _every(self) -> tuple[LintRule, ...]:
        return tuple(self._rules())

    @cached_property
    def of_files(self) -> tuple[FileRule, ...]:
        """The rules that look at a file."""
        return tuple(rule for rule in self._every if isinstance(rule, FileRule))

    @cached_property
    def of_scenes(self) -> tuple[SceneRule, ...]:
        """The rules that look at one scene."""
        return tuple(rule for rule in self._every if isinstance(rule, SceneRule))

    @cached_property
    def of_programs(self) -> tuple[ProgramRule, ...]:
        """The rules that look at a scene as tokens."""
        return tuple(rule for rule in self._every if isinstance(rule, ProgramRule))

    @cached_property
    def of_corpora(self) -> tuple[CorpusRule, ...]:
        """The rules that look at all scenes at once."""
        return tuple(rule for rule in self._every if isinstance(rule, CorpusRule))

    @cached_property
    def of_suppressions(self) -> tuple[SuppressionRule, ...]:
        """The rules that look at comments which silence findings."""
        return tuple(rule for rule in self._every if isinstance(rule, SuppressionRule))

    @cached_property
    def may_fault(self) -> tuple[Callable[[PlainScene], bool], ...] | None:
        """What to ask before a plain scene is cleared; None where some rule vouches for none of them.

        Rules for tokens are left out: who names a tokenizer has every scene looked at in full.
        """
        asked = [rule for rule in (*self.of_files, *self.of_scenes) if not rule.plain_is_clean]
        if any(type(rule).may_fault is LintRule.may_fault for rule in asked):
            return None
        return tuple(rule.may_fault for rule in asked)

    def __reduce__(self) -> tuple[object, ...]:
        """Rules travel to other processes as they are."""
        return RuleSet.of, (self._every,)

    def __repr__(self) -> str:
        return f"RuleSet({self._every!r})"


class DefaultRules(RuleSet):
    """Every rule that is on, with its defaults; those that a clean plain scene need not meet load late."""

    def __init__(self) -> None:
        super().__init__(lambda: _loaded(_LINES_OF_ALL))

    @cached_property
    def of_corpora(self) -> tuple[CorpusRule, ...]:
        """The rules that look at all scenes at once; no other is loaded."""
        return RuleSet.of(_loaded({"CorpusRule"})).of_corpora

    @cached_property
    def may_fault(self) -> tuple[Callable[[PlainScene], bool], ...] | None:
        """What to ask before a plain scene is cleared; rules that find nothing in any are not loaded."""
        return RuleSet.of(_loaded({"FileRule", "SceneRule"}, with_plain=False)).may_fault

    def __reduce__(self) -> tuple[object, ...]:
        return default_rules, ()

    def __repr__(self) -> str:
        return "DefaultRules()"


_LINES_OF_ALL = frozenset({"FileRule", "SceneRule", "ProgramRule", "CorpusRule", "SuppressionRule"})


def _loaded(kinds: Container[str], *, with_plain: bool = True) -> Iterator[LintRule]:
    """The rules of some kinds that are on, with their defaults."""
    for line in rule_table():
        if line.is_on and line.kind in kinds and (with_plain or not line.plain_is_clean):
            yield line.load()()


@cache
def default_rules() -> RuleSet:
    """Every rule that is on, with its defaults."""
    return DefaultRules()
