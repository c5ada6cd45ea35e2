"""One step derives what another step of the scene denies.

Why it hurts: `=>` and `=/>` on one conclusion say that it follows and that it does not. Both become the
same kind of target, so training sees two reasons to say the sentence and never that they clash; and
whoever reads the scene cannot tell which is meant. Usually one step is a leftover of an older version, or
`=/>` was meant for the claim and not for the sentence that gives it up.

When to leave it: where an argument is left standing against another on purpose. Then conclude two spans,
one for each side: that a model can learn. A suggestion (`~>`) may be refuted by other premises; that is
how doubt is written, and it is not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.model import LogicStep, Operator, Spoken
from scenelang.source import Span

_BEATS = """
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key}. [The coat is in the hall]{#coat}.
              - ask: Where is the key?
              - conclude: |
                  [It is in the hall]{#answer}, and [Ann has it not]{#ann}.
"""


class Contradicted(LintWarning):
    """A conclusion that is derived and denied."""

    code: ClassVar[str] = "SL845"
    title: ClassVar[str] = "`{conclusion}` is {here} here and {there} by another step"
    label: ClassVar[str] = "both cannot be meant"
    help: ClassVar[str] = "take one of the steps out, or let each conclude a span of its own"
    conclusion: str
    here: str
    there: str
    other: Span

    def related(self) -> tuple[Related, ...]:
        """The step that says the contrary."""
        return (Related(self.other, f"{self.there} here"),)


_SAYS = {
    Operator.ENTAILS: "derived",
    Operator.SUGGESTS: "suggested",
    Operator.REFUTES: "denied",
}


@lint_rule
class Contradiction(SceneRule):
    """`=/>` against `=>` on one conclusion, or against `~>` from the very same premises."""

    finding = Contradicted
    plain_is_clean = True
    EXAMPLES = (
        good(f"""{_BEATS}
            logic:
              - key, coat => answer
              - key =/> ann
            self:
              - ann recalls answer
        """),
        good(f"""{_BEATS}
            logic:
              - key ~> answer
              - coat =/> answer
        """),
        good(f"""{_BEATS}
            logic:
              - key => answer
              - coat => answer
        """),
        bad(f"""{_BEATS}
            logic:
              - key, coat => answer
              - ⟦coat, key =/> answer⟧
        """),
        bad(f"""{_BEATS}
            logic:
              - key =/> answer
              - ⟦coat => answer⟧
        """),
        bad(f"""{_BEATS}
            logic:
              - key, coat => (where = "hall")
              - where => answer
              - ⟦coat =/> answer⟧
        """),
        bad(f"""{_BEATS}
            logic:
              - key, coat ~> answer
              - ⟦coat, key =/> answer⟧
        """),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each step that clashes with one before it."""
        by_conclusion: dict[str, list[LogicStep]] = {}
        for step in subject.scene.logic:
            if not isinstance(step.conclusion, Spoken):
                continue
            name = step.conclusion.span.text
            others = by_conclusion.setdefault(name, [])
            other = next((other for other in others if _clash(step, other)), None)
            if other is not None:
                yield Contradicted(step.place, name, _SAYS[step.operator], _SAYS[other.operator], other.place)
            others.append(step)


def _clash(step: LogicStep, other: LogicStep) -> bool:
    operators = {step.operator, other.operator}
    if operators == {Operator.ENTAILS, Operator.REFUTES}:
        return True
    same = {name.text for name in step.premises} == {name.text for name in other.premises}
    return same and operators == {Operator.SUGGESTS, Operator.REFUTES}
