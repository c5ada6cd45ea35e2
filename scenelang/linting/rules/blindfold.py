"""A text is told to stay away from everything that stands before it.

Why it hurts: attention that may go nowhere goes to the first token of the window, and the text is produced
from nothing: the scene teaches its model to answer without reading. Rules that are right one by one (not this
guess, not that fact) add up to it.

When to leave it: where a later text should be found as if nothing had been said. Then part the scene in two.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.asked import layers_meet
from scenelang.linting.example_texts import of_the_key
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.running_text import RunningText, running_text
from scenelang.model import AttentionRule
from scenelang.signals import NAMED_BANDS

if TYPE_CHECKING:
    from scenelang.plain import PlainScene


class Blindfolded(LintWarning):
    """Nothing is left that a text may look at."""

    code: ClassVar[str] = "SL868"
    title: ClassVar[str] = "`{query}` is to stay away from {percent} % of what stands before it"
    label: ClassVar[str] = "with this rule"
    help: ClassVar[str] = "take out the rules that are not needed, or give them layers that do not meet"

    query: str
    percent: int


@lint_rule
class Blindfold(SceneRule):
    """Spans kept away from more than `most` of the text before them, in the same layers."""

    most: float = 0.8
    """The share of the earlier characters that a text may be kept away from."""

    finding = Blindfolded
    EXAMPLES = (
        good(
            of_the_key("""
            anchors:
              - answer -/> key @ late
              - answer -/> coat @ late
            """)
        ),
        good(
            of_the_key("""
            anchors:
              - answer -/> fact @ late
              - answer -/> ask @ early
            """)
        ),
        good(
            of_the_key("""
            anchors:
              - answer -> fact, ask @ late
            """)
        ),
        bad(
            of_the_key("""
            anchors:
              - answer -/> fact @ late
              - ⟦answer -/> ask @ late⟧
            """)
        ),
        bad(
            of_the_key("""
            anchors:
              - ⟦answer -/> key, coat, garden, question⟧
            """)
        ),
        bad(
            of_the_key("""
            anchors:
              - ⟦question -/> read(fact) @ early⟧
            """)
        ),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether what rules keep away may be so much of what stands before."""
        away = [rule for rule in scene.anchors if rule.is_away]
        if not away:
            return False
        if scene.uses_beats:
            return True
        hidden, first = 0, len(scene.extents)
        for rule in away:
            hidden += sum([len(scene.read[key.span]) for key in rule.keys])
            first = min(first, scene.extents[rule.query.span][0])
        # No two blanks stand side by side in a line, so that at least half of it is no blank.
        before = 0
        enough = 2 * hidden / self.most if self.most else math.inf
        for _, text, _, rank, _ in scene.spans:
            if rank >= first:
                break
            before += len(text) - 7 * text.count("\n")
            if before >= enough:
                return False
        return True

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each query that is left with nothing, at the rule that takes the last of it."""
        aways = [rule for rule in subject.scene.anchors if rule.away]
        if not aways:
            return
        text = running_text(subject.scene, subject.checked.beat_ids)
        told: set[str] = set()
        for number, rule in enumerate(aways):
            query = rule.query.span.text
            alike = [other for other in aways[: number + 1] if _joins(other, rule)]
            before = text.before(query)
            share = _hidden(text, alike, len(before)) / max(1, len(before.replace("\n", "")))
            if share > self.most and query not in told:
                told.add(query)
                yield Blindfolded(rule.place, query, min(100, round(100 * share)))


def _joins(one: AttentionRule, other: AttentionRule) -> bool:
    bands = [rule.layers or NAMED_BANDS["all"] for rule in (one, other)]
    return one.query.span.text == other.query.span.text and layers_meet(*bands)


def _hidden(text: RunningText, rules: list[AttentionRule], end: int) -> int:
    """How many characters before `end` the keys of some rules cover, line breaks left out."""
    covered = reached = 0
    for start, stop in sorted(text.ranges.get(key.span.text, (0, 0)) for rule in rules for key in rule.keys):
        begin = max(start, reached)
        covered += len(text.text[begin : min(stop, end)].replace("\n", ""))
        reached = max(reached, stop)
    return covered
