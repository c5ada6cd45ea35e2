"""Next to nothing of a scene's text is learned.

Why it hurts: a model reads the whole scene, which costs time and memory, and its loss comes from a few words.
Where that is not meant, a `read` or a `weight: 0` covers more than its author thought.

When to leave it: where one answer is all that a scene should teach, as in tasks whose facts are drawn by
chance. This is common enough that the rule is off unless a project selects it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.learned_text import learned_of
from scenelang.model import Stratum


class HardlyLearned(LintWarning):
    """Most of a scene has the weight 0."""

    code: ClassVar[str] = "SL866"
    title: ClassVar[str] = "{percent} % of the text of `{scene}` is learned"
    label: ClassVar[str] = "all else weighs nothing"
    help: ClassVar[str] = "take `read` or a weight of 0 off what should be learned; `least` sets the limit"

    scene: str
    percent: int


@lint_rule
class HardlyLearnedRule(SceneRule):
    """Scenes of which less than `least` has a weight."""

    least: float = 0.1
    """The share of a scene's characters that must weigh something."""

    is_on = False
    finding = HardlyLearned
    EXAMPLES = (
        good("""
            archetype: recall
            beats:
              - fact: The lamp in the hall is broken.
              - ask: Where is it dark?
        """),
        good("""
            archetype: recall
            beats:
              - fact: "[The lamp in the hall is broken.]{read}"
              - ask: Where is it dark? In the hall.
        """),
        good("""
            stratum: noise
            archetype: recall
            beats:
              - fact: The lamp in the hall is broken.
              - ask: Where is it dark?
        """),
        bad("""
            id: ⟦lamp⟧
            archetype: recall
            beats:
              - fact: "[The lamp in the hall is broken, and so is the one above the stairs.]{read}"
              - ask: "[Where is it dark?]{read} Here."
        """),
        bad("""
            id: ⟦lamp⟧
            archetype: recall
            beats:
              - kind: fact
                weight: 0
                text: The lamp in the hall is broken, and so is the one above the stairs.
              - ask: "[Where is it dark?]{read} In"
        """),
        bad("""
            id: ⟦lamp⟧
            archetype: recall
            beats:
              - kind: fact
                stratum: noise
                text: The lamp in the hall is broken, and so is the one above the stairs.
              - ask: Why?
        """),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for a scene, at its id."""
        checked = subject.checked
        if all(stratum is Stratum.NOISE for stratum in checked.strata):
            return
        lengths = learned_of(checked)
        whole = sum(length.whole for length in lengths)
        learned = sum(length.learned for length in lengths)
        if learned < self.least * whole:
            yield HardlyLearned(checked.scene.id.place, checked.scene.id.text, round(100 * learned / whole))
