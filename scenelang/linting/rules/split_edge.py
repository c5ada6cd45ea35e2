"""The edge of a span splits a token under one tokenizer of the project, and not under another.

Why it hurts: a token that reaches over an edge belongs to the span whole or not at all, so weights and
targets land on other words for one model than for the other. What is compared across models is then not the
same supervision.

When to leave it: where only one of the tokenizers will be trained on. The fix moves the edge to the nearest
place that no tokenizer of the project splits; where there is none, write the text so that the span begins
behind a blank. Where all tokenizers split the token, `SL406` says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.linting.as_tokens.moved_edge import moved_edge
from scenelang.linting.as_tokens.token_views import view_names
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, ProgramRule, lint_rule
from scenelang.linting.subjects import ProgramSubject
from scenelang.source import Span, SpanEdit

_TWO = """\
[tokenizers]
bytes = "tokenizers/bytes"
glued = "tokenizers/glued"
"""


class EdgeSplitsToken(LintWarning):
    """Tokenizers disagree on where a span may end."""

    code: ClassVar[str] = "SL880"
    title: ClassVar[str] = (
        "the token `{token}` reaches over an edge of {span} under {splitting}, not under {others}"
    )
    label: ClassVar[str] = "another span to each of them"
    help: ClassVar[str] = "begin the span behind a blank, and end it with a word or behind its punctuation"

    token: str
    span: str
    splitting: str
    others: str
    edits: tuple[SpanEdit, ...]

    def fix(self) -> Fix | None:
        """The edge where no tokenizer splits it; the span then holds other characters."""
        return Fix("move the edge of the span", self.edits, Safety.UNSAFE) if self.edits else None


@lint_rule
class SplitEdge(ProgramRule):
    """Edges inside a token of some tokenizers alone."""

    instead_of = ("SL406",)
    finding = EdgeSplitsToken
    EXAMPLES = (
        good(
            """
            archetype: recall
            beats:
              - fact: The key is in the [coat.]{#coat}
              - ask: "[Where is the key?]{#question}"
            """,
            settings=_TWO,
        ),
        good(
            """
            archetype: recall
            beats:
              - fact: The key is in the [coat]{#coat}.
              - ask: "[Where is the key?]{#question}"
            """
        ),
        good(
            """
            archetype: recall
            beats:
              - fact: The key is in the [co]{#coat}at.
              - ask: "[Where is the key?]{#question}"
            """,
            settings=_TWO,
        ),
        bad(
            """
            archetype: recall
            beats:
              - fact: The key is in the ⟦[coat]{#coat}⟧.
              - ask: "[Where is the key?]{#question}"
            """,
            fixed="""
            archetype: recall
            beats:
              - fact: The key is in the [coat.]{#coat}
              - ask: "[Where is the key?]{#question}"
            """,
            settings=_TWO,
        ),
        bad(
            """
            archetype: recall
            beats:
              - fact: |
                  ⟦[The key]{#key w=2}⟧, they say, is in the coat.
              - ask: |
                  [Where is the key?]{#question}
            """,
            fixed="""
            archetype: recall
            beats:
              - fact: |
                  [The key,]{#key w=2} they say, is in the coat.
              - ask: |
                  [Where is the key?]{#question}
            """,
            settings=_TWO,
        ),
        bad(
            """
            archetype: recall
            beats:
              - fact: "The (⟦[coat is]{#coat}⟧) here."
              - ask: "[Where is the key?]{#question}"
            """,
            fixed="""
            archetype: recall
            beats:
              - fact: "The [(coat is)]{#coat} here."
              - ask: "[Where is the key?]{#question}"
            """,
            settings=_TWO,
        ),
    )

    def check(self, subject: ProgramSubject) -> Iterator[Diagnostic]:
        """One finding for each span whose edge some tokenizers split."""
        from scenelang.lowering import TokenStraddles  # noqa: PLC0415 - few projects name tokenizers

        split: dict[Span, dict[str, TokenStraddles]] = {}
        for view in subject.views:
            for one in view.found:
                if isinstance(one, TokenStraddles):
                    split.setdefault(one.place, {}).setdefault(view.name, one)
        names = [view.name for view in subject.views]
        for place, under in split.items():
            others = [name for name in names if name not in under]
            if others:
                first = next(iter(under.values()))
                edits = moved_edge(subject, place)
                yield EdgeSplitsToken(
                    place, first.token.strip(), first.span, view_names(under), view_names(others), edits
                )
