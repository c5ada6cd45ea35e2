"""A step names the same premise twice.

Why it hurts: each premise is looked at once, however often it is named, so the second does nothing. What
was to stand there is missing.

When to leave it: never; the line means the same without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related, Safety
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.model import LogicStep, Name, Spoken
from scenelang.source import SourceText, Span, SpanEdit

_BEATS = """
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key}. [The coat is in the hall]{#coat}.
              - ask: Where is the key?
              - conclude: |
                  [It is in the hall]{#hall}, so [Ann can have it]{#answer}.
"""


class PremiseTwice(LintWarning):
    """A premise that the step has already."""

    code: ClassVar[str] = "SL857"
    title: ClassVar[str] = "`{premise}` is a premise of this step already"
    label: ClassVar[str] = "{why}"
    help: ClassVar[str] = "take it out, or name the premise that was meant"
    premise: str
    why: str
    first: Span
    edit: SpanEdit | None

    def related(self) -> tuple[Related, ...]:
        """Where the step names it first."""
        return (Related(self.first, "here first"),)

    def fix(self) -> Fix | None:
        """The step without the second."""
        title = f"take the second `{self.premise}` out"
        return None if self.edit is None else Fix(title, (self.edit,), Safety.SAFE)


@lint_rule
class RepeatedPremise(SceneRule):
    """Premises that stand for one span, by its own name or by that of the step that concludes it."""

    finding = PremiseTwice
    plain_is_clean = True
    EXAMPLES = (
        good(f"""{_BEATS}
            logic:
              - key, coat => hall
              - hall => answer
        """),
        good(f"""{_BEATS}
            logic:
              - where: key, coat => hall
              - where, key => answer
        """),
        good(f"""{_BEATS}
            logic:
              - key => (where = "hall")
              - where, coat => hall
              - hall, key => answer
        """),
        bad(
            f"""{_BEATS}
            logic:
              - key, coat, ⟦key⟧ => hall
              - hall => answer
            """,
            fixed=f"""{_BEATS}
            logic:
              - key, coat => hall
              - hall => answer
            """,
        ),
        bad(
            f"""{_BEATS}
            logic:
              - where: key, coat => hall
              - hall, ⟦where⟧ => answer
            """,
            fixed=f"""{_BEATS}
            logic:
              - where: key, coat => hall
              - hall => answer
            """,
        ),
        bad(
            f"""{_BEATS}
            logic:
              - key, ⟦key⟧,   ⟦key⟧ => hall
              - hall => answer
            """,
            fixed=f"""{_BEATS}
            logic:
              - key => hall
              - hall => answer
            """,
        ),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each premise that stood before in its step."""
        steps = subject.scene.logic
        stands_for = {step.name.text: _conclusion(step) for step in steps if step.name is not None}
        for step in steps:
            seen: dict[str, Name] = {}
            for before, premise in zip((None, *step.premises), step.premises, strict=False):
                node = stands_for.get(premise.text, premise.text)
                first = seen.setdefault(node, premise)
                if first is not premise and before is not None:
                    why = "the same again" if node == premise.text else f"stands for `{node}`"
                    edit = _without(before, premise, subject.source)
                    yield PremiseTwice(premise.place, premise.text, why, first.place, edit)


def _conclusion(step: LogicStep) -> str:
    return step.conclusion.span.text if isinstance(step.conclusion, Spoken) else step.conclusion.name.text


def _without(before: Name, premise: Name, source: SourceText) -> SpanEdit | None:
    """The edit that takes a premise and the comma before it out."""
    gap = source.text[before.place.end : premise.place.start]
    if gap.strip() != ",":
        return None
    return SpanEdit(Span(source.name, before.place.end, premise.place.end), "")
