"""A `-` in the header of a block drops a line break that is put back at once.

Why it hurts: where a beat's text does not end in a line break, one is put between it and the next beat. So
`|-` looks as if the two were joined, and they are not: someone who wants one line of two beats gets two,
and someone who compares scenes looks for a difference that no model sees. Only the break's own weight, and
whether a rule that names the beat covers it, change.

When to leave it: at the last beat, where nothing is put back and `|-` means what it says; or in a scene
that writes `|-` throughout. Both are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.model import Scene
from scenelang.source import SourceText, Span, SpanEdit

_HEADER = re.compile(r"[|>]\d?(-?)")


class BreakPutBack(LintWarning):
    """A block before another beat drops its line break, and others of the scene keep theirs."""

    code: ClassVar[str] = "SL804"
    title: ClassVar[str] = (
        "`-` drops the line break behind this text, and one is put back before the next beat"
    )
    label: ClassVar[str] = "does nothing here"
    help: ClassVar[str] = "take the `-` out; if both are meant to be one line, write them as one beat"

    def fix(self) -> Fix:
        """The header without its `-`."""
        return Fix("take `-` out of the header", (SpanEdit(self.place, ""),))


@lint_rule
class IdleChomping(FileRule):
    """Blocks with `-` before another beat, in a scene whose other blocks have none."""

    finding = BreakPutBack
    plain_is_clean = True
    EXAMPLES = (
        good("""
            beats:
              - frame: |
                  Snow lay on the step.
              - reflect: |-
                  Nobody had swept it.
        """),
        good("""
            beats:
              - frame: |-
                  Snow lay on the step.
              - doubt: |-
                  Nobody had swept it.
              - reflect: And still there were no tracks.
        """),
        good("""
            beats:
              - frame: Snow lay on the step.
              - doubt: |
                  Nobody had swept it.
              - reflect: "And still there were no tracks."
        """),
        bad(
            """
            beats:
              - frame: |⟦-⟧
                  Snow lay on the step.
              - reflect: |
                  Nobody had swept it.
              - reflect: |-
                  And still there were no tracks.
            """,
            fixed="""
            beats:
              - frame: |
                  Snow lay on the step.
              - reflect: |
                  Nobody had swept it.
              - reflect: |-
                  And still there were no tracks.
            """,
        ),
        bad(
            """
            beats:
              - frame: |
                  Snow lay on the step.
              - kind: doubt
                text: >⟦-⟧
                  Nobody had
                  swept it.
              - reflect: And still there were no tracks.
            """,
            fixed="""
            beats:
              - frame: |
                  Snow lay on the step.
              - kind: doubt
                text: >
                  Nobody had
                  swept it.
              - reflect: And still there were no tracks.
            """,
        ),
        bad("""
            beats:
              - frame: |
                  Snow lay on the step.
              - doubt: |2⟦-⟧
                  Nobody had swept it.
              - reflect: |⟦-⟧
                  And still there were no tracks.
              - reflect: |-
                  Not one.
        """),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such header."""
        for scene in subject.scenes:
            headers = tuple(_headers(scene, subject.source))
            if not all(header[1] for header in headers):
                for header in headers:
                    if header[1]:
                        yield BreakPutBack(Span(subject.source.name, *header.span(1)))


def _headers(scene: Scene, source: SourceText) -> Iterator[re.Match[str]]:
    """The headers of the blocks that another beat follows."""
    for beat in scene.beats[:-1]:
        header = _HEADER.match(source.text, beat.text.scalar.place.start)
        if header is not None:
            yield header
