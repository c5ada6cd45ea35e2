"""What the words mean that choose rules: codes, beginnings of codes, names of rules, families, `all`.

Takes: one word.
Gives: the codes of warnings that it means, and how closely it says so.
May assume: nothing.
Never does: mean an error: errors are always told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from scenelang.diagnostics import Severity, nearest
from scenelang.gathering import known_codes
from scenelang.linting.families import FAMILIES, family_of
from scenelang.linting.rule import registered_rules

ALL = "all"
_PREFIX = re.compile(r"SL\d{0,3}\Z")
_RANK_OF_ALL, _RANK_OF_FAMILY = 0, 2
_RANK_OF_ONE = 9


class Meant(NamedTuple):
    """What a word means: codes of warnings, and codes of errors, which nobody can choose.

    `rank` grows with how closely it says so: `all`, `SL`, a family, `SL8`, `SL80`, one rule.
    """

    codes: frozenset[str]
    errors: frozenset[str]
    rank: int


@cache
def meaning(word: str) -> Meant | None:
    """What a word means; None where nothing is called so."""
    warnings, errors = _by_severity()
    if word == ALL:
        return Meant(warnings, frozenset(), _RANK_OF_ALL)
    if word in FAMILIES:
        return Meant(_in_family(word, warnings), frozenset(), _RANK_OF_FAMILY)
    named = _codes_by_name().get(word)
    if named is not None:
        return Meant(frozenset({named}), frozenset(), _RANK_OF_ONE)
    if not _PREFIX.match(word):
        return None
    codes, wrong = _starting(word, warnings), _starting(word, errors)
    rank = _RANK_OF_ONE if word in codes else len(word) - len("SL") + (_RANK_OF_FAMILY if word != "SL" else 1)
    return Meant(codes, wrong, rank) if codes or wrong else None


def meant_instead(word: str) -> str | None:
    """The word that was surely meant; None where none is near."""
    upper = word.upper()
    if _PREFIX.match(upper) and meaning(upper) is not None:
        return upper
    names = word.lower().replace("_", "-")
    if meaning(names) is not None:
        return names
    words: Iterable[str] = (*_codes_by_name(), *FAMILIES, ALL, *registered_rules(), *known_codes())
    return nearest(upper if upper.startswith("SL") else word, words)


def name_of(code: str) -> str:
    """The name of the rule with this code, where it has one; else the code."""
    rule = registered_rules().get(code)
    return code if rule is None else rule.name()


@cache
def _by_severity() -> tuple[frozenset[str], frozenset[str]]:
    known = known_codes()
    warnings = frozenset(code for code, severity in known.items() if severity is Severity.WARNING)
    return warnings, frozenset(known) - warnings


@cache
def _codes_by_name() -> dict[str, str]:
    return {rule.name(): code for code, rule in registered_rules().items()}


def _in_family(family: str, codes: frozenset[str]) -> frozenset[str]:
    return frozenset(code for code in codes if family_of(code) == family)


def _starting(prefix: str, codes: frozenset[str]) -> frozenset[str]:
    return frozenset(code for code in codes if code.startswith(prefix))
