"""A folded block keeps some of its line breaks and loses others.

Why it hurts: `>` joins neighbouring lines with a space, but not where one of them is indented further, and
an empty line in it is one line break. So in one text some lines stay lines and some do not, and what a
model reads shows only in `scenelang show`. Nobody who sees the file can tell.

When to leave it: hardly ever; a `|` block reads as it looks. Paragraphs parted by empty lines, each folded,
are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.source import ScalarText, SourceText, Span, SpanEdit

_DEEPER = re.compile(r"^[ \t]+\S", re.MULTILINE)
_BREAK = re.compile(r"[\r\n]")


class FoldsMixed(LintWarning):
    """A `>` block in which lines are joined and lines are kept."""

    code: ClassVar[str] = "SL803"
    title: ClassVar[str] = (
        "this block joins {joined} of its lines and keeps others, which are indented further"
    )
    label: ClassVar[str] = "`>` joins lines"
    help: ClassVar[str] = "write `|` to keep every line, or give all lines the same indentation"
    joined: int

    def fix(self) -> Fix:
        """The block with all its line breaks."""
        return Fix("write `|`, which keeps every line", (SpanEdit(self.place, "|"),))


@lint_rule
class MixedFold(FileRule):
    """Folded blocks of which some lines are indented further than others."""

    finding = FoldsMixed
    plain_is_clean = True
    EXAMPLES = (
        good("""
            beats:
              - frame: >
                  Snow lay on the step,
                  and nobody had swept it.

                  The kettle was on.
        """),
        good("""
            beats:
              - frame: |
                  Snow lay on the step:
                    nobody had swept it.
                  The kettle was on.
        """),
        good("""
            beats:
              - frame: >-
                  Snow lay on the step.
        """),
        bad(
            """
            beats:
              - frame: ⟦>⟧
                  Snow lay
                  on the step:
                    nobody had swept it.
                  The kettle was on.
            """,
            fixed="""
            beats:
              - frame: |
                  Snow lay
                  on the step:
                    nobody had swept it.
                  The kettle was on.
            """,
        ),
        bad(
            """
            beats:
              - frame: ⟦>⟧-
                  Three things were missing:
                    a broom,
                    a shovel,
                  and somebody
                  to use them.
            """,
            fixed="""
            beats:
              - frame: |-
                  Three things were missing:
                    a broom,
                    a shovel,
                  and somebody
                  to use them.
            """,
        ),
        bad("""
            beats:
              - kind: frame
                text: ⟦>⟧
                  Snow lay on the step
                  and on the sill,
                   and nobody had swept it.
        """),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such block, at its sign."""
        source = subject.source
        for scene in subject.scenes:
            for beat in scene.beats:
                text = beat.text.scalar
                start = text.place.start
                if source.text[start : start + 1] == ">" and _DEEPER.search(text.value):
                    joined = _joined(text, source)
                    if joined:
                        yield FoldsMixed(Span(source.name, start, start + 1), joined)


def _joined(text: ScalarText, source: SourceText) -> int:
    """How many line breaks read as spaces."""
    spaces = (index for index, sign in enumerate(text.value) if sign == " ")
    return sum(
        _BREAK.search(source.text, text.starts[index], text.ends[index]) is not None for index in spaces
    )
