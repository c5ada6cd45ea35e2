"""A text begins with an empty line, and a model is trained on it.

Why it hurts: a `|` block keeps the empty lines above its first word. They look like spacing below the key;
in the text they are line breaks, which part the beat from the one before it where the others are not
parted, and at the start of a scene they are the first thing that a model reads.

When to leave it: where the gap is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.written_text import style_of
from scenelang.reading import ScalarStyle
from scenelang.source import Span, SpanEdit

_BLOCKS = (ScalarStyle.LITERAL, ScalarStyle.FOLDED)
_HEADER = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)")
_EMPTY = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))+")


class EmptyLineFirst(LintWarning):
    """A block begins with empty lines."""

    code: ClassVar[str] = "SL806"
    title: ClassVar[str] = "empty lines at the start of this text are trained: {count}"
    label: ClassVar[str] = "the text starts below"
    help: ClassVar[str] = "begin the text on the line below its key"
    count: int
    lines: Span

    def fix(self) -> Fix:
        """The block without the lines."""
        return Fix("delete what is empty", (SpanEdit(self.lines, ""),))


@lint_rule
class LeadingBlankLine(FileRule):
    """Blocks whose first line is empty."""

    finding = EmptyLineFirst
    plain_is_clean = True
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  Snow lay on the step.

                  Nobody had swept it.
        """),
        good("""
            beats:
              - frame:

                  Snow lay on the step.
        """),
        good("""
            beats:
              - frame: |  # The step is his.
                  Snow lay on the step.
        """),
        bad(
            """
            beats:
              - frame: ⟦|⟧

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
              - frame: Snow lay on the step.
              - kind: reflect
                text: ⟦|-⟧


                  Nobody had swept it.
            """,
            fixed="""
            beats:
              - frame: Snow lay on the step.
              - kind: reflect
                text: |-
                  Nobody had swept it.
            """,
        ),
        bad("""
            beats:
              - frame: ⟦>⟧

                  Snow lay
                  on the step.
        """),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such block, at its header."""
        source = subject.source
        for scene in subject.scenes:
            for beat in scene.beats:
                text = beat.text.scalar
                count = len(text.value) - len(text.value.lstrip("\n"))
                if not count or style_of(text, source) not in _BLOCKS:
                    continue
                header = _HEADER.match(source.text, text.place.start)
                empty = None if header is None else _EMPTY.match(source.text, header.end())
                if header is not None and empty is not None:
                    sign = header[0].split()[0]
                    place = Span(source.name, header.start(), header.start() + len(sign))
                    yield EmptyLineFirst(place, count, Span(source.name, *empty.span()))
