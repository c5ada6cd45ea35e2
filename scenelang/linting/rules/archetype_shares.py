"""One archetype takes most of a set.

Why it hurts: what nearly every scene has in common is learned as the way that texts go, and not as one kind
of thought among others. The other archetypes are too rare to be told apart.

Shares are shares of scenes; one that varies counts once. The finding stands at the first scene of the
archetype. This rule is off by itself: many sets are of one archetype on purpose. Runs of few scenes, as of
one file, are left alone.

When to leave it: where a set is to teach one kind of thought.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.example_texts import in_the_dark
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import CorpusRule, LintWarning, lint_rule
from scenelang.linting.subjects import CorpusSubject


class ArchetypeShare(LintWarning):
    """An archetype has a larger share than the project wants of any."""

    code: ClassVar[str] = "SL914"
    title: ClassVar[str] = (
        "{percent} % of all scenes are of the archetype `{archetype}`; at most {limit} % are wanted"
    )
    label: ClassVar[str] = "the first of {count}"
    help: ClassVar[str] = "write scenes of other archetypes: `scenelang new` begins one"
    archetype: str
    count: int
    percent: int
    limit: int


@lint_rule
class ArchetypeShares(CorpusRule):
    """Archetypes that take too large a share of the scenes."""

    finding = ArchetypeShare
    is_on: ClassVar[bool] = False
    at_most: float = 0.5
    """The largest share that one archetype may have."""
    scenes: int = 20
    """Runs of fewer scenes are left alone."""

    EXAMPLES = (
        good(
            """
            id: lamp
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        good(
            """
            id: hall
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f=""),
            options={"scenes": 3},
        ),
        good(
            """
            id: other
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f="", g=""),
            options={"scenes": 3, "at_most": 1.0},
        ),
        bad(
            """
            id: ⟦lamp⟧
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f=""),
            options={"scenes": 2},
        ),
        bad(
            """
            id: ⟦key⟧
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f="", g=""),
            options={"scenes": 3, "at_most": 0.9},
        ),
        bad(
            """
            id: ⟦coat⟧
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            options={"scenes": 1},
        ),
    )

    def check(self, subject: CorpusSubject) -> Iterator[Diagnostic]:
        """One finding for each archetype that takes too much."""
        every = len(subject.scenes)
        if every < self.scenes:
            return
        for archetype, count in Counter(scene.archetype for scene in subject.scenes).items():
            if count > self.at_most * every:
                first = next(scene for scene in subject.scenes if scene.archetype == archetype)
                percents = round(100 * count / every), round(100 * self.at_most)
                yield ArchetypeShare(first.place, archetype, count, *percents)
