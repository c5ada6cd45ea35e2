"""A string on its way to a value: its places in the file, and what was found wrong with it.

Takes: a scalar and a rule.
Gives: an `Outcome` of what the caller's `convert` makes of the syntax, None where anything is an error.
May assume: `convert` reports what it does not understand.
Never does: raise, whatever the string is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from scenelang.diagnostics import Collector, Diagnostic, Outcome
from scenelang.model import Name
from scenelang.parsing import messages_rules
from scenelang.parsing.mismatches import explain_mismatch
from scenelang.parsing.rules import Rule
from scenelang.parsing.syntax import DEEPEST_NODE, LONGEST_RULE, Leaf, Mismatch, Node, parse_string
from scenelang.source import ScalarText, Span

T = TypeVar("T")

MOST_DIGITS = 15


class Transcript:
    """Gives places and takes findings while one string is turned into a value."""

    def __init__(self, scalar: ScalarText) -> None:
        self.scalar = scalar
        self.findings = Collector()

    def place(self, piece: Node | Leaf) -> Span:
        """The file span of a piece of syntax."""
        return self.scalar.span(piece.start, piece.end)

    def name(self, leaf: Leaf) -> Name:
        """A word with its place."""
        return Name(leaf.text, self.place(leaf))

    def maybe_name(self, leaf: Leaf | None) -> Name | None:
        """A word with its place, where there is one."""
        return None if leaf is None else self.name(leaf)

    def report(self, finding: Diagnostic) -> None:
        """Takes one finding; an error makes the whole outcome None."""
        self.findings.add(finding)

    def number(self, leaf: Leaf) -> float:
        """The number that a leaf writes; 0 with a finding where it is too long."""
        if sum(map(str.isdigit, leaf.text)) > MOST_DIGITS:
            self.report(messages_rules.NumberTooLong(self.place(leaf), MOST_DIGITS))
            return 0.0
        return float(leaf.text)


def read_rule(rule: Rule, scalar: ScalarText, convert: Callable[[Node, Transcript], T | None]) -> Outcome[T]:
    """Reads one string by one rule."""
    transcript = Transcript(scalar)
    syntax = checked_syntax(rule, transcript)
    value = None if syntax is None else convert(syntax, transcript)
    return Outcome(None if transcript.findings.has_errors else value, transcript.findings.sorted())


def checked_syntax(rule: Rule, transcript: Transcript) -> Node | None:
    """The syntax of the transcript's scalar, or None with the finding that says why there is none."""
    scalar = transcript.scalar
    if not scalar.value.strip():
        transcript.report(messages_rules.EmptyRule(scalar.place, rule.what, rule.example))
        return None
    if len(scalar.value) > LONGEST_RULE:
        report = messages_rules.RuleTooLong(
            scalar.place, len(scalar.value), LONGEST_RULE, rule.what, rule.example
        )
        transcript.report(report)
        return None
    syntax = parse_string(rule, scalar.value)
    if isinstance(syntax, Mismatch):
        transcript.report(explain_mismatch(rule, scalar, syntax))
        return None
    if syntax.depth > DEEPEST_NODE:
        transcript.report(messages_rules.NestedTooDeep(scalar.place, DEEPEST_NODE))
        return None
    return syntax
