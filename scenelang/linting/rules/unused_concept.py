"""A concept stands on one span of the whole run, and no rule pulls anything to it.

Why it hurts: a mark `.x` moves nothing by itself. It says that a span is an instance of something, for other
instances to be drawn near it and for those of other concepts to be kept away. With one instance and no rule
`concept x` there is nothing to draw: the name is a slip of the hand for another one, or the rule was
forgotten. A concept that a rule does name and nothing else carries is an error of its own.

When to leave it: while a set grows, and the other instances are yet to be written. The rule knows the scenes
of the run and no others, so it speaks falsely where one file of a project is linted alone: it is off unless
a project selects it. A scene with `vary` has its span in many instances, and is never told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, did_you_mean
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import CorpusRule, LintWarning, lint_rule
from scenelang.linting.subjects import CorpusSubject

_OTHER = """
id: other
archetype: recall
beats:
  - fact: The [ice]{.density} swims.
  - ask: What swims?
"""
_PULLING = _OTHER.replace("{.density}", "{#ice .density}") + "layers:\n  - last ice: concept warmth\n"
_WARM = """
id: warm
archetype: recall
beats:
  - fact: The [stove]{.warmth} glows.
  - ask: What glows?
"""


class ConceptUnused(LintWarning):
    """A concept has one instance, and nothing is pulled to it."""

    code: ClassVar[str] = "SL838"
    title: ClassVar[str] = "`{concept}` stands on one span of all scenes, and no rule names it"
    label: ClassVar[str] = "a span of this scene is marked `.{concept}`"
    help: ClassVar[str] = (
        "mark its other instances, write a rule `last x: concept {concept}`, or take the mark away"
    )
    concept: str
    others: tuple[str, ...] = ()

    @property
    def help_text(self) -> str:
        """The concept that was perhaps meant, and what to do."""
        return did_you_mean(self.concept, self.others) + self.help.format(concept=self.concept)


@lint_rule
class UnusedConcept(CorpusRule):
    """Concepts of one span in all scenes of a run that no rule under `layers` names."""

    is_on = False
    finding = ConceptUnused
    EXAMPLES = (
        good(
            """
            archetype: recall
            beats:
              - fact: The [oil]{.density} swims.
              - ask: What swims?
            """,
            files={"a.scene": _OTHER},
        ),
        good(
            """
            archetype: recall
            beats:
              - fact: The [oven]{.warmth} glows.
              - ask: What glows?
            """,
            files={"a.scene": _PULLING.replace(".density", ".warmth"), "b.scene": _WARM},
        ),
        good("""
            archetype: recall
            beats:
              - fact: The [ice]{.density} swims, and [so does the oil]{.density}.
              - ask: What swims?
        """),
        good("""
            archetype: recall
            vary:
              count: 2
              draw:
                what: [ice, oil]
            beats:
              - fact: The [${what}]{.density} swims.
              - ask: What swims?
        """),
        bad("""
            id: ⟦ice⟧
            archetype: recall
            beats:
              - fact: The [ice]{.density} swims.
              - ask: What swims?
        """),
        bad(
            """
            id: ⟦ice⟧
            archetype: recall
            beats:
              - fact: The [oil]{.density} swims, and [the stove]{.wramth} glows.
              - ask: What swims?
            """,
            files={"a.scene": _OTHER, "b.scene": _WARM, "c.scene": _WARM.replace("id: warm", "id: warmer")},
        ),
        bad(
            """
            id: ⟦ice⟧
            archetype: recall
            beats:
              - fact: The [oven]{.warmth} glows, and [the oil swims]{.weight}.
              - ask: What swims?
            """,
            files={"a.scene": _PULLING.replace(".density", ".warmth")},
        ),
    )

    def check(self, subject: CorpusSubject) -> Iterator[Diagnostic]:
        """One finding for each such concept, at the id of its scene."""
        marks: Counter[str] = Counter()
        for scene in subject.scenes:
            marks.update(scene.concepts)
            if scene.varies:
                marks.update(scene.concepts)
        pulled = {concept for scene in subject.scenes for concept in scene.pulled}
        for scene in subject.scenes:
            for concept in scene.concepts:
                if marks[concept] == 1 and concept not in pulled:
                    others = tuple(sorted(marks.keys() - {concept}))
                    yield ConceptUnused(scene.place, concept, others)
