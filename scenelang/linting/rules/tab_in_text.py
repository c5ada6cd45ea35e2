"""A tab stands in a text, and a model is trained on it.

Why it hurts: a tab looks like blanks and is another token. It comes from a table or a word processor, no
other text has it there, and a model learns it as if it meant something.

When to leave it: where tabs are the matter, as in tables or code; then the rule is off for those scenes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.written_text import trained_texts
from scenelang.source import SpanEdit

_TABS = re.compile(r" *\t[ \t]*(?=\S)")


class TabTrained(LintWarning):
    """A tab before or between words of a text."""

    code: ClassVar[str] = "SL809"
    title: ClassVar[str] = "this text has a tab, which is trained"
    label: ClassVar[str] = "a tab, no space"
    help: ClassVar[str] = "type a space in its place"
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """One space in its place; nothing at the start of a line."""
        return None if self.edit is None else Fix("write one space", (self.edit,))


@lint_rule
class TabInText(FileRule):
    """Tabs before or between the words of texts and drawn values; those at a line's end are SL805."""

    finding = TabTrained
    plain_is_clean = True
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  Snow lay  on the step.
        """),
        good("""
            tags:	[winter, snow]
            beats:
              - frame:	"Snow lay on the step."	# and on the sill
        """),
        good(r"""
            beats:
              - frame: A tab is written \t in many languages.
        """),
        bad(
            """
            beats:
              - frame: |
                  Snow lay⟦\t⟧on the step.
            """,
            fixed="""
            beats:
              - frame: |
                  Snow lay on the step.
            """,
        ),
        bad(
            r"""
            beats:
              - frame: "Snow lay⟦\t⟧on the step."
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
                  Snow lay
                  ⟦\t⟧on the step.
            vary:
              count: 2
              draw:
                a: ["snow⟦ \t ⟧and ice", rain]
            """,
            fixed="""
            beats:
              - frame: |
                  Snow lay
                  on the step.
            vary:
              count: 2
              draw:
                a: ["snow and ice", rain]
            """,
        ),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each run of blanks that holds a tab."""
        if "\t" not in subject.source.text and "\\" not in subject.source.text:
            return
        for text in trained_texts(subject):
            for found in _TABS.finditer(text.read):
                start, end = found.span()
                is_first = start == 0 or text.read[start - 1] == "\n"
                yield TabTrained(text.place(start, end), text.edit(start, end, "" if is_first else " "))
