"""A YAML tag says of a value what it is anyway.

Why it hurts: `!!str` before a text says nothing to scenelang, which reads every word as it is written. It
is one more sign that a reader must know, and in front of a text it looks like a part of it.

When to leave it: before a plain word that other tools would take for a number or a date, such as
`!!str 012`; there it says something, and it is left alone. Quotes say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.yaml_types import is_text_to_all
from scenelang.reading import ScalarStyle, YamlMapping, YamlNode, YamlScalar
from scenelang.source import SourceText, Span, SpanEdit

_TAG = re.compile(r"(?P<tag>!\S+)[ \t]+\Z")


class TagNotNeeded(LintWarning):
    """A tag before a value that would be the same without it."""

    code: ClassVar[str] = "SL818"
    title: ClassVar[str] = "the tag `{tag}` says nothing here"
    label: ClassVar[str] = "the same without it"
    help: ClassVar[str] = "leave it out"
    tag: str
    with_blanks: Span

    def fix(self) -> Fix:
        """The value alone."""
        return Fix("leave the tag out", (SpanEdit(self.with_blanks, ""),), Safety.SAFE)


@lint_rule
class NeedlessTag(FileRule):
    """Tags of scalars that change nothing."""

    finding = TagNotNeeded
    plain_is_clean = True
    EXAMPLES = (
        good("""
            tags: [!!str 012, !!str yes]
        """),
        good("""
            beats:
              - frame: "!!str is a tag."
              - reflect: |
                  !!str is a tag.
        """),
        good("""
            beats:
              - kind: frame
                weight: !!float 1
                text: Snow lay on the step.
        """),
        bad(
            """
            tags: [⟦!!str⟧ winter, ⟦!!str⟧ "012"]
            """,
            fixed="""
            tags: [winter, "012"]
            """,
        ),
        bad(
            """
            beats:
              - frame: ⟦!!str⟧ |
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
              - kind: ⟦!!str⟧ frame
                weight: ⟦!!float⟧ 0.5
                text: Snow lay on the step.
            """,
            fixed="""
            beats:
              - kind: frame
                weight: 0.5
                text: Snow lay on the step.
            """,
        ),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such tag."""
        if "!" not in subject.source.text:
            return
        pending: list[YamlNode] = [document.node for document in reversed(subject.documents)]
        while pending:
            node = pending.pop()
            if isinstance(node, YamlScalar):
                yield from _needless(node, subject.source)
            elif isinstance(node, YamlMapping):
                pending += (part for entry in node.entries for part in (entry.key, entry.value))
            else:
                pending += node.items


def _needless(scalar: YamlScalar, source: SourceText) -> Iterator[TagNotNeeded]:
    if scalar.tag is None or not _says_nothing(scalar):
        return
    line = source.line_span(source.position(scalar.place.start).line)
    found = _TAG.search(source.text, line.start, scalar.place.start)
    if found is not None:
        place = Span(source.name, *found.span("tag"))
        yield TagNotNeeded(place, found["tag"], Span(source.name, *found.span()))


def _says_nothing(scalar: YamlScalar) -> bool:
    """True for a tag without which the scalar would be the same, to scenelang and to others."""
    if scalar.style is not ScalarStyle.PLAIN:
        return scalar.tag == "str"
    written = scalar.text.value
    if scalar.tag == "str":
        return is_text_to_all(written)
    return scalar.tag in ("int", "bool", "null") or "." in written
