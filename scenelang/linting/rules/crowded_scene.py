"""Nearly all of a scene's text is bound by rules, and nothing is left free.

Why it hurts: attention and layer targets are constraints. A few of them, at the places where the thought
turns, give a model the thought and leave it the rest; rules on every word fix what the model does everywhere
and teach it the annotator's habits. They also cost time: every position of a query is a row of the loss.

When to leave it: in a short task whose every word is a step. `most` sets the share of the characters that may
stand in spans at which something is asked; noise and the tension of beats do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.asked import asked_of
from scenelang.linting.example_texts import of_the_key
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.running_text import running_text
from scenelang.model import At

if TYPE_CHECKING:
    from scenelang.lowering import Selector, SupervisionPlan
    from scenelang.plain import PlainScene

_WIDE = {At.PRODUCE, At.READ}
_BY_THEMSELVES = ("noise.", "tension.", "binding.")


class SceneCrowded(LintWarning):
    """Rules bind what the model does nearly everywhere."""

    code: ClassVar[str] = "SL867"
    title: ClassVar[str] = "rules bind {percent} % of the text of `{scene}`"
    label: ClassVar[str] = "nothing is left free"
    help: ClassVar[str] = (
        "keep the rules for the places where the thought turns; `last(x)` binds one token of `x`"
    )

    scene: str
    percent: int


@lint_rule
class CrowdedScene(SceneRule):
    """Scenes whose text is supervised over more than `most` of its length."""

    most: float = 0.8
    """The share of the characters at which something may be asked."""

    finding = SceneCrowded
    EXAMPLES = (
        good(
            of_the_key("""
            anchors:
              - answer -> key @ middle
            logic:
              - key, coat => answer
            """)
        ),
        good(
            of_the_key("""
            layers:
              - last fact @ middle: label place = coat
              - last ask @ middle: label place = none
              - last conclude @ middle: label place = hall
            """)
        ),
        good(
            of_the_key("""
            anchors:
              - ask -> key @ middle
              - conclude -> coat @ middle
            """)
        ),
        bad(
            "id: ⟦crowded⟧\n"
            + of_the_key("""
            anchors:
              - coat -> key @ early
              - garden -> coat @ early
              - ask -> coat @ early
              - conclude -> coat @ early
            layers:
              - at key @ middle: label place = coat
            """)
        ),
        bad(
            "id: ⟦crowded⟧\n"
            + of_the_key("""
            layers:
              - at fact @ middle: label place = coat
              - at ask @ middle: label place = none
              - at conclude @ middle: label place = hall
            """)
        ),
        bad(
            "id: ⟦crowded⟧\n"
            + of_the_key("""
            anchors:
              - read(fact) -> first(key) @ early
              - ask -> key @ early
              - answer -> key @ early
            """)
        ),
    )

    def may_fault(self, scene: PlainScene) -> bool:
        """Whether all spans together may be so much of the text."""
        return scene.uses_beats or sum(map(len, scene.read.values())) > self.most * (
            scene.length - len(scene.beats)
        )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for a scene, at its id."""
        scene = subject.scene
        if not (scene.anchors or scene.layers or scene.logic):
            return
        text = running_text(scene, subject.checked.beat_ids)
        bound = sorted(
            text.ranges[where.span]
            for where in _asked_at(asked_of(subject.checked))
            if where.at in _WIDE and where.span in text.ranges
        )
        covered = reached = 0
        for start, end in bound:
            covered += max(0, end - max(start, reached))
            reached = max(reached, end)
        whole = len(text.text) - len(scene.beats)
        if covered > self.most * whole:
            yield SceneCrowded(scene.id.place, scene.id.text, round(100 * covered / whole))


def _asked_at(plan: SupervisionPlan) -> Iterator[Selector]:
    for look in plan.attention:
        if not look.origin.startswith(_BY_THEMSELVES):
            yield look.query
    for hold in plan.hidden:
        if hold.weight and not hold.origin.startswith(_BY_THEMSELVES):
            yield hold.where
