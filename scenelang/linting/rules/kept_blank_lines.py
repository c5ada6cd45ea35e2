"""A block keeps the blank lines behind it, and a model is trained on them.

Why it hurts: with `|+` or `>+`, YAML keeps every blank line between the text and the next key, although they
look like mere spacing between two beats. The model learns to say them, and a later hand that tidies the
spacing changes the training data.

When to leave it: where a text is meant to end in blank lines, as the gap of a held breath.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.source import Span, SpanEdit

_HEADER = re.compile(r"[|>]\d?(\+)")


class BlankLinesKept(LintWarning):
    """The header of a block says `+`, and blank lines follow its text."""

    code: ClassVar[str] = "SL800"
    title: ClassVar[str] = "{count} blank lines behind this text are trained"
    label: ClassVar[str] = "`+` keeps them"
    help: ClassVar[str] = "take the `+` out of the header; the text then ends in one line break"
    count: int

    def fix(self) -> Fix:
        """The header without its `+`."""
        return Fix("take `+` out of the header", (SpanEdit(self.place, ""),))


@lint_rule
class KeptBlankLines(FileRule):
    """Blocks with `+` whose text ends in blank lines."""

    finding = BlankLinesKept
    plain_is_clean = True
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  Snow lay on the step.
        """),
        good("""
            beats:
              - frame: |-
                  Snow lay on the step.

              - reflect: Nobody had swept it.
        """),
        good("""
            beats:
              - frame: |+
                  Snow lay on the step.
              - reflect: Nobody had swept it.
        """),
        bad(
            """
            beats:
              - frame: |⟦+⟧
                  Snow lay on the step.


              - reflect: Nobody had swept it.
            """,
            fixed="""
            beats:
              - frame: |
                  Snow lay on the step.


              - reflect: Nobody had swept it.
            """,
        ),
        bad("""
            beats:
              - frame: >⟦+⟧
                  Snow lay
                  on the step.


              - reflect: Nobody had swept it.
        """),
        bad("""
            beats:
              - frame: Snow lay on the step.
              - reflect: |2⟦+⟧
                  Nobody had swept it.

            tags: [winter]
        """),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such header."""
        for scene in subject.scenes:
            for beat in scene.beats:
                text = beat.text.scalar
                blank = len(text.value) - len(text.value.rstrip("\n")) - 1
                header = _HEADER.match(subject.source.text, text.place.start)
                if blank > 0 and header is not None:
                    yield BlankLinesKept(Span(subject.source.name, *header.span(1)), blank)
