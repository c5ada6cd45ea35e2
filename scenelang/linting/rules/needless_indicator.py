"""The header of a block gives its indentation as a number that YAML would find by itself.

Why it hurts: `|2` must be counted again whenever the text is moved. Whoever indents the beat by one step
more, or lets an editor do it, adds blanks to every line that a model reads, and sees nothing of it.

When to leave it: where the first line of the text begins with blanks or is empty; there the number is
needed, and nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.source import Span, SpanEdit

_HEADER = re.compile(r"[|>][-+]?(\d)")


class IndicatorNotNeeded(LintWarning):
    """A number in the header of a block whose text begins with a word."""

    code: ClassVar[str] = "SL808"
    title: ClassVar[str] = "the header of this block need not say `{digit}`"
    label: ClassVar[str] = "YAML sees the indentation of the first line"
    help: ClassVar[str] = "take the number out"
    digit: str

    def fix(self) -> Fix:
        """The header without the number."""
        return Fix("take the number out of the header", (SpanEdit(self.place, ""),), Safety.SAFE)


@lint_rule
class NeedlessIndicator(FileRule):
    """Blocks with an indentation indicator whose first line tells the same."""

    finding = IndicatorNotNeeded
    plain_is_clean = True
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  Snow lay on the step.
        """),
        good("""
            beats:
              - frame: |2
                    Snow lay on the step,
                  and nobody had swept it.
        """),
        good("""
            beats:
              - frame: |2

                  Snow lay on the step.
        """),
        bad(
            """
            beats:
              - frame: |⟦2⟧
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
              - kind: frame
                text: >-⟦4⟧
                    Snow lay
                    on the step.
            """,
            fixed="""
            beats:
              - kind: frame
                text: >-
                    Snow lay
                    on the step.
            """,
        ),
        bad(
            """
            beats:
              - frame: |⟦2⟧+  # Three lines of snow.
                  Snow lay on the step.
                    And on the sill.
                  And on the gate.
            """,
            fixed="""
            beats:
              - frame: |+  # Three lines of snow.
                  Snow lay on the step.
                    And on the sill.
                  And on the gate.
            """,
        ),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such number."""
        for scene in subject.scenes:
            for beat in scene.beats:
                text = beat.text.scalar
                header = _HEADER.match(subject.source.text, text.place.start)
                if header is not None and text.value[:1] not in ("", " ", "\t", "\n"):
                    yield IndicatorNotNeeded(Span(subject.source.name, *header.span(1)), header[1])
