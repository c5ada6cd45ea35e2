"""A scene does not say where its text comes from.

Why it hurts: a year later nobody knows whether a text was written for the set, taken from a book, or made by
a model; so nobody can say whether it may be used, or what a model that learned it has seen before.

This rule is off by itself: a set that one person writes needs no such line in every scene.

When to leave it: where all of a set comes from one place, and a file beside it says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject


class SourceMissing(LintWarning):
    """A scene has no `source`."""

    code: ClassVar[str] = "SL910"
    title: ClassVar[str] = "`{scene}` does not say where its text comes from"
    label: ClassVar[str] = "no `source`"
    help: ClassVar[str] = "write a line such as `source: written for this set, 2026`"
    scene: str


@lint_rule
class MissingSource(SceneRule):
    """Scenes without `source`."""

    finding = SourceMissing
    is_on: ClassVar[bool] = False
    EXAMPLES = (
        good(
            """
            source: written for this set
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        good(
            """
            id: other
            source: "Vitruvius, On Architecture, book 9"
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        good(
            """
            source: |
              A letter of March 1901,
              shortened.
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        bad(
            """
            id: ⟦lamp⟧
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        bad(
            """
            id: ⟦lamp⟧
            licence: CC0-1.0
            tags: [written, here]
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        bad(
            """
            # source: a letter
            id: "⟦lamp⟧"
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding, at the id of a scene that names no source."""
        scene = subject.scene
        if scene.source is None:
            yield SourceMissing(scene.id.place, scene.id.text)
