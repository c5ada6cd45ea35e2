"""An anchor asks a text to look at what stands directly before it.

Why it hurts: the position that produces a word is the one before it, and a model looks at its neighbours
unasked. Where the key ends and the query begins there, the two are even one token: it is asked to look at
itself. The target is met by any model, weighs as much as those that matter, and makes the mass on anchors
look better than it is.

When to leave it: where the key's words are the point, wherever they stand. `words` is how many words must
stand between the two. Queries of more than `longest` words are not told of: most of their positions stand
farther away.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.running_text import running_text, words_of
from scenelang.model import At, AttentionRule

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_ENDS_AT_KEY = {At.LAST, At.READ}
_ONE = {At.BEFORE, At.FIRST}
_STARTS_AT_QUERY = {At.PRODUCE, At.BEFORE, At.FIRST, At.READ}


class NeighbourAsked(LintWarning):
    """Query and key touch."""

    code: ClassVar[str] = "SL872"
    title: ClassVar[str] = "`{key}` stands directly before `{query}`, which looks at it anyway"
    label: ClassVar[str] = "{between} between the two"
    help: ClassVar[str] = "take the key out, or name the part of the text that has to be found again"

    key: str
    query: str
    between: str


@lint_rule
class NeighbourAnchor(SceneRule):
    """Anchors with fewer than `words` words between a key and its query."""

    words: int = 1
    """The least number of words that must stand between them."""

    longest: int = 4
    """The greatest number of words of a query that is told of."""

    finding = NeighbourAsked
    EXAMPLES = (
        good("""
            archetype: recall
            beats:
              - fact: "[The lamp is broken]{#lamp}, and so [the hall is dark]{#dark}."
              - ask: "[Where is it dark?]{#question}"
            anchors:
              - dark -> lamp @ early
        """),
        good("""
            archetype: recall
            beats:
              - fact: "[The lamp is broken]{#lamp}. [The hall is dark]{#dark}."
              - ask: "[Where is it dark?]{#question}"
            anchors:
              - question -> lamp @ early
              - dark -/> lamp @ late
        """),
        good("""
            archetype: recall
            beats:
              - fact: "[The lamp is broken]{#lamp}. [The hall is dark]{#dark}."
              - ask: "[Where is it dark?]{#question}"
            anchors:
              - last(dark) -> lamp @ early
              - dark -> first(lamp) @ early
        """),
        bad("""
            archetype: recall
            beats:
              - fact: "[The lamp is broken]{#lamp}. [The hall is dark]{#dark}."
              - ask: "[Where is it dark?]{#question}"
            anchors:
              - dark -> ⟦lamp⟧ @ early
        """),
        bad("""
            archetype: recall
            beats:
              - fact: "[The lamp is broken]{#lamp}. [The hall is dark]{#dark}."
              - ask: "[Where is it dark?]{#question}"
            anchors:
              - question -> lamp, ⟦read(dark)⟧ @ middle top 2
        """),
        bad("""
            archetype: recall
            beats:
              - fact: "The lamp is [broken]{#state} [since Monday]{#since}."
              - ask: "[Where is it dark?]{#question}"
            anchors:
              - before since -> ⟦last(state)⟧
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether a short query may follow its key with no span between them."""
        for query, keys, is_away, _ in scene.anchors:
            if is_away or query.at not in _STARTS_AT_QUERY:
                continue
            if scene.uses_beats:
                return True
            start = scene.extents[query.span][0]
            there = scene.read[query.span]
            if query.at not in _ONE and sum([word[0].isalnum() for word in there.split()]) > self.longest:
                continue
            nearest = max([scene.extents[key.span][1] for key in keys])
            between = [text[0] for _, text, _, rank, _ in scene.spans if nearest <= rank < start]
            if sum(map(str.isalnum, between)) < self.words:
                return True
        return False

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each key that touches its query."""
        looks = [rule for rule in subject.scene.anchors if _may_touch(rule)]
        if not looks:
            return
        text = running_text(subject.scene, subject.checked.beat_ids)
        for rule in looks:
            start, stop = text.ranges[rule.query.span.text]
            if rule.query.at not in _ONE and len(words_of(text.text[start:stop])) > self.longest:
                continue
            for key in rule.keys:
                end = text.ranges[key.span.text][1]
                between = len(words_of(text.text[end:start]))
                if key.at in _ENDS_AT_KEY and end <= start and between < self.words:
                    count = f"{between} words" if between else "nothing"
                    yield NeighbourAsked(key.place, key.span.text, rule.query.span.text, count)


def _may_touch(rule: AttentionRule) -> bool:
    return not rule.away and rule.query.at in _STARTS_AT_QUERY
