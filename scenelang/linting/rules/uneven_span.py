"""A span is a few tokens under one tokenizer of the project and many under another.

Why it hurts: weights are by the token and attention targets by the position, so a span of twelve tokens
pulls six times as hard as one of two. Runs that are compared across models then differ in more than the
model.

When to leave it: where models are not compared. Tokenizers differ in this by nature, so the rule is off
unless a project selects it; `times` is how far they may differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, ProgramRule, lint_rule
from scenelang.linting.subjects import ProgramSubject

_BOTH = '[tokenizers]\nbytes = "tokenizers/bytes"\nsingle = "tokenizers/single"\n'


class SpanUneven(LintWarning):
    """Tokenizers cut a span into very different numbers of tokens."""

    code: ClassVar[str] = "SL884"
    title: ClassVar[str] = "`{span}` is {few} tokens under `{short}` and {many} under `{long}`"
    label: ClassVar[str] = "weighs {times} times as much there"
    help: ClassVar[str] = "choose commoner words, or leave the span out of what is compared"

    span: str
    few: int
    short: str
    many: int
    long: str
    times: int


@lint_rule
class UnevenSpan(ProgramRule):
    """Named spans whose numbers of tokens differ by the factor `times` or more."""

    times: float = 4.0
    """The factor from which a span is told of."""

    is_on = False
    finding = SpanUneven
    EXAMPLES = (
        good(
            """
            archetype: recall
            beats:
              - fact: "It is on [a]{#a} shelf."
              - ask: Where is it?
            """,
            settings=_BOTH,
        ),
        good("""
            archetype: recall
            beats:
              - fact: "The [key is in the coat today]{#key}."
              - ask: Where is it?
        """),
        good(
            """
            archetype: recall
            beats:
              - fact: "The [key is in the coat]{#key}."
              - ask: Where is it?
            """,
            settings='[tokenizers]\nbytes = "tokenizers/bytes"\n',
        ),
        bad(
            """
            archetype: recall
            beats:
              - fact: "The ⟦[lamp]{#lamp}⟧ is [in]{#in} the hall."
              - ask: Where is it?
            """,
            settings=_BOTH,
        ),
        bad(
            """
            archetype: recall
            beats:
              - fact: "It is in the ⟦[hall]{#hall}⟧."
              - ask: Where is it?
            """,
            settings=_BOTH,
        ),
        bad(
            """
            archetype: recall
            beats:
              - fact: "In the ⟦[coat]{#coat w=2}⟧, they say."
              - ask: Where is it?
            """,
            settings=_BOTH,
        ),
    )

    def check(self, subject: ProgramSubject) -> Iterator[Diagnostic]:
        """One finding for each such span of the first instance."""
        counts: dict[str, list[tuple[int, str]]] = {}
        for view in subject.views:
            for proof in view.programs[0].certificates if view.programs else ():
                counts.setdefault(proof.span, []).append((proof.end - proof.start, view.name))
        for span, found in counts.items():
            entry = subject.checked.spans.get(span)
            (few, short), (many, long) = min(found), max(found)
            if entry is None or entry.marked is None or entry.scene or not few or many < self.times * few:
                continue
            yield SpanUneven(entry.marked.place, span, few, short, many, long, round(many / few))
