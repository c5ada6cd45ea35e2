"""A comment silences findings of a rule that finds nothing there.

Why it hurts: the comment says that something about this place is odd, and it no longer is. It goes on to
silence what comes later: the next slip of that kind at this place is never told.

When to leave it: where the rule speaks only under a tokenizer or a model that this run does not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SuppressionRule, lint_rule
from scenelang.linting.subjects import SuppressionSubject
from scenelang.source import Span, SpanEdit


class SuppressionUnused(LintWarning):
    """Nothing is found where a comment says that it is to be ignored."""

    code: ClassVar[str] = "SL890"
    title: ClassVar[str] = "`{words}` finds nothing here that could be ignored"
    label: ClassVar[str] = "of no use"
    help: ClassVar[str] = "delete it"
    words: str
    gone: Span

    def fix(self) -> Fix:
        """The comment without the code, or nothing where no other is left."""
        return Fix("delete what is of no use", (SpanEdit(self.gone, ""),), Safety.SAFE)


@lint_rule
class UnusedSuppression(SuppressionRule):
    """Comments `# scenelang: ignore[...]` that silence nothing."""

    finding = SuppressionUnused
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  Snow lay on the step.
        """),
        good("""
            beats:
              - frame: |+  # scenelang: ignore[SL800] the reader waits
                  Snow lay on the step.


              - reflect: Nobody had swept it.
        """),
        good("""
            beats:
              # scenelang: ignore[kept-blank-lines] the reader waits
              - frame: |+
                  Snow lay on the step.


              - reflect: Nobody had swept it.
        """),
        good("""
            # scenelang: ignore-file[yaml] a scene about blank lines
            beats:
              - frame: |+
                  Snow lay on the step.


              - reflect: Nobody had swept it.
        """),
        bad(
            """
            beats:
              - frame: |  ⟦# scenelang: ignore[SL800] the reader waits⟧
                  Snow lay on the step.
            """,
            fixed="""
            beats:
              - frame: |
                  Snow lay on the step.
            """,
        ),
        bad(
            """
            beats:
              - frame: |+  # scenelang: ignore[SL800, ⟦SL805⟧] the reader waits
                  Snow lay on the step.


              - reflect: Nobody had swept it.
            """,
            fixed="""
            beats:
              - frame: |+  # scenelang: ignore[SL800] the reader waits
                  Snow lay on the step.


              - reflect: Nobody had swept it.
            """,
        ),
        bad(
            """
            beats:
              - frame: Snow lay on the step.
              ⟦# scenelang: ignore[yaml]⟧
              - reflect: Nobody had swept it.
            """,
            fixed="""
            beats:
              - frame: Snow lay on the step.
              - reflect: Nobody had swept it.
            """,
        ),
    )

    def check(self, subject: SuppressionSubject) -> Iterator[Diagnostic]:
        """One finding for a comment that is of no use at all, else one for each such code."""
        for comment, unused, _, _ in subject.comments:
            if unused and len(unused) == len(comment.items):
                words = ", ".join(item.word for item in unused)
                place = Span(subject.file, *comment.place)
                yield SuppressionUnused(place, words, Span(subject.file, *comment.gone))
                continue
            for item in unused:
                place, gone = Span(subject.file, *item.place), Span(subject.file, *item.gone)
                yield SuppressionUnused(place, item.word, gone)
