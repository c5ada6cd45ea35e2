"""One beat is many times as long as all the others together.

Why it hurts: each token weighs the same unless a scene says otherwise, so nearly all of what is learned is
that one beat. The turn and the conclusion, for which the scene was written, drown in it. Most often a page
was pasted where an extract was meant, or the beats behind it were written into its block by mistake.

When to leave it: where the long beat is matter to read from and carries little weight (`weight: 0`,
`stratum: noise` or `knowledge`). Such a beat is not told in the first place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.model import Stratum

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_LONG = " ".join(["Snow lay on the step, on the sill and on the wall, and nobody had swept it."] * 16)


class BeatTooLong(LintWarning):
    """A beat beside which the rest of its scene counts for nothing."""

    code: ClassVar[str] = "SL834"
    title: ClassVar[str] = "the beat `{name}` is {times:.0f} times as long as all the others together"
    label: ClassVar[str] = "has {length:,} characters"
    help: ClassVar[str] = (
        "cut it down, make several beats of it, or give it a `weight` below 1; see whether beats behind it "
        "were indented into its text"
    )
    name: str
    times: float
    length: int


@lint_rule
class LopsidedBeat(SceneRule):
    """The longest beat, where it is learned in full and dwarfs the rest."""

    finding = BeatTooLong
    times: float = 5
    """How many times the length of all others makes a beat too long."""
    least: int = 1000
    """Below this many characters no beat is too long."""

    EXAMPLES = (
        good("""
            archetype: recall
            beats:
              - fact: The kettle was on.
              - ask: Who put it on?
        """),
        good(f"""
            archetype: recall
            beats:
              - fact: |
                  {_LONG}
              - fact: |
                  {_LONG}
              - ask: What lay on the step?
        """),
        good(f"""
            archetype: recall
            beats:
              - kind: fact
                weight: 0
                text: |
                  {_LONG}
              - ask: What lay on the step?
        """),
        good(f"""
            archetype: recall
            beats:
              - kind: fact
                stratum: knowledge
                text: |
                  {_LONG}
              - ask: What lay on the step?
        """),
        bad(f"""
            archetype: recall
            beats:
              - ⟦fact⟧: |
                  {_LONG}
              - ask: What lay on the step?
        """),
        bad(f"""
            archetype: recall
            beats:
              - fact: It was a cold year.
              - ask: |
                  What lay on the step?
              - ⟦conclude⟧: |
                  [{_LONG}]{{#snow w=2}}
        """),
        bad(f"""
            archetype: recall
            beats:
              - fact: It was a cold year.
              - kind: ⟦fact⟧
                text: |
                  {_LONG}
              - ask: What lay on the step?
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether one beat may be so long beside the others; all marks are counted to the longest."""
        start, end = scene.body
        if end - start < self.least:
            return False
        longest = max(map(len, scene.texts))
        return longest + (end - start) - scene.length >= self.times * (scene.length - longest)

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """At most one finding."""
        checked = subject.checked
        lengths = [len(beat.text.scalar.value) for beat in subject.scene.beats]
        longest = max(lengths, default=0)
        rest = sum(lengths) - longest
        if longest < self.least or not rest or longest < self.times * rest:
            return
        number = lengths.index(longest)
        if checked.beat_weights[number] >= 1 and checked.strata[number] is Stratum.THINKING:
            place = subject.scene.beats[number].kind.place
            yield BeatTooLong(place, checked.beat_ids[number], longest / rest, longest)
