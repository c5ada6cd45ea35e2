"""The strata of a set have other shares of it than the project wants.

Why it hurts: a stratum sets the weight of its scenes. Where noise or knowledge takes more of the set than was
meant, thinking is learned from less, and no single file shows it.

Shares are shares of words. A scene that varies counts as what it says once. The finding stands at the first
scene of the stratum. This rule is off by itself, since only a project knows what it wants; runs of few
scenes, as of one file, are left alone.

When to leave it: where the parts of a set are linted apart.
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


class StratumShare(LintWarning):
    """A stratum has too large or too small a share."""

    code: ClassVar[str] = "SL913"
    title: ClassVar[str] = (
        "{percent} % of all words are of the stratum `{stratum}`; {bound} {limit} % are wanted"
    )
    label: ClassVar[str] = "among all scenes of this run"
    help: ClassVar[str] = (
        "write more scenes of the other strata, or give this one more room in the rule's options"
    )
    stratum: str
    percent: int
    bound: str
    limit: int


@lint_rule
class StratumShares(CorpusRule):
    """Strata whose share of the words is too large, or too small."""

    finding = StratumShare
    is_on: ClassVar[bool] = False
    thinking_at_least: float = 0.5
    """The least share of thinking."""
    knowledge_at_most: float = 0.5
    """The largest share of knowledge."""
    noise_at_most: float = 0.2
    """The largest share of noise."""
    scenes: int = 20
    """Runs of fewer scenes are left alone."""

    EXAMPLES = (
        good(
            """
            stratum: noise
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
        ),
        good(
            """
            id: lamp
            archetype: recall
            beats:
              - fact: It was bright.
              - ask: Who knew?
            """,
            files=in_the_dark(f="stratum: knowledge\n", g=""),
            options={"scenes": 3},
        ),
        good(
            """
            stratum: noise
            archetype: recall
            beats:
              - fact: Nobody spoke.
              - ask: Who knew?
            """,
            files=in_the_dark(f=""),
            options={"scenes": 2, "noise_at_most": 0.5},
        ),
        bad(
            """
            id: ⟦lamp⟧
            stratum: noise
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f="", g=""),
            options={"scenes": 3},
        ),
        bad(
            """
            id: ⟦lamp⟧
            stratum: knowledge
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f=""),
            options={"scenes": 2, "knowledge_at_most": 0.1},
        ),
        bad(
            """
            id: ⟦lamp⟧
            archetype: recall
            beats:
              - fact: It was dark.
              - ask: Who knew?
            """,
            files=in_the_dark(f="stratum: knowledge\n", g="stratum: knowledge\n"),
            options={"scenes": 3, "knowledge_at_most": 0.9},
        ),
    )

    def check(self, subject: CorpusSubject) -> Iterator[Diagnostic]:
        """One finding for each stratum out of bounds."""
        words: Counter[str] = Counter()
        for scene in subject.scenes:
            words[scene.stratum] += scene.words
        total = words.total()
        if len(subject.scenes) < self.scenes or not total:
            return
        for stratum, bound, limit in (
            ("thinking", "at least", self.thinking_at_least),
            ("knowledge", "at most", self.knowledge_at_most),
            ("noise", "at most", self.noise_at_most),
        ):
            share = words[stratum] / total
            if share < limit if bound == "at least" else share > limit:
                first = next((s for s in subject.scenes if s.stratum == stratum), subject.scenes[0])
                yield StratumShare(first.place, stratum, round(share * 100), bound, round(limit * 100))
