r"""A text in double quotes writes its line breaks as `\n`.

Why it hurts: the lines that a model reads are nowhere to be seen, and a long text of one line is changed
word by word without anyone seeing how it will look. In a `|` block lines are lines, and quotes and
backslashes stand for themselves.

When to leave it: in a text of one or two short lines that is easier to read so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.written_text import line_break, style_of
from scenelang.reading import ScalarStyle, YamlMapping, YamlNode, YamlSequence
from scenelang.source import ScalarText, SourceText, Span, SpanEdit

_NOT_IN_BLOCK = re.compile(r"[^\t\n -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ONE_LINE = re.compile(r"(?P<lead> *(?:-(?P<gap> +))?)[^\s\"'{}\[\],#]+:[ \t]+\Z")
_REST = re.compile(r"[ \t]*(?:[\r\n]|\Z)")


class BreaksEscaped(LintWarning):
    r"""A text whose line breaks are written as `\n`."""

    code: ClassVar[str] = "SL811"
    title: ClassVar[str] = "the line breaks of this text are written as `\\n`"
    label: ClassVar[str] = "{lines} lines on one"
    help: ClassVar[str] = "write it as a `|` block on the lines below, where lines are lines"
    lines: int
    block: str | None

    def fix(self) -> Fix | None:
        """The text as a block; None where it would not be the same there."""
        if self.block is None:
            return None
        return Fix("write it as a block", (SpanEdit(self.place, self.block),), Safety.SAFE)


@lint_rule
class EscapedLineBreak(FileRule):
    """Texts of several lines in double quotes."""

    finding = BreaksEscaped
    plain_is_clean = True
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  Snow lay on the step.
                  Nobody had swept it.
        """),
        good(r"""
            beats:
              - frame: "Snow lay on the step.\n"
        """),
        good(r"""
            beats:
              - frame: Snow lay on the step\nand the sill.
              - reflect: 'Nobody\nhad swept it.'
        """),
        bad(
            r"""
            beats:
              - frame: ⟦"Snow lay on the step.\nNobody had [swept]{#it} \"it\"."⟧
              - reflect: And still there were no tracks.
            """,
            fixed="""
            beats:
              - frame: |-
                  Snow lay on the step.
                  Nobody had [swept]{#it} "it".
              - reflect: And still there were no tracks.
            """,
        ),
        bad(
            r"""
            beats:
              - kind: frame
                text: ⟦"Snow lay on the step.\n\nNobody had swept it: # 3.\n"⟧
                weight: 2
            """,
            fixed="""
            beats:
              - kind: frame
                text: |
                  Snow lay on the step.

                  Nobody had swept it: # 3.
                weight: 2
            """,
        ),
        bad(r"""
            beats:
              - frame: ⟦"Snow lay on the step.\nNobody had swept it."⟧  # not even Bo
              - {reflect: ⟦"And still\nthere were no tracks."⟧}
              - reflect: ⟦" Not\none."⟧
        """),
        bad(r"""
            beats: [{
              frame: ⟦"Snow lay on the step.\nNobody had swept it."⟧
              }, {
              reflect: And still there were no tracks.
              }]
        """),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such text."""
        flow = [
            place for document in subject.documents for place in _in_brackets(document.node, subject.source)
        ]
        for scene in subject.scenes:
            for beat in scene.beats:
                text = beat.text.scalar
                if "\n" not in text.value.strip("\n"):
                    continue
                if style_of(text, subject.source) is ScalarStyle.DOUBLE and _has_escape(text, subject.source):
                    lines = len(text.value.strip("\n").split("\n"))
                    is_flow = any(place.start < text.place.start < place.end for place in flow)
                    block = None if is_flow else _block(text, subject.source)
                    yield BreaksEscaped(text.place, lines, block)


def _in_brackets(node: YamlNode, source: SourceText) -> Iterator[Span]:
    """Where beats stand between brackets or braces, in which no block can be."""
    beats = node.get("beats") if isinstance(node, YamlMapping) else None
    items = beats.items if isinstance(beats, YamlSequence) else ()
    for part in (node, beats, *items):
        if isinstance(part, YamlMapping | YamlSequence) and source.text[part.place.start] in "[{":
            yield part.place


def _has_escape(text: ScalarText, source: SourceText) -> bool:
    r"""True where a line break is written as `\n`, and not as an empty line between the quotes."""
    breaks = (index for index, sign in enumerate(text.value) if sign == "\n")
    return any(source.text[text.starts[index]] == "\\" for index in breaks)


def _block(text: ScalarText, source: SourceText) -> str | None:
    """The text as a block below its key; None where other things stand on the line, or blanks at an edge."""
    value, place = text.value, text.place
    line = source.line_span(source.position(place.start).line)
    before = _ONE_LINE.match(source.text[line.start : place.start])
    if before is None or place.end > line.end or not _REST.match(source.text, place.end):
        return None
    body = value.removesuffix("\n")
    if body[:1] in ("\n", " ", "\t") or body.endswith("\n") or _NOT_IN_BLOCK.search(body):
        return None
    indent = " " * (len(before["lead"]) + 2)
    rows = (indent + row if row else "" for row in body.split("\n"))
    header = "|" if value.endswith("\n") else "|-"
    return line_break(source).join((header, *rows))
