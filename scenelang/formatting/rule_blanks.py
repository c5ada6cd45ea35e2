"""The blanks of one line of a small language, as printing sets them; nothing else of the line.

Takes: the parser of a language, then its lines.
Gives: the line with one blank where one belongs and none elsewhere.
May assume: nothing; a line that does not parse stays as it is.
Never does: touch what stands in quotes, respell a word or a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from scenelang.diagnostics import Outcome
from scenelang.model import Expression
from scenelang.printing import essence, expression_text
from scenelang.source import ScalarText, Span

Parsed = TypeVar("Parsed")
SetBlanks = Callable[[str], str]
"""Gives a line with its blanks set."""
_TOKEN = re.compile(
    r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\$\{[^{}]*\}"
    r"|=/>|=>|~>|-/>|->|==|!=|<=|>=|//|\.\.|[@=<>*/+,()%-]|(?:(?!-/?>|\.\.)[^\s@=<>*/+,()%\"'])+|\s+"
)
_PARTING = frozenset({"=>", "~>", "=/>", "->", "-/>", "@", "="})
_TIGHT = frozenset({".."})
_OPERATOR_WORDS = frozenset({"and", "or", "not", "in"})
_BLANK_OR_QUOTED = re.compile(r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')|\s+")


def rule_blanks(parse: Callable[[ScalarText], Outcome[Parsed]]) -> SetBlanks:
    """Sets the blanks of a rule; one that does not parse, or would mean something else, stays as it is."""

    def meaning(line: str) -> object:
        outcome = parse(scalar_of(line))
        return None if outcome.value is None or outcome.errors else essence(outcome.value)

    def set_blanks(line: str) -> str:
        spaced = _spaced(line)
        if spaced == line:
            return line
        before = meaning(line)
        return spaced if before is not None and before == meaning(spaced) else line

    return set_blanks


def expression_blanks(parse: Callable[[ScalarText], Outcome[Expression]]) -> SetBlanks:
    """Sets the blanks of an expression, as it is printed, where printing respells nothing else in it."""

    def set_blanks(line: str) -> str:
        outcome = parse(scalar_of(line))
        if outcome.value is None or outcome.errors:
            return line
        printed = expression_text(outcome.value)
        return printed if without_blanks(printed) == without_blanks(line) else line

    return set_blanks


def without_blanks(line: str) -> str:
    """A line without the blanks that stand outside of quotes."""
    return _BLANK_OR_QUOTED.sub(lambda found: found[1] or "", line)


def scalar_of(text: str) -> ScalarText:
    """A text that stands for itself, as parsers take it."""
    length = len(text)
    return ScalarText(text, Span("", 0, length), range(length), range(1, length + 1))


def _spaced(line: str) -> str:
    tokens = _TOKEN.findall(line)
    if "".join(tokens) != line:
        return line
    parts: list[str] = []
    previous, has_blank = "", False
    for token in tokens:
        if token.isspace():
            has_blank = True
            continue
        if parts and _blank_between(previous, token, has_blank=has_blank):
            parts.append(" ")
        parts.append(token)
        previous, has_blank = token, False
    return "".join(parts)


def _blank_between(left: str, right: str, *, has_blank: bool) -> bool:
    """Whether a blank stands between two signs or words of a line."""
    if left in _TIGHT or right in _TIGHT or left == "(" or right in (",", ")"):
        return False
    if left == "," or left in _PARTING or right in _PARTING:
        return True
    return has_blank and (right != "(" or left in _OPERATOR_WORDS or not left[-1].isalnum())
