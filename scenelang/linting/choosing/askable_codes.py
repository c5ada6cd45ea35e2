"""Which codes a run would find if there were something to find.

Takes: the settings of a project and the wishes of a run.
Gives: codes of warnings.
May assume: nothing.
Never does: count on a rule that looks at all scenes in a run over some of them.
"""

from __future__ import annotations

from functools import cache

from scenelang.linting.choosing.selectors import ALL, meaning
from scenelang.linting.families import family_of
from scenelang.linting.lint_options import LintOptions
from scenelang.linting.rule import CorpusRule, FileRule, LintRule, ProgramRule, registered_rules
from scenelang.reading import ProjectSettings

_AS_TOKENS = ("SL4", "SL5")
"""What lowering and compiling say: only where the project names a tokenizer or a model."""

_IN_READING = ("SL0", "SL1")
"""Errors after which rules see the file in part."""


def askable(
    settings: ProjectSettings, options: LintOptions, errors: frozenset[str] = frozenset()
) -> frozenset[str]:
    """The codes that this run can find in a file; those that are off are among them.

    Args:
        settings: The settings of the project.
        options: What the command line asks.
        errors: The codes of errors in the file: what is unsound was not looked at in full.
    """
    sees_tokens = bool(options.tokenizers or options.models or settings.tokenizers or settings.models)
    codes = _askable(sees_tokens=sees_tokens, is_whole=options.is_whole)
    if not errors:
        return codes
    if any(code.startswith(_IN_READING) for code in errors):
        return frozenset()
    rules = registered_rules()
    return frozenset(code for code in codes if code in rules and issubclass(rules[code], FileRule))


@cache
def _askable(*, sees_tokens: bool, is_whole: bool) -> frozenset[str]:
    everything = meaning(ALL)
    assert everything is not None
    codes = everything.codes - _of_suppression(everything.codes)
    if not sees_tokens:
        codes -= _of_kind(codes, ProgramRule)
        codes = frozenset(code for code in codes if not code.startswith(_AS_TOKENS))
    return codes if is_whole else codes - _of_kind(codes, CorpusRule)


def _of_suppression(codes: frozenset[str]) -> frozenset[str]:
    return frozenset(code for code in codes if family_of(code) == "suppression")


def _of_kind(codes: frozenset[str], kind: type[LintRule]) -> frozenset[str]:
    rules = registered_rules()
    return frozenset(code for code in codes if code in rules and issubclass(rules[code], kind))
