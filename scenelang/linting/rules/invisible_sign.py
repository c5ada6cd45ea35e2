"""A sign that nobody sees stands in a text.

Why it hurts: zero-width spaces, soft hyphens and marks of direction come along when a text is copied from a
page. They part a word into tokens that it has nowhere else, and a span or a `reads` that names the word
without them never meets it. Nobody sees why.

When to leave it: hardly ever. Signs that a script or an emoji needs are left alone: joiners in Persian and
Hindi, selectors behind symbols. A sign that is meant can be written as an escape between double quotes,
where everybody sees it; then nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.hidden_runs import hidden_runs
from scenelang.linting.texts.written_text import trained_texts
from scenelang.parsing import sign_name
from scenelang.source import SpanEdit


class SignNotSeen(LintWarning):
    """Signs in a text that do not show."""

    code: ClassVar[str] = "SL820"
    title: ClassVar[str] = "nobody sees {name}, and it is trained"
    label: ClassVar[str] = "here, behind `{before}`"
    help: ClassVar[str] = "delete it, or type the words anew"
    name: str
    before: str
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """The text without it."""
        return None if self.edit is None else Fix("delete what nobody sees", (self.edit,))


@lint_rule
class InvisibleSign(FileRule):
    """Signs in texts, drawn values and quotes of rules that do not show."""

    finding = SignNotSeen
    plain_is_clean = True
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  The flag 🏴\U000e0067\U000e0062\U000e007f, a family 👨\u200d👩\u200d👧 and a heart ❤\ufe0f.
        """),
        good("""
            language: fa
            beats:
              - frame: |
                  می\u200cخواهم
        """),
        good(r"""
            beats:
              - frame: "Snow\u200blay on the step."
        """),
        bad(
            """
            beats:
              - frame: |
                  Snow⟦\u200b⟧ lay on the st⟦\u00ad⟧ep.
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
              - frame: 'Snow ⟦\u202e\u2066⟧lay on the step⟦\ufe0f⟧.'
            """,
            fixed="""
            beats:
              - frame: 'Snow lay on the step.'
            """,
        ),
        bad(
            """
            vary:
              count: 2
              draw:
                who: [An⟦\u200d⟧n, Bo]
            """,
            fixed="""
            vary:
              count: 2
              draw:
                who: [Ann, Bo]
            """,
        ),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each run of such signs."""
        if subject.source.text.isascii():
            return
        for text in trained_texts(subject):
            if text.read.isascii():
                continue
            for start, end in hidden_runs(text.read):
                if text.is_written_out(start, subject.source):
                    names = ", ".join(sign_name(sign) for sign in dict.fromkeys(text.read[start:end]))
                    words = text.read[:start].split()
                    before = words[-1] if words else "the start"
                    yield SignNotSeen(text.place(start, end), names, before, text.edit(start, end, ""))
