"""A plain or quoted text runs over several lines, and its line breaks become spaces.

Why it hurts: in the file the text looks like lines, and YAML joins them into one, without a word. A model
never sees the breaks, whoever set them: a verse becomes prose, and a list of facts one long sentence.

When to leave it: where the lines were broken for the width of the editor alone. Even then one long line, or
a block that says `>`, tells a reader so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.written_text import style_of
from scenelang.reading import ScalarStyle
from scenelang.source import ScalarText, SourceText, Span, SpanEdit

_BREAK = re.compile(r"[\r\n]")
_BLOCKS = (ScalarStyle.LITERAL, ScalarStyle.FOLDED)


class LinesJoined(LintWarning):
    """The line breaks of a text in no block are folded into spaces."""

    code: ClassVar[str] = "SL802"
    title: ClassVar[str] = "the {count} lines of this text become one: line breaks read as spaces"
    label: ClassVar[str] = "not in a block"
    help: ClassVar[str] = (
        "write it on one line; where the line breaks are meant, as a `|` block below the key"
    )
    count: int
    folds: tuple[Span, ...]

    def fix(self) -> Fix | None:
        """The text on one line; None where an empty line in it is a line break to YAML."""
        if not self.folds:
            return None
        edits = tuple(SpanEdit(fold, " ") for fold in self.folds)
        return Fix("write it on one line", edits, Safety.SAFE)


@lint_rule
class FoldedText(FileRule):
    """Texts of beats that run over several lines and stand in no block."""

    finding = LinesJoined
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
              - frame: >
                  Snow lay on the step,
                  and nobody had swept it.
        """),
        good("""
            beats:
              - frame: "Snow lay on the step."
              - reflect: Nobody had swept it.
        """),
        bad(
            """
            beats:
              - frame: ⟦Snow lay on the step,
                  and nobody
                  had swept it.⟧
            """,
            fixed="""
            beats:
              - frame: Snow lay on the step, and nobody had swept it.
            """,
        ),
        bad(
            """
            beats:
              - kind: frame
                text: ⟦"Snow lay on [the step,
                  and nobody]{#snow} had swept it."⟧
            """,
            fixed="""
            beats:
              - kind: frame
                text: "Snow lay on [the step, and nobody]{#snow} had swept it."
            """,
        ),
        bad("""
            beats:
              - frame: ⟦'Snow lay
                  on the step.

                  Nobody had swept it.'⟧
        """),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such text."""
        for scene in subject.scenes:
            for beat in scene.beats:
                text = beat.text.scalar
                if style_of(text, subject.source) in _BLOCKS:
                    continue
                folds = tuple(_folds(text, subject.source))
                if folds:
                    is_parted = _has_empty_line(text, subject.source)
                    yield LinesJoined(text.place, len(folds) + 1, () if is_parted else folds)


def _has_empty_line(text: ScalarText, source: SourceText) -> bool:
    r"""True where an empty line stands for a line break; one written as `\n` is no such line."""
    breaks = (index for index, sign in enumerate(text.value) if sign == "\n")
    return any(source.text[text.starts[index]] != "\\" for index in breaks)


def _folds(text: ScalarText, source: SourceText) -> Iterator[Span]:
    """The places of spaces that are a line break in the file."""
    if not _BREAK.search(source.text, text.place.start, text.place.end):
        return
    for index, sign in enumerate(text.value):
        if sign == " " and _BREAK.search(source.text, text.starts[index], text.ends[index]):
            yield text.span(index, index + 1)
