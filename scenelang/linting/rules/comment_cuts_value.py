"""A `#` behind a name, a value or a rule starts a comment, and looks as if it belonged to it.

Why it hurts: a `#` after a space starts a comment in YAML. In `- room #2` the drawn value is `room`, the tag
`draft #1` is `draft`, and `- lamp => answer #main` ends before the `#`. Of a beat's text this is an error;
here what is left is sound, so nothing else would tell.

When to leave it: where it is a comment. Write it with a blank behind the `#`, as in `# of the second year`,
and nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import FileRule, LintWarning, lint_rule
from scenelang.linting.subjects import FileSubject
from scenelang.linting.texts.written_text import drawn_values, items_of
from scenelang.reading import Comment, ScalarStyle, YamlMapping, YamlScalar
from scenelang.source import SourceText, Span, SpanEdit

_JOINED = re.compile(r"#(?!!)\w")
_RULES = ("logic", "self", "anchors", "layers")
_UNQUOTED = re.compile(r'["\\]|\A[@`%]')


class ValueCutByComment(LintWarning):
    """A comment right behind a value begins as a name or a number would."""

    code: ClassVar[str] = "SL813"
    title: ClassVar[str] = "`{written}` is a comment: what counts is `{value}`"
    label: ClassVar[str] = "YAML drops this"
    help: ClassVar[str] = "{advice}; if it is a comment, write a blank behind the `#`"
    written: str
    value: str
    advice: str
    quoted: SpanEdit | None

    def fix(self) -> Fix | None:
        """The value in quotes, with what was cut off; None for a rule, in which no `#` stands."""
        return None if self.quoted is None else Fix("put quotes around all of it", (self.quoted,))


@lint_rule
class CommentCutsValue(FileRule):
    """Comments such as `#2` behind tags, drawn values, names and rules; of texts SL008 tells."""

    finding = ValueCutByComment
    plain_is_clean = True
    EXAMPLES = (
        good("""
            id: example  # the first one
            tags: [winter, "draft #1"]  # more to come
        """),
        good("""
            vary:
              count: 2
              draw:
                room:
                  - "room #2"
                  - room 3  # on the left
        """),
        good("""
            stratum: thinking #1 of three
            tags:
              - winter
              #- snow
        """),
        bad(
            """
            vary:
              count: 2
              draw:
                room:
                  - room ⟦#2⟧
                  - room three
            """,
            fixed="""
            vary:
              count: 2
              draw:
                room:
                  - "room #2"
                  - room three
            """,
        ),
        bad(
            """
            tags:
              - winter
              - draft ⟦#1 of two⟧
            """,
            fixed="""
            tags:
              - winter
              - "draft #1 of two"
            """,
        ),
        bad("""
            beats:
              - frame: |
                  [Snow]{#snow} lay on [the step]{#step}.
            self:
              - step recalls snow ⟦#first⟧
        """),
    )

    def check(self, subject: FileSubject) -> Iterator[Diagnostic]:
        """One finding for each such comment."""
        joined = [each for each in subject.comments if not each.is_alone and _JOINED.match(each.text)]
        if not joined:
            return
        for document in subject.documents:
            if isinstance(document.node, YamlMapping):
                values = {scalar.place.end: scalar for scalar in _values(document.node)}
                rules = {
                    item.place.end: item for name in _RULES for item in items_of(document.node.get(name))
                }
                for comment in joined:
                    yield from _cut(comment, values, rules, subject.source)


def _cut(
    comment: Comment, values: dict[int, YamlScalar], rules: dict[int, YamlScalar], source: SourceText
) -> Iterator[ValueCutByComment]:
    end = len(source.text[: comment.place.start].rstrip(" \t"))
    scalar = values.get(end)
    if scalar is not None:
        whole = source.text[scalar.place.start : comment.place.end]
        place = Span(source.name, scalar.place.start, comment.place.end)
        edit = None if _UNQUOTED.search(whole) or "\n" in whole else SpanEdit(place, f'"{whole}"')
        advice = "put quotes around all of it"
        yield ValueCutByComment(comment.place, comment.text, scalar.text.value, advice, edit)
    elif end in rules:
        advice = "write the rule without `#`"
        yield ValueCutByComment(comment.place, comment.text, rules[end].text.value, advice, None)


def _values(node: YamlMapping) -> Iterator[YamlScalar]:
    """Plain tags, paths and drawn values: whatever an author may write with a `#` in it."""
    for key in ("tags", "use"):
        yield from _plain(items_of(node.get(key)))
    yield from _plain(drawn_values(node))


def _plain(scalars: Iterable[YamlScalar]) -> Iterator[YamlScalar]:
    return (scalar for scalar in scalars if scalar.style is ScalarStyle.PLAIN)
