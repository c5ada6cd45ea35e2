"""A line in a text looks like a comment, and a model reads it.

Why it hurts: inside a block everything is text, `#` too. `# TODO: find the year` below the text of a beat,
at its indentation, is no note to a colleague but the next sentence, at full weight. The same holds for a
comment that switches a rule off: in there it switches off nothing.

Told are lines that end a text, notes such as `# TODO` anywhere, and what stands behind the end of a sentence.
Headings, as Markdown has them above a text, and comments of code are left alone.

When to leave it: where a text ends in a heading on purpose; for these there is the option `headings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.set_apart import code_ranges, is_within, looks_like_code
from scenelang.linting.texts.written_text import line_break, style_of
from scenelang.model import Beat
from scenelang.reading import ScalarStyle
from scenelang.source import SourceText, Span, SpanEdit

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_COMMENT = re.compile(r"^[ \t]*(?P<line># [^\n]*)$\n?|(?<=\S)  +(?P<behind># [^\n]*)$", re.MULTILINE)
_NOTE = re.compile(r"# ?(?:scene(?:lang)?:|(?:TODO|FIXME|XXX|TBD|HACK)\b)")
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*\Z")
_SPAN_MARKS = re.compile(r"\]\{[^{}\n]*\}|\$\{[^{}\n]*\}")
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
    """Lines of blocks that begin with `# `, and `# ` behind a sentence and two blanks."""

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
              - frame: |
                  # Snow
                  It lay on the step.
              - reflect: |
                  ```
                  # sum of all
                  total = 0  # so far
                  # done
                  ```
        """),
        good("""
            beats:
              - frame: |
                  for x in y:   # neighbours
                      total += x  # each
                  # TODO: weigh them
                  print(total)
              - reflect: |
                  import os  # paths
                  # TODO: sort
                  return os
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
                    if self._is_comment(found, part, text.value):
                        edits = tuple(_moved(beat, found, part, subject.source))
                        yield CommentTrained(text.span(*found.span(part)), edits)

    def _is_comment(self, found: re.Match[str], part: str, text: str) -> bool:
        """Whether it is rather a lost comment than a heading or a part of code."""
        if is_within(found.start(part), code_ranges(text)):
            return False
        if part == "behind":
            line = _SPAN_MARKS.sub("", text[text.rfind("\n", 0, found.start()) + 1 : found.start()])
            return _SENTENCE_END.search(line) is not None and not looks_like_code(line)
        above, below = _beside(text[: found.start()], last=True), _beside(text[found.end() :], last=False)
        if looks_like_code(above) or looks_like_code(below):
            return False
        return _NOTE.match(found[part]) is not None or not (below or self.headings)


def _beside(text: str, *, last: bool) -> str:
    """The last line or the first one that says something and is no such comment, without marks of spans."""
    lines = [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("# ")]
    return _SPAN_MARKS.sub("", lines[-1 if last else 0]) if lines else ""


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
