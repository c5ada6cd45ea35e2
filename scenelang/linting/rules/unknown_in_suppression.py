"""A comment is to silence a rule that there is not.

Why it hurts: the comment silences nothing, and what it was written for is told in every run, or comes back
one day under another name.

When to leave it: while some machines still run an older scenelang, which lacks a rule that others have.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.linting.choosing.selectors import meant_instead
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SuppressionRule, lint_rule
from scenelang.linting.subjects import SuppressionSubject
from scenelang.source import Span, SpanEdit


class SuppressedUnknown(LintWarning):
    """The brackets of a comment hold what is no code, no rule and no family."""

    code: ClassVar[str] = "SL893"
    title: ClassVar[str] = "no rule is called `{word}`"
    label: ClassVar[str] = "unknown"
    help: ClassVar[str] = "`scenelang explain --list` shows all codes and rules"
    word: str
    meant: str | None

    @property
    def help_text(self) -> str:
        """The nearest rule."""
        return f"did you mean `{self.meant}`? {self.help}" if self.meant else self.help

    def fix(self) -> Fix | None:
        """The word that was surely meant."""
        if self.meant is None:
            return None
        return Fix(f"write `{self.meant}`", (SpanEdit(self.place, self.meant),), Safety.SAFE)


@lint_rule
class UnknownInSuppression(SuppressionRule):
    """Words within the brackets of `# scenelang: ignore[...]` that mean no rule."""

    finding = SuppressedUnknown
    EXAMPLES = (
        good("""
            beats:
              - frame: |+  # scenelang: ignore[SL800] a held breath
                  Snow lay on the step.


              - reflect: Nobody had swept it.
        """),
        good("""
            # scenelang: ignore-file[signs, SL83, kept-blank-lines] as it came
            beats:
              - frame: Snow lay on the step.
        """),
        good("""
            beats:
              - frame: |+  # scenelang: ignore[all] a page from a diary
                  Snow lay on the step.
        """),
        bad(
            """
            beats:
              - frame: |+  # scenelang: ignore[⟦kept-blank-line⟧] a held breath
                  Snow lay on the step.


              - reflect: Nobody had swept it.
            """,
            fixed="""
            beats:
              - frame: |+  # scenelang: ignore[kept-blank-lines] a held breath
                  Snow lay on the step.


              - reflect: Nobody had swept it.
            """,
        ),
        bad(
            """
            beats:
              - frame: |+  # scenelang: ignore[SL805, ⟦sl800⟧] a held breath
                  Snow lay on the step.


              - reflect: Nobody had swept it.
            """,
            fixed="""
            beats:
              - frame: |+  # scenelang: ignore[SL805, SL800] a held breath
                  Snow lay on the step.


              - reflect: Nobody had swept it.
            """,
        ),
        bad("""
            # scenelang: ignore-file[⟦weather⟧]
            beats:
              - frame: Snow lay on the step.
        """),
    )

    def check(self, subject: SuppressionSubject) -> Iterator[Diagnostic]:
        """One finding for each such word."""
        for judged in subject.comments:
            for item in judged.unknown:
                yield SuppressedUnknown(Span(subject.file, *item.place), item.word, meant_instead(item.word))
