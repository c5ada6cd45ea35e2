"""A comment silences findings and does not say why.

Why it hurts: whoever meets it later cannot tell a decision from a shrug. Nobody dares to take it out, and
nobody learns from it when the same question comes up in the next scene.

When to leave it: this rule is off until a project asks for it with `require-reason = true`. It is meant for
teams; who writes alone may know the reasons by heart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SuppressionRule, lint_rule
from scenelang.linting.subjects import SuppressionSubject
from scenelang.source import Span


class ReasonMissing(LintWarning):
    """Nothing stands behind the brackets of a comment that silences findings."""

    code: ClassVar[str] = "SL891"
    title: ClassVar[str] = "this comment does not say why `{words}` may be ignored"
    label: ClassVar[str] = "no reason"
    help: ClassVar[str] = "write it behind the brackets: `# scenelang: ignore[{words}] a held breath`"
    words: str


@lint_rule
class SuppressionWithoutReason(SuppressionRule):
    """Comments `# scenelang: ignore[...]` with nothing behind the brackets."""

    finding = ReasonMissing
    is_on = False
    EXAMPLES = (
        good("""
            beats:
              - frame: |  # a held breath
                  Snow lay on the step.
        """),
        good("""
            beats:
              - frame: |+  # scenelang: ignore[SL800] a held breath
                  Snow lay on the step.


              - reflect: Nobody had swept it.
        """),
        good("""
            # scenelang: ignore-file[yaml] texts of another system, as they came
            beats:
              - frame: |+
                  Snow lay on the step.


              - reflect: Nobody had swept it.
        """),
        bad("""
            beats:
              - frame: |+  ⟦# scenelang: ignore[SL800]⟧
                  Snow lay on the step.


              - reflect: Nobody had swept it.
        """),
        bad("""
            ⟦# scenelang: ignore-file[yaml]⟧
            beats:
              - frame: |+
                  Snow lay on the step.


              - reflect: Nobody had swept it.
        """),
        bad(
            """
            beats:
              ⟦# scenelang: ignore[kept-blank-lines]⟧
              - frame: |+
                  Snow lay on the step.


              - reflect: Nobody had swept it.
            """,
            settings="""
            [lint]
            require-reason = true
            """,
        ),
    )

    def check(self, subject: SuppressionSubject) -> Iterator[Diagnostic]:
        """One finding for each such comment."""
        for judged in subject.comments:
            if not judged.comment.reason:
                words = ", ".join(item.word for item in judged.comment.items)
                yield ReasonMissing(Span(subject.file, *judged.comment.place), words)
