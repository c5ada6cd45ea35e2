"""Ids of scenes are joined by `-` in some scenes and by `_` in others.

Why it hurts: an id is typed wherever one scene speaks of another, and asked for in measurements. Who has
to guess its joints guesses wrong half of the time.

The style that most scenes of the run have is the right one. This rule is off by itself: an id that is used
somewhere is best left alone.

When to leave it: where some ids come from another collection, whose names they keep.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.example_texts import in_the_dark
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import CorpusRule, LintWarning, lint_rule
from scenelang.linting.subjects import CorpusSubject


class IdStyle(LintWarning):
    """An id is joined in another way than most."""

    code: ClassVar[str] = "SL917"
    title: ClassVar[str] = "`{id}` is joined by `{joint}`, and most ids here are joined by `{usual}`"
    label: ClassVar[str] = "joined by `{joint}`"
    help: ClassVar[str] = "write `{better}`, here and where other scenes speak of it"
    id: str
    joint: str
    usual: str
    better: str


@lint_rule
class MixedIdStyles(CorpusRule):
    """Ids that are joined in another way than most ids of the run."""

    finding = IdStyle
    is_on: ClassVar[bool] = False
    EXAMPLES = (
        good(
            """
            id: the-lamp
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(**{"a-key": "", "hall": ""}),
        ),
        good(
            """
            id: the_lamp
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(a_key="", hall="", a_coat=""),
        ),
        good(
            """
            id: lamp.v2
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(a_key="", hall=""),
        ),
        bad(
            """
            id: ⟦the_lamp⟧
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(**{"a-key": "", "a-coat": ""}),
        ),
        bad(
            """
            id: ⟦the-lamp⟧
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(a_key="", hall="", a_coat=""),
        ),
        bad(
            """
            id: ⟦the-old_lamp⟧
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(**{"a-key": "", "a-coat": ""}),
        ),
    )

    def check(self, subject: CorpusSubject) -> Iterator[Diagnostic]:
        """One finding for each id that is joined as few are; of two equal styles `-` is the usual one."""
        dashed = sum("-" in scene.id for scene in subject.scenes)
        lined = sum("_" in scene.id for scene in subject.scenes)
        usual, joint = ("-", "_") if dashed >= lined else ("_", "-")
        for scene in subject.scenes if dashed and lined else ():
            if joint in scene.id:
                better = scene.id.replace(joint, usual)
                yield IdStyle(scene.place, scene.id, joint, usual, better)
