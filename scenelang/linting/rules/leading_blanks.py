"""Lines of a text begin with blanks, because a block is indented deeper than it says or one line is off.

Why it hurts: the blanks that a block does not count as indentation are text. With `|2` over lines that are
indented by four, every line that a model reads begins with two spaces; a line that is off by one begins
with one. In the file it looks like layout, to a tokenizer it is another first token.

When to leave it: where lines are set in on purpose, as in verse, code or lists. Lines that are deeper than
their neighbours by two blanks or more are left alone, unless every line of the text is.
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
from scenelang.source import ScalarText, Span, SpanEdit

_BLANK = re.compile(r"^ ", re.MULTILINE)
_LEAD = re.compile(r"^( *)(?=[^ \n])", re.MULTILINE)


class BlanksFirst(LintWarning):
    """Blanks at the beginning of lines are part of a text."""

    code: ClassVar[str] = "SL807"
    title: ClassVar[str] = "blanks at the start of {what} are trained: {width}"
    label: ClassVar[str] = "not indentation but text"
    help: ClassVar[str] = "{advice}"
    what: str
    width: int
    advice: str
    lines: tuple[Span, ...]

    def fix(self) -> Fix:
        """The lines without the blanks."""
        return Fix("delete the blanks", tuple(SpanEdit(line, "") for line in self.lines))


@lint_rule
class LeadingBlanks(FileRule):
    """Blocks whose lines begin with blanks: all of them, or one by a single blank."""

    finding = BlanksFirst
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
              - frame: |
                  Three things were missing:
                    a broom,
                    a shovel,
                    and somebody to use them.
        """),
        good("""
            beats:
              - frame: |2
                  Snow lay on the step.
              - reflect: Nobody
                  had swept it.
        """),
        bad(
            """
            beats:
              - frame: |2
                  ⟦  ⟧Snow lay on the step.
                    Nobody had swept it.
            """,
            fixed="""
            beats:
              - frame: |2
                  Snow lay on the step.
                  Nobody had swept it.
            """,
        ),
        bad(
            """
            beats:
              - frame: |
                  Snow lay on the step.
                  ⟦ ⟧Nobody had swept it.
                  And still there were no tracks.
            """,
            fixed="""
            beats:
              - frame: |
                  Snow lay on the step.
                  Nobody had swept it.
                  And still there were no tracks.
            """,
        ),
        bad("""
            beats:
              - kind: frame
                text: |1-
                 ⟦   ⟧Snow lay on the step.
        """),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for a text all of whose lines begin with blanks, else one for each line."""
        for scene in subject.scenes:
            for beat in scene.beats:
                text = beat.text.scalar
                if _BLANK.search(text.value) and style_of(text, subject.source) is ScalarStyle.LITERAL:
                    yield from _findings(text)


def _findings(text: ScalarText) -> Iterator[BlanksFirst]:
    leads = list(_LEAD.finditer(text.value))
    least = min((len(lead[1]) for lead in leads), default=0)
    if least:
        lines = tuple(text.span(lead.start(), lead.start() + least) for lead in leads)
        advice = "indent the text as its header says, or take the number out of the header"
        yield BlanksFirst(lines[0], "every line of this text", least, advice, lines)
        return
    for lead in leads:
        if len(lead[1]) == 1:
            place = text.span(*lead.span(1))
            yield BlanksFirst(place, "this line", 1, "begin it where the others begin", (place,))
