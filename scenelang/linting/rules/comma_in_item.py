"""One item of a list holds a comma, as if it were several.

Why it hurts: `- physics, density` is one tag of that name, and so is what stands between quotes. A search
for `density` misses the scene, and a count of tags is wrong. Drawn values may hold commas; tags, paths and
names hardly ever do.

When to leave it: where a name truly has a comma in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.written_text import items_of, line_break
from scenelang.reading import ScalarStyle, YamlMapping, YamlNode, YamlScalar
from scenelang.source import SourceText, SpanEdit

_COMMA = re.compile(r"[,;][ \t]+(?=\S)")
_DASH = re.compile(r"[ \t]*-[ \t]+\Z")


class SeveralInOne(LintWarning):
    """A tag or a path with a comma in it."""

    code: ClassVar[str] = "SL817"
    title: ClassVar[str] = "this is one item of `{key}`, with a comma in it"
    label: ClassVar[str] = "read as one"
    help: ClassVar[str] = "give each a line of its own, or write `[{items}]`"
    key: str
    items: str
    edits: tuple[SpanEdit, ...]

    def fix(self) -> Fix | None:
        """Each on a line of its own; None where they are not written as lines."""
        return Fix("give each a line of its own", self.edits) if self.edits else None


@lint_rule
class CommaInItem(FileRule):
    """Tags and paths with a comma or semicolon between two words."""

    finding = SeveralInOne
    plain_is_clean = True
    EXAMPLES = (
        good("""
            tags: [physics, density]
        """),
        good("""
            tags:
              - physics
              - mass;volume
        """),
        good("""
            vary:
              count: 2
              draw:
                town:
                  - Paris, Texas
                  - Rome
        """),
        bad(
            """
            tags:
              - ⟦physics, density⟧
              - winter
            """,
            fixed="""
            tags:
              - physics
              - density
              - winter
            """,
        ),
        bad(
            """
            tags:
            - ⟦physics; density; mass⟧
            """,
            fixed="""
            tags:
            - physics
            - density
            - mass
            """,
        ),
        bad("""
            tags: [⟦"physics, density"⟧, winter]
        """),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such item."""
        for document in subject.documents:
            node: YamlNode = document.node
            for key in ("tags", "use") if isinstance(node, YamlMapping) else ():
                for item in items_of(node.get(key) if isinstance(node, YamlMapping) else None):
                    parts = [part.strip() for part in _COMMA.split(item.text.value)]
                    if len(parts) > 1:
                        edits = tuple(_lines(item, subject.source))
                        yield SeveralInOne(item.place, key, ", ".join(parts), edits)


def _lines(item: YamlScalar, source: SourceText) -> Iterator[SpanEdit]:
    line = source.line_span(source.position(item.place.start).line)
    lead = source.text[line.start : item.place.start]
    if item.style is not ScalarStyle.PLAIN or not _DASH.fullmatch(lead):
        return
    for found in _COMMA.finditer(item.text.value):
        yield SpanEdit(item.text.span(*found.span()), f"{line_break(source)}{lead}")
