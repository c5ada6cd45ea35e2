"""A line of a text ends in blanks that nobody sees, and a model is trained on them.

Why it hurts: in a block, YAML keeps the blanks at the end of a line. A tokenizer gives them a token of
their own, or joins them with the line break into one, so the model learns an end of line that other texts
never have, and it learns it at full weight. An editor that strips such blanks changes the training data.

When to leave it: where blanks at the end of a line mean something, or where a text stops before its last
word on purpose. Two blanks before a further line may be a line break of Markdown. They are told all the
same, since nobody sees them and a model is trained on them: leave them where the line break is meant, or
write it in a way that shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.written_text import beat_texts
from scenelang.source import SpanEdit

_AT_LINE_END = re.compile(r"(?<=[^ \t\n])[ \t]+$|^[ \t]+$", re.MULTILINE)


class BlanksAtLineEnd(LintWarning):
    """Blanks stand before a line break, or at the end of a text."""

    code: ClassVar[str] = "SL805"
    title: ClassVar[str] = "blanks at the end of this line are trained: {count}"
    label: ClassVar[str] = "nobody sees them"
    help: ClassVar[str] = "delete the blanks behind the last word of the line"
    count: int
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """The line without them."""
        return None if self.edit is None else Fix("delete the blanks", (self.edit,))


@lint_rule
class TrailingBlanks(FileRule):
    """Lines of beats that end in spaces or tabs."""

    finding = BlanksAtLineEnd
    plain_is_clean = True
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  Snow lay on the step.
                  [Nobody had swept it]{#step}.
        """),
        good("""
            beats:
              - frame: "Snow lay on the step,\x20\x20
                  and nobody had swept it."
        """),
        good("""
            beats:
              - frame: Snow lay on the step.\x20\x20
              - reflect: Nobody had swept it.
        """),
        bad(
            """
            beats:
              - frame: |
                  Snow lay on the step.⟦  ⟧
                  Nobody had swept it.
            """,
            fixed="""
            beats:
              - frame: |
                  Snow lay on the step.
                  Nobody had swept it.
            """,
        ),
        bad(
            """
            beats:
              - frame: "Snow lay on the step.⟦ ⟧"
            """,
            fixed="""
            beats:
              - frame: "Snow lay on the step."
            """,
        ),
        bad(
            """
            beats:
              - frame: |
                  Snow lay on [the step.⟦ ⟧]{#snow}
                  Nobody had swept it.
            """,
            fixed="""
            beats:
              - frame: |
                  Snow lay on [the step.]{#snow}
                  Nobody had swept it.
            """,
        ),
        bad("""
            beats:
              - frame: |
                  Snow lay on the step.
                  ⟦   ⟧
                  Nobody had swept it.
        """),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such line."""
        for _, text in beat_texts(subject):
            for found in _AT_LINE_END.finditer(text.read):
                start, end = found.span()
                yield BlanksAtLineEnd(text.place(start, end), end - start, text.edit(start, end, ""))
