"""A comment is to silence an error, and errors cannot be silenced.

Why it hurts: an error says that a text or a target would be lost, or trained wrongly. The comment changes
nothing about that, and who reads it believes that somebody looked and found it sound.

When to leave it: never. Mend what the error speaks of, and delete the comment.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SuppressionRule, lint_rule
from scenelang.linting.subjects import SuppressionSubject
from scenelang.source import Span, SpanEdit


class SuppressedError(LintWarning):
    """The brackets of a comment hold the code of an error."""

    code: ClassVar[str] = "SL894"
    title: ClassVar[str] = "{word} is an error, and an error cannot be ignored"
    label: ClassVar[str] = "an error"
    help: ClassVar[str] = "delete it; `scenelang explain {word}` says how to mend what it speaks of"
    word: str
    gone: Span

    def fix(self) -> Fix:
        """The comment without the code, or nothing where no other is left."""
        return Fix(f"delete `{self.word}`", (SpanEdit(self.gone, ""),), Safety.SAFE)


@lint_rule
class SuppressedErrorRule(SuppressionRule):
    """Codes of errors within the brackets of `# scenelang: ignore[...]`."""

    finding = SuppressedError
    EXAMPLES = (
        good("""
            beats:
              - frame: |+  # scenelang: ignore[SL800] a held breath
                  Snow lay on the step.


              - reflect: Nobody had swept it.
        """),
        good("""
            beats:
              # scenelang: ignore[SL8] as it came
              - frame: Snow lay on the step.
        """),
        good("""
            # scenelang: ignore-file[all] as it came
            beats:
              - frame: Snow lay on the step.
        """),
        bad(
            """
            beats:
              - frame: |  # scenelang: ignore[⟦SL008⟧]
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
              - frame: |+  # scenelang: ignore[SL800, ⟦SL201⟧] a held breath
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
        bad("""
            # scenelang: ignore-file[⟦SL205⟧, SL8]
            beats:
              - frame: Snow lay on the step.
        """),
    )

    def check(self, subject: SuppressionSubject) -> Iterator[Diagnostic]:
        """One finding for each such code."""
        for judged in subject.comments:
            for item in judged.errors:
                alone = len(judged.comment.items) == 1
                gone = Span(subject.file, *(judged.comment.gone if alone else item.gone))
                yield SuppressedError(Span(subject.file, *item.place), item.word, gone)
