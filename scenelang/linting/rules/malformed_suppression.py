"""A comment looks as if it silenced findings, and it is not written so that it does.

Why it hurts: the author believes that something was decided here. The finding comes back in every run, or,
where it is far down a long list, nobody sees that the comment does nothing.

When to leave it: never; a comment that means something else does not begin with `scenelang: ignore`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SuppressionRule, lint_rule
from scenelang.linting.subjects import SuppressionSubject
from scenelang.source import Span, SpanEdit


class SuppressionMalformed(LintWarning):
    """A comment is nearly `# scenelang: ignore[CODE] reason`."""

    code: ClassVar[str] = "SL892"
    title: ClassVar[str] = "this comment ignores nothing: {what}"
    label: ClassVar[str] = "not understood"
    help: ClassVar[str] = "write `# scenelang: ignore[CODE] reason`"
    what: str
    right: str | None

    @property
    def help_text(self) -> str:
        """How it is written."""
        for_file = "for a whole file, on a line of its own, `# scenelang: ignore-file[CODE] reason`"
        return f"write `{self.right}`" if self.right else f"{self.help}; {for_file}"

    def fix(self) -> Fix | None:
        """The comment as it is meant, where that is clear."""
        if self.right is None:
            return None
        return Fix("write the comment as it is meant", (SpanEdit(self.place, self.right),), Safety.SAFE)


@lint_rule
class MalformedSuppression(SuppressionRule):
    """Comments that are nearly `# scenelang: ignore[...]`."""

    finding = SuppressionMalformed
    EXAMPLES = (
        good("""
            beats:
              - frame: |  # scenelang is the language of this file
                  Snow lay on the step.
        """),
        good("""
            beats:
              - frame: |+  # scenelang: ignore[SL800] a held breath
                  Snow lay on the step.


              - reflect: Nobody had swept it.
        """),
        good("""
            beats:
              - frame: |  # ignore the weather here
                  Snow lay on the step.
        """),
        bad(
            """
            beats:
              - frame: |+  ⟦# scenelang ignore SL800⟧
                  Snow lay on the step.


              - reflect: Nobody had swept it.
            """,
            fixed="""
            beats:
              - frame: |+  # scenelang: ignore[SL800]
                  Snow lay on the step.


              - reflect: Nobody had swept it.
            """,
        ),
        bad(
            """
            beats:
              - frame: |+  ⟦# Scenelang: Ignore[sl800] a held breath⟧
                  Snow lay on the step.


              - reflect: Nobody had swept it.
            """,
            fixed="""
            beats:
              - frame: |+  # scenelang: ignore[SL800] a held breath
                  Snow lay on the step.


              - reflect: Nobody had swept it.
            """,
        ),
        bad(
            """
            beats:
              - frame: |+  ⟦# noqa: SL800⟧
                  Snow lay on the step.


              - reflect: Nobody had swept it.
            """,
            fixed="""
            beats:
              - frame: |+  # scenelang: ignore[SL800]
                  Snow lay on the step.


              - reflect: Nobody had swept it.
            """,
        ),
        bad("""
            beats:
              - frame: |+  ⟦# scenelang: ignore⟧
                  Snow lay on the step.
        """),
        bad("""
            beats:
              - frame: |+  ⟦# scenelang: ignore-file[SL800]⟧
                  Snow lay on the step.
        """),
    )

    def check(self, subject: SuppressionSubject) -> Iterator[Diagnostic]:
        """One finding for each such comment."""
        for place, what, right in subject.wrong:
            yield SuppressionMalformed(Span(subject.file, *place), what, right)
