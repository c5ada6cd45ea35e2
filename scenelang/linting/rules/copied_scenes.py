"""Two scenes have the same text, word by word.

Why it hurts: the text weighs twice in training, and a model learns it by heart. Where the two scenes differ
in what they ask of the layers, both ask it at the same tokens, and nobody sees it in either file.

What is compared is the text that a model reads, beat by beat: markup, case and the signs at the edges of
words do not count. Scenes with `vary` and texts of fewer than 20 words are left out.

When to leave it: where one text is to be read under two kinds of supervision, as the two arms of an
experiment. Then keep them in two folders and compile one at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.alike.alike_scenes import SIMILARITY
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import CorpusRule, LintWarning, lint_rule
from scenelang.linting.subjects import CorpusSubject
from scenelang.source import Span

_LAMP = """
id: a-lamp
archetype: recall
beats:
  - fact: |
      The lamp in the hall went out in the third week of March, and for a month nobody in the house
      could say whether it was the bulb or the wire.
  - ask: Who knew?
"""
_SHORT = "\narchetype: recall\nbeats:\n  - fact: The lamp in the hall went out.\n  - ask: Who knew?\n"


class CopiedScene(LintWarning):
    """A scene has the text of another one."""

    code: ClassVar[str] = "SL901"
    title: ClassVar[str] = "this scene has the same text as `{other}`"
    label: ClassVar[str] = "the same text again"
    help: ClassVar[str] = "delete one of the two; `weight: 2` in a beat lets one text count twice"
    other: str
    first: Span

    def related(self) -> tuple[Related, ...]:
        """The scene that says the same."""
        return (Related(self.first, "the same text stands here"),)


@lint_rule
class CopiedScenes(CorpusRule):
    """Scenes on one side of the split whose texts have the same words."""

    finding = CopiedScene
    EXAMPLES = (
        good(
            """
            archetype: recall
            beats:
              - fact: |
                  The lamp in the hall was mended in the first week of April, and since that day everybody in
                  the house has said that it had been the wire from the beginning.
              - ask: Who knew?
            """,
            files={"a.scene": _LAMP},
        ),
        good(
            """
            archetype: recall
            beats:
              - fact: The lamp in the hall went out.
              - ask: Who knew?
            """,
            files={"a.scene": f"id: a{_SHORT}"},
        ),
        good(
            """
            archetype: recall
            beats:
              - fact: |
                  The lamp in the hall went out in the third week of March, and for a month nobody in the
                  house could say whether it was the bulb, the wire or the man who paid the bills.
              - ask: Who knew?
            """,
            files={"a.scene": _LAMP},
        ),
        bad(
            """
            id: ⟦lamp⟧
            archetype: recall
            beats:
              - fact: |
                  The lamp in the hall went out in the third week of March, and for a month nobody in the
                  house could say whether it was the bulb or the wire.
              - ask: Who knew?
            """,
            files={"a.scene": _LAMP},
        ),
        bad(
            """
            id: ⟦lamp⟧
            archetype: recall
            beats:
              - fact: |
                  [The lamp]{#lamp w=2} in the hall went out in the third week of March,
                  and for a month nobody in the house could say
                  whether it was [the bulb]{#bulb} or [the wire]{#wire}.
              - ask: Who knew?
            layers:
              - last lamp @ middle: reads "wire"
            """,
            files={"a.scene": _LAMP},
        ),
        bad(
            """
            scene: 1
            id: first
            archetype: recall
            beats:
              - fact: |
                  The lamp in the hall went out in the third week of March, and for a month nobody in the
                  house could say whether it was the bulb or the fuse.
              - ask: Who knew?
            ---
            scene: 1
            id: ⟦second⟧
            archetype: recall
            beats:
              - fact: |
                  The lamp in the hall went out in the third week of March; and for a month nobody in the
                  house could say whether it was the bulb or the fuse...
              - ask: Who knew?
            ---
            scene: 1
            id: third
            archetype: recall
            beats:
              - fact: Nobody had looked.
              - ask: Who knew?
            """
        ),
    )

    def check(self, subject: CorpusSubject) -> Iterator[Diagnostic]:
        """One finding for each scene that says what an earlier one says."""
        for first, second, _, same in subject.alike(SIMILARITY):
            if same and first.held_out is second.held_out:
                yield CopiedScene(second.place, first.id, first.place)
