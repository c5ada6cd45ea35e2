"""A scene has no tags.

Why it hurts: tags are what shards and recipes know of the matter of a scene. One without them is found by
nobody who asks for scenes about something.

This rule is off by itself: tags are a habit that a project has or has not.

When to leave it: where scenes are found by archetype alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject

if TYPE_CHECKING:
    from scenelang.plain import PlainScene


class TagsMissing(LintWarning):
    """A scene has no `tags`."""

    code: ClassVar[str] = "SL916"
    title: ClassVar[str] = "`{scene}` has no tags"
    label: ClassVar[str] = "no `tags`"
    help: ClassVar[str] = "write a line such as `tags: [physics, density]`"
    scene: str


@lint_rule
class UntaggedScenes(SceneRule):
    """Scenes without `tags`."""

    finding = TagsMissing
    is_on: ClassVar[bool] = False
    EXAMPLES = (
        good(
            """
            tags: [lamp]
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        good(
            """
            id: other
            tags: [lamp, night, "old houses"]
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        good(
            """
            tags:
              - lamp
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
            tags: []
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        bad(
            """
            # tags: [lamp]
            id: "⟦lamp⟧"
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether a plain scene has no tags."""
        return not scene.tags

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding, at the id of a scene without tags."""
        scene = subject.scene
        if not scene.tags:
            yield TagsMissing(scene.id.place, scene.id.text)
