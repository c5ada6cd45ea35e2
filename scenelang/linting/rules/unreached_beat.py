"""A beat at the end of a scene weighs nothing, and nothing is asked of it.

Why it hurts: a model reads from left to right, so text can teach in two ways only: it is learned, or
something learned behind it may look at it. A beat of weight 0 with nothing but such beats behind it does
neither. It is read in every step, costs as much as any other text, and no weight of the model would be
different without it.

What reaches a beat: a weight of any of its text, a rule whose span stands in it, a course that the scene
writes under `tension`, a concept on one of its spans, and anything of these in a beat that follows.

When to leave it: where the scene is recalled by another one (`recall: inline`), so that learned text follows
after all; or where a program that reads the scenes shows that beat to people.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Diagnostic
from scenelang.linting.asked import asked_of
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.learned_text import learned_of

if TYPE_CHECKING:
    from scenelang.plain import PlainScene

_WITHOUT_NAME = "span "
"""How the names of spans begin that have none of their own; only their concepts are asked of them."""


class BeatUnreached(LintWarning):
    """A beat cannot move anything."""

    code: ClassVar[str] = "SL858"
    title: ClassVar[str] = "nothing is learned from the beat `{beat}`, nor from anything behind it"
    label: ClassVar[str] = "weighs nothing, and no rule asks for it"
    help: ClassVar[str] = "give it a weight, put it before what should follow from it, or take it out"
    beat: str


@lint_rule
class UnreachedBeat(SceneRule):
    """Beats without any weight or target in them or behind them, in scenes that have some."""

    finding = BeatUnreached
    EXAMPLES = (
        good("""
            archetype: recall
            beats:
              - kind: fact
                weight: 0
                text: The lamp in the hall is broken.
              - ask: Where is it dark? In the hall.
        """),
        good("""
            archetype: recall
            beats:
              - fact: The lamp in the hall is broken.
              - ask: "[Where is it dark?]{read} [There]{avoid}."
        """),
        good("""
            archetype: recall
            beats:
              - fact: "[The lamp in the hall is broken.]{#lamp}"
              - ask: "[Where is it [dark]{#dark}?]{read}"
            anchors:
              - dark -> lamp
        """),
        good("""
            archetype: recall
            beats:
              - fact: The lamp in the hall is broken.
              - ask: "[Where is it [dark]{.place}?]{read}"
        """),
        bad("""
            archetype: recall
            beats:
              - fact: The lamp in the hall is broken.
              - ⟦ask⟧: "[Where is it dark?]{read}"
        """),
        bad("""
            archetype: recall
            beats:
              - fact: "[The lamp]{#lamp} in the hall is [broken]{#broken}."
              - kind: ⟦ask⟧
                weight: 0
                text: Where is it dark?
            anchors:
              - broken -> lamp
        """),
        bad("""
            archetype: recall
            beats:
              - fact: The lamp in the hall is broken.
              - kind: ⟦ask⟧
                weight: 0
                text: Where is it dark?
              - ⟦conclude⟧: |
                  [In the hall,]{read} [where it was.]{w=0}
        """),
        bad("""
            archetype: recall
            beats:
              - fact: The lamp in the hall is broken.
              - kind: ⟦ask⟧
                stratum: noise
                text: Who has the ladder?
        """),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether nothing of the last beat may be learned: then only may a beat be out of reach."""
        last = len(scene.beats) - 1
        if not scene.beats[last].weight:
            return True
        # One blank may stand on either side of each quiet span, and a line break at the end.
        quiet = 3
        for _, text, marks, _, beat in scene.marked:
            if beat == last and (marks.read or marks.avoid or not marks.weight):
                quiet += len(text) + 2
        return quiet > 3 and quiet >= len(scene.texts[last])

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such beat, at its kind."""
        checked = subject.checked
        lengths = learned_of(checked)
        last = max((beat for beat, length in enumerate(lengths) if length.said), default=-1)
        if last == len(lengths) - 1:
            return
        last = max(last, _last_asked(checked))
        if last >= 0:
            for beat, name in zip(checked.scene.beats[last + 1 :], checked.beat_ids[last + 1 :], strict=True):
                yield BeatUnreached(beat.kind.place, name)


def _last_asked(checked: CheckedScene) -> int:
    """The last beat in which anything is asked for; the last of all where that is not certain."""
    every = len(checked.scene.beats) - 1
    plan = asked_of(checked)
    last = -1
    for number, beat in enumerate(checked.scene.beats):
        if any(span.concepts for span in beat.text.spans()):
            last = number
    for look in (*(one.query for one in plan.attention), *(one.where for one in plan.hidden)):
        entry = checked.spans.get(look.span)
        if entry is not None:
            last = max(last, entry.beat)
        elif not look.span.startswith(_WITHOUT_NAME):
            return every
    return last
