"""A step rests on a sentence that another step refutes.

Why it hurts: `=/>` says that its conclusion does not hold. If the next step leans on that sentence all the
same, a model is taught to look back, as it concludes, at what was just shown to be wrong.

When to leave it: where it is the refutation that the step rests on. Then name the step and not the
sentence: `- no: case =/> claim`, and `- no, rest => answer`. A premise that is named so is not told, nor
is one that `revises` takes back: to assume what turns out wrong is how many proofs go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.model import Operator, Spoken
from scenelang.source import Span

_BEATS = """
            archetype: recall
            beats:
              - fact: |
                  [The coat is gone]{#gone}. [So the key is in the house]{#house}? [The lock is open]{#lock}.
              - ask: Where is the key?
              - conclude: |
                  [Somebody left with it]{#answer}.
"""


class RestsOnRefuted(LintWarning):
    """A premise that was refuted."""

    code: ClassVar[str] = "SL846"
    title: ClassVar[str] = "`{premise}` is refuted, and `{conclusion}` rests on it"
    label: ClassVar[str] = "does not hold, by another step"
    help: ClassVar[str] = (
        "rest the step on what refutes it, or name the refuting step and use that name: "
        "`- no: ... =/> {premise}`"
    )
    premise: str
    conclusion: str
    refuted: Span

    def related(self) -> tuple[Related, ...]:
        """The step that refutes it."""
        return (Related(self.refuted, "refuted here"),)


@lint_rule
class RefutedPremise(SceneRule):
    """Premises that are the conclusion of a `=/>`, by the name of their span."""

    finding = RestsOnRefuted
    plain_is_clean = True
    EXAMPLES = (
        good(f"""{_BEATS}
            logic:
              - gone, house, lock => answer
            self:
              - answer revises house
        """),
        good(f"""{_BEATS}
            logic:
              - no: gone =/> house
              - no, lock => answer
        """),
        good(f"""{_BEATS}
            logic:
              - gone ~> house
              - house, lock =/> answer
        """),
        bad(f"""{_BEATS}
            logic:
              - gone =/> house
              - ⟦house⟧, lock => answer
        """),
        bad(f"""{_BEATS}
            logic:
              - lock, ⟦house⟧ => (who = "Bo")
              - who => answer
              - no: gone =/> house
        """),
        bad(f"""{_BEATS}
            logic:
              - gone =/> house
              - ⟦house⟧ ~> answer
              - ⟦house⟧, lock => answer
        """),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such premise."""
        steps = subject.scene.logic
        refuted = {
            step.conclusion.span.text: step.place
            for step in reversed(steps)
            if step.operator is Operator.REFUTES and isinstance(step.conclusion, Spoken)
        }
        for step in steps if refuted else ():
            conclusion = step.conclusion.span if isinstance(step.conclusion, Spoken) else step.conclusion.name
            for premise in step.premises:
                if premise.text in refuted:
                    yield RestsOnRefuted(premise.place, premise.text, conclusion.text, refuted[premise.text])
