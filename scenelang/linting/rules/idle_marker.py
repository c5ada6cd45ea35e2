"""A marker of YAML's documents stands where there is nothing to part.

Why it hurts: `---` parts two scenes. Above the first scene of a file or as a lone `...` below the last it
parts nothing, and whoever counts scenes by their markers, or adds one to the file, stumbles over it.

When to leave it: where other tools in the house ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.source import Span, SpanEdit

_LINE_END = r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)"
_MARKER = re.compile(r"^(---|\.\.\.|%YAML[^\r\n]*)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
_ABOVE = re.compile(rf"(?:(?:%YAML[^\r\n]*)?{_LINE_END})*+(?:---[ \t]*(?:\r\n|\r|\n))?")
_BELOW = re.compile(rf"^\.\.\.[ \t]*(?:\Z|(?:\r\n|\r|\n)(?:{_LINE_END})*+\Z)", re.MULTILINE)


class MarkerNotNeeded(LintWarning):
    """A `---` above the first scene, a `...`, or a line of YAML's version."""

    code: ClassVar[str] = "SL819"
    title: ClassVar[str] = "`{marker}` parts nothing here"
    label: ClassVar[str] = "not needed"
    help: ClassVar[str] = "delete the line; `---` stands between two scenes alone"
    marker: str
    lines: tuple[Span, ...]

    def fix(self) -> Fix:
        """The file without the line, and without the marker below a line of YAML's version."""
        return Fix("delete the line", tuple(SpanEdit(line, "") for line in self.lines), Safety.SAFE)


@lint_rule
class IdleMarker(FileRule):
    """Markers of documents before the first scene and behind the last."""

    finding = MarkerNotNeeded
    plain_is_clean = True
    EXAMPLES = (
        good("""
            # The step.
            scene: 1
        """),
        good("""
            scene: 1
            id: first
            archetype: reflection
            beats:
              - frame: Snow lay on the step.
            ---
            scene: 1
            id: second
            archetype: reflection
            beats:
              - frame: Nobody had swept it.
        """),
        good("""
            beats:
              - frame: |
                  Snow lay on the step.
                  ...
                  ---
                  Nobody had swept it.
        """),
        bad(
            """
            # The step.
            ⟦---⟧
            scene: 1
            """,
            fixed="""
            # The step.
            scene: 1
            """,
        ),
        bad(
            """
            ⟦%YAML 1.2⟧
            ---
            scene: 1
            """,
            fixed="""
            scene: 1
            """,
        ),
        bad(
            """
            scene: 1
            id: first
            archetype: reflection
            beats:
              - frame: Snow lay on the step.
            ⟦...⟧
            """,
            fixed="""
            scene: 1
            id: first
            archetype: reflection
            beats:
              - frame: Snow lay on the step.
            """,
        ),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding above the first scene, and one below the last."""
        source = subject.source
        if "---" in source.text or "..." in source.text:
            above = _ABOVE.match(source.text)
            yield from _said(list(_MARKER.finditer(above[0] if above else "")), source.name)
            below = _BELOW.search(source.text)
            if below is not None:
                yield from _said(list(_MARKER.finditer(source.text, below.start())), source.name)


def _said(found: list[re.Match[str]], file: str) -> Iterator[MarkerNotNeeded]:
    """One finding for lines that go together, at the first of them."""
    if found:
        lines = tuple(Span(file, *each.span()) for each in found)
        yield MarkerNotNeeded(Span(file, *found[0].span(1)), found[0][1], lines)
