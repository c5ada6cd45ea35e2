"""A tag stands twice in one scene, or once more in other letters.

Why it hurts: rows are chosen and counted by tags. A tag that stands twice is counted twice, and `Physics`
beside `physics` are two tags to every tool that reads the shards.

When to leave it: where two tags differ in case on purpose, as `polish` and `Polish` do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.line_removal import without_item
from scenelang.reading import YamlSequence
from scenelang.source import Span, SpanEdit


class TagRepeated(LintWarning):
    """A tag that the scene has already."""

    code: ClassVar[str] = "SL839"
    title: ClassVar[str] = "the tag `{tag}` stands here again"
    label: ClassVar[str] = "the scene has `{other}` already"
    help: ClassVar[str] = "keep one of the two"
    tag: str
    other: str
    first: Span
    edit: SpanEdit | None

    def related(self) -> tuple[Related, ...]:
        """The tag as it stands first."""
        return (Related(self.first, "here first"),)

    def fix(self) -> Fix | None:
        """The list without the tag; shards then carry one tag less."""
        return None if self.edit is None else Fix(f"take the second `{self.tag}` out", (self.edit,))


@lint_rule
class RepeatedTag(SceneRule):
    """Tags that are equal when case is not regarded."""

    finding = TagRepeated
    plain_is_clean = True
    EXAMPLES = (
        good("""
            archetype: recall
            tags: [physics, density, water]
            beats:
              - fact: Ice floats.
              - ask: Why?
        """),
        good("""
            archetype: recall
            beats:
              - fact: Ice floats.
              - ask: Why?
        """),
        good("""
            archetype: recall
            tags: [физика, physics]
            beats:
              - fact: Ice floats.
              - ask: Why?
        """),
        bad(
            """
            archetype: recall
            tags: [physics, density, ⟦Physics⟧]
            beats:
              - fact: Ice floats.
              - ask: Why?
            """,
            fixed="""
            archetype: recall
            tags: [physics, density]
            beats:
              - fact: Ice floats.
              - ask: Why?
            """,
        ),
        bad(
            """
            archetype: recall
            tags:
              - physics
              - ⟦physics⟧
              - density
            beats:
              - fact: Ice floats.
              - ask: Why?
            """,
            fixed="""
            archetype: recall
            tags:
              - physics
              - density
            beats:
              - fact: Ice floats.
              - ask: Why?
            """,
        ),
        bad("""
            archetype: recall
            tags:
              - ice
              - ⟦ICE⟧  # the train
            beats:
              - fact: Ice floats.
              - ask: Why?
        """),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each tag that stood before."""
        tags = subject.scene.tags
        seen = {tag.text.casefold(): tag for tag in reversed(tags)}
        if len(seen) == len(tags):
            return
        items = subject.node.get("tags")
        for number, tag in enumerate(tags):
            first = seen[tag.text.casefold()]
            if first is not tag:
                edit = None
                if isinstance(items, YamlSequence) and len(items.items) == len(tags):
                    edit = without_item(items, number, subject.source)
                yield TagRepeated(tag.place, tag.text, first.text, first.place, edit)
