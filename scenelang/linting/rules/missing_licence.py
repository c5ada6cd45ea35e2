"""A scene does not say what may be done with its text.

Why it hurts: a set of texts may be published, and a model trained on it given away, only as far as every one
of the texts allows. One text of unknown licence holds up all others.

This rule is off by itself: where a set has one licence, a file beside it says so once.

When to leave it: where all scenes of the set have one licence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject


class LicenceMissing(LintWarning):
    """A scene has no `licence`."""

    code: ClassVar[str] = "SL911"
    title: ClassVar[str] = "`{scene}` does not say what may be done with its text"
    label: ClassVar[str] = "no `licence`"
    help: ClassVar[str] = "write a line such as `licence: CC-BY-4.0`"
    scene: str


@lint_rule
class MissingLicence(SceneRule):
    """Scenes without `licence`."""

    finding = LicenceMissing
    is_on: ClassVar[bool] = False
    EXAMPLES = (
        good(
            """
            licence: CC-BY-4.0
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        good(
            """
            id: other
            licence: LicenseRef-with-leave-of-the-author
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        good(
            """
            licence: CC0-1.0 OR MIT
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
            source: "a book: CC0-1.0"
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        bad(
            """
            # licence: CC0-1.0
            id: "⟦lamp⟧"
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding, at the id of a scene that names no licence."""
        scene = subject.scene
        if scene.licence is None:
            yield LicenceMissing(scene.id.place, scene.id.text)
