"""Why a string is not what its rule allows, in words.

Takes: a rule, the scalar, and the mismatch of its string.
Gives: one diagnostic.
May assume: the scalar is not blank and the mismatch belongs to it.
Never does: look at what the words of a rule mean.
"""

from __future__ import annotations

import re

from scenelang.diagnostics import Diagnostic
from scenelang.parsing import messages_layers, messages_rules, messages_vary, messages_words
from scenelang.parsing.rules import (
    ATTENTION,
    BAND,
    EXPOSURE,
    EXPRESSION,
    LAYER_RULE,
    THE_END,
    WORDS_FOR_HEADS,
    Rule,
)
from scenelang.parsing.syntax import Mismatch
from scenelang.parsing.wording import shown
from scenelang.source import ScalarText, Span

_QUOTED = {quote: re.compile(rf"{quote}(?:[^{quote}\\]|\\.)*{quote}", re.DOTALL) for quote in "\"'"}
_LAYER_TARGETS = ("reads", "concept", "mirrors", "label", "tension", "teacher")
_INSTEAD = {
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "=": "==",
    "===": "==",
    "<>": "!=",
    "=<": "<=",
    "=>": ">=",
    "**": "n * n",
    "^": "n * n",
}
_FALSE_RUN = re.compile(
    r"(-?\d+(?:\.\d+)?%?)\s*(?:[-\u2010-\u2015\u2212]|\.{3}|\u2026)\s*(-?\d+(?:\.\d+)?%?)"
)
_GRAMMARS_WITH_LAYERS = frozenset(rule.grammar for rule in (BAND, EXPOSURE, ATTENTION, LAYER_RULE))
_WORD_FOR_HEADS = re.compile(rf"\b(?:{'|'.join(WORDS_FOR_HEADS)})\b")
_OPERATOR_SIGNS = "=!<>*&|^"
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "in"})


def explain_mismatch(rule: Rule, scalar: ScalarText, mismatch: Mismatch) -> Diagnostic:
    """The message for a string that leaves its rule."""
    place = scalar.span(mismatch.start, mismatch.end)
    expected = rule.expected(mismatch.accepted)
    word = scalar.value[mismatch.start : mismatch.end]
    if not word:
        return messages_rules.EndsTooEarly(place, expected, rule.what, rule.example_for(mismatch.accepted))
    if word[0] in _QUOTED and not _QUOTED[word[0]].match(scalar.value, mismatch.start):
        return messages_rules.QuoteNeverClosed(scalar.span(mismatch.start, mismatch.start + 1), word[0])
    known = _about_layers(rule, scalar, mismatch)
    if known is not None:
        return known
    if rule.grammar == EXPRESSION.grammar:
        place, word = _whole_operator(scalar, mismatch)
    known = _known_mistake(rule, place, word, mismatch.accepted)
    if known is not None:
        return known
    if expected == THE_END:
        return messages_rules.StrayText(place, shown(word), rule.what, rule.example)
    example = rule.example_for(mismatch.accepted)
    return messages_rules.Unexpected(place, expected, shown(word), rule.what, example)


def _about_layers(rule: Rule, scalar: ScalarText, mismatch: Mismatch) -> Diagnostic | None:
    """The message where layers or heads are written as people say them: `@ 4-8`, `@ late heads any`."""
    if rule.grammar not in _GRAMMARS_WITH_LAYERS:
        return None
    for run in _FALSE_RUN.finditer(scalar.value):
        if run.start() < mismatch.start < run.end():
            return messages_layers.LayersWithDash(scalar.span(*run.span()), *_alike(*run.groups()))
    if rule is not ATTENTION:
        return None
    for word in _WORD_FOR_HEADS.finditer(scalar.value, 0, mismatch.end):
        if not scalar.value[word.end() : mismatch.start].strip():
            return messages_layers.HeadsWord(scalar.span(*word.span()), word[0])
    return None


def _alike(low: str, high: str) -> tuple[str, str]:
    """Both bounds of a run in percent where one is: `40-60%` means `40%..60%`."""
    sign = "%" if "%" in low + high else ""
    return low.removesuffix("%") + sign, high.removesuffix("%") + sign


def _whole_operator(scalar: ScalarText, mismatch: Mismatch) -> tuple[Span, str]:
    """What stands there, with the signs right before it where both are signs: `**`, `<>`."""
    start = mismatch.start
    if scalar.value[start] in _OPERATOR_SIGNS:
        start = len(scalar.value[:start].rstrip(_OPERATOR_SIGNS))
    return scalar.span(start, mismatch.end), scalar.value[start : mismatch.end]


def _known_mistake(rule: Rule, place: Span, word: str, accepted: frozenset[str]) -> Diagnostic | None:
    """The message of a mistake that many make, where this is one."""
    if "READS" in accepted and word[0].isalpha():
        return messages_layers.UnknownLayerTarget(place, word, _LAYER_TARGETS)
    if word == "#" and "ID" in accepted:
        return messages_words.HashBeforeName(place)
    if rule.grammar != EXPRESSION.grammar:
        return None
    if word in _COMPARISONS and "SUM_SIGN" in accepted and "COMPARE" not in accepted and "AND" in accepted:
        return messages_vary.ChainedComparison(place)
    return messages_vary.ForeignOperator(place, word, _INSTEAD[word]) if word in _INSTEAD else None
