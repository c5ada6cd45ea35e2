"""A line in a text looks like a comment, and a model reads it.

Why it hurts: inside a block everything is text, `#` too. `# TODO: find the year` below the text of a beat,
at its indentation, is no note to a colleague but the next sentence, at full weight. The same holds for a
comment that switches a rule off: in there it switches off nothing.

When to leave it: where lines begin with `# ` on purpose, as headings in Markdown do; for these there is the
option `headings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.written_text import line_break, style_of
from scenelang.model import Beat
from scenelang.reading import ScalarStyle
from scenelang.source import SourceText, Span, SpanEdit

if TYPE_CHECKING:
    from scenelang.linting.quick import PlainScene

_COMMENT = re.compile(r"^[ \t]*(?P<line># [^\n]*)$\n?|(?<=\S)  +(?P<behind># [^\n]*)$", re.MULTILINE)
_MARKUP = re.compile(r"[\[\]{}]")
_BLOCKS = (ScalarStyle.LITERAL, ScalarStyle.FOLDED)


class CommentTrained(LintWarning):
    """What looks like a comment stands in a block, and is text."""

    code: ClassVar[str] = "SL814"
    title: ClassVar[str] = "this looks like a comment, and is text: in a block a model reads it"
    label: ClassVar[str] = "trained like the rest"
    help: ClassVar[str] = "write comments above the beat, outside its text"
    edits: tuple[SpanEdit, ...]

    def fix(self) -> Fix | None:
        """The comment above its beat; None where it holds markup, or the text would be empty without it."""
        return Fix("move it above the beat", self.edits) if self.edits else None


@lint_rule
class CommentInText(FileRule):
    """Lines of blocks that begin with `# `, and `# ` behind two blanks."""

    headings: bool = False
    """Lines may begin with `# `, as headings do."""

    finding = CommentTrained
    EXAMPLES = (
        good("""
            beats:
              # Nobody lives there.
              - frame: |  # The step is his.
                  Snow lay on the step.
              # Find the year.
              - reflect: Nobody had swept it.
        """),
        good("""
            beats:
              - frame: |
                  Room #2 was empty. Issue # 3 was not.
                  #winter
        """),
        good("""
            beats:
              - frame: "# Snow lay on the step."
        """),
        bad(
            """
            beats:
              - frame: |
                  Snow lay on the step.
                  ⟦# TODO: find the year⟧
              - reflect: Nobody had swept it.
            """,
            fixed="""
            beats:
              # TODO: find the year
              - frame: |
                  Snow lay on the step.
              - reflect: Nobody had swept it.
            """,
        ),
        bad(
            """
            beats:
              - kind: frame
                text: |
                  Snow lay on the step.  ⟦# his step⟧
                  Nobody had swept it.
            """,
            fixed="""
            beats:
              # his step
              - kind: frame
                text: |
                  Snow lay on the step.
                  Nobody had swept it.
            """,
        ),
        bad("""
            beats:
              - frame: >
                  ⟦# scene: ignore[SL406]⟧
              - reflect: Nobody had swept it.
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether such a `#` stands behind two blanks, be they indentation."""
        return b"#" in scene.rare and "  # " in scene.text

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such comment."""
        if "# " not in subject.source.text:
            return
        for scene in subject.scenes:
            for beat in scene.beats:
                text = beat.text.scalar
                if "# " not in text.value or style_of(text, subject.source) not in _BLOCKS:
                    continue
                for found in _COMMENT.finditer(text.value):
                    part = "line" if found["line"] else "behind"
                    if part == "behind" or not self.headings:
                        edits = tuple(_moved(beat, found, part, subject.source))
                        yield CommentTrained(text.span(*found.span(part)), edits)


def _moved(beat: Beat, found: re.Match[str], part: str, source: SourceText) -> Iterator[SpanEdit]:
    """The comment out of its text and onto a line above the beat."""
    text = beat.text.scalar
    if _MARKUP.search(found[part]):
        return
    others = f"{text.value[: found.start()]}{text.value[found.end() :]}"
    line = source.line_span(source.position(beat.place.start).line)
    lead = source.text[line.start : beat.place.start]
    if not others.strip() or others[0] in " \t\n" or lead.strip() not in ("-", "") or "-" not in lead:
        return
    first = source.position(text.starts[found.start()])
    written = source.line_span(first.line)
    start = text.span(*found.span()).start if part == "behind" else written.start
    end = text.span(*found.span(part)).end if part == "behind" else _next_line(source, first.line)
    indent = lead[: lead.index("-")]
    yield SpanEdit(Span(source.name, line.start, line.start), f"{indent}{found[part]}{line_break(source)}")
    yield SpanEdit(Span(source.name, start, end), "")


def _next_line(source: SourceText, line: int) -> int:
    return source.line_span(line + 1).start if line < source.line_count else len(source.text)
