"""Two scenes share most of their words, in the same order.

Why it hurts: a model that reads nearly the same text twice learns it by heart instead of the thought in it,
and the set is smaller than its count says. The shares that strata and archetypes have of it are no longer
what they seem to be, either.

Every scene of the run is held against every other, whatever file it lies in. What is compared is the text
that a model reads: markup, case and signs at the edges of words do not count. Alike are two scenes of which
`similarity` of all runs of three words stand in both (the Jaccard index). Scenes with `vary` are left out:
their instances are meant to be alike. Texts of fewer than 20 words are too short to tell.

When to leave it: where two versions of one thought are the point, as a pair that differs in one premise. A
scene with `vary` says the same with one text, and its instances can be held out by condition.
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
      could say whether it was the bulb, the wire or the man who paid the bills.
  - ask: Who knew?
"""


class NearDuplicate(LintWarning):
    """A scene repeats most of another one."""

    code: ClassVar[str] = "SL900"
    title: ClassVar[str] = "{percent} % of this scene and of `{other}` is the same text"
    label: ClassVar[str] = "says nearly the same as `{other}`"
    help: ClassVar[str] = "keep one of the two, or make one scene with `vary` of both"
    other: str
    percent: int
    first: Span

    def related(self) -> tuple[Related, ...]:
        """The scene that says nearly the same."""
        return (Related(self.first, "the other scene"),)


@lint_rule
class NearDuplicateScenes(CorpusRule):
    """Scenes on one side of the split of which most is the same text, but not all."""

    finding = NearDuplicate
    similarity: float = SIMILARITY
    """The share of all runs of three words that must stand in both scenes."""

    EXAMPLES = (
        good(
            """
            archetype: recall
            beats:
              - fact: |
                  The bill for the hall came in the first week of April, and for once the man who paid it
                  looked at what stood on the back before he put it on the pile with all the others.
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
            files={"a.scene": _LAMP.replace("in the third week", "one evening in the third week")},
        ),
        good(
            """
            vary:
              count: 2
              draw:
                month: [March, June]
            archetype: recall
            beats:
              - fact: |
                  The lamp in the hall went out in the third week of ${month}, and for a month nobody in the
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
                  The [lamp]{#lamp} in the hall went out in the third week of March, and for a month nobody
                  in the house could say whether it was the bulb, the wire or the man who paid for oil.
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
                  The lamp in the hall went out in the third week of March, and for a month nobody in
                  the house could say whether it was the bulb.
              - ask: Who knew?
            """,
            files={"a.scene": _LAMP},
            options={"similarity": 0.6},
        ),
        bad(
            """
            id: ⟦lamp⟧
            archetype: recall
            beats:
              - fact: The LAMP in the hall went out in the third week of March.
              - fact: |
                  And for a month nobody in the house could say whether it was the bulb, the wire or the man
                  who paid the bills.
              - ask: Who knew?
            """,
            files={
                "deeper/a.scene": _LAMP,
                "b.scene": "id: b\narchetype: recall\nbeats:\n  - fact: The wire was whole.\n  - ask: Who?\n",
            },
        ),
    )

    def check(self, subject: CorpusSubject) -> Iterator[Diagnostic]:
        """One finding for each scene that is like an earlier one."""
        for first, second, share, same in subject.alike(self.similarity):
            if not same and first.held_out is second.held_out:
                yield NearDuplicate(second.place, first.id, round(share * 100), first.place)
