"""A premise of a step already stands behind another premise of the same step.

Why it hurts: of `a => b` and `a, b => c` the second says that `c` needs `a` beside `b`, although `b`
brings it along. The shortcut from `c` to `a` is then trained beside the chain, and a model that can take a
shortcut does not learn the chain.

When to leave it: where the conclusion needs both, what was said and what came of it. Good scenes do that,
and so the rule is off until a project asks for it, as one may whose scenes are to teach chains.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.model import LogicStep, Name, Spoken
from scenelang.source import Span

_BEATS = """
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key}. [The coat is in the hall]{#coat}.
              - ask: Where is the key?
              - conclude: |
                  [It is in the hall]{#hall}, and [the hall is open]{#open}, so [Ann can have it]{#answer}.
"""


class PremiseBroughtAlong(LintWarning):
    """A premise that another premise rests on."""

    code: ClassVar[str] = "SL851"
    title: ClassVar[str] = "`{premise}` stands behind `{through}` already"
    label: ClassVar[str] = "a shortcut past `{through}`"
    help: ClassVar[str] = "leave it out where the chain is to be learned, and keep it where both are needed"
    premise: str
    through: str
    step: Span

    def related(self) -> tuple[Related, ...]:
        """The step by which the other premise rests on it."""
        return (Related(self.step, f"`{self.through}` comes from here"),)


@lint_rule
class RedundantPremise(SceneRule):
    """Premises from which, by other steps, another premise of the step follows."""

    finding = PremiseBroughtAlong
    is_on = False
    EXAMPLES = (
        good(f"""{_BEATS}
            logic:
              - key, coat => hall
              - hall, open => answer
        """),
        good(f"""{_BEATS}
            logic:
              - key => hall
              - coat => open
              - hall, open => answer
        """),
        good(f"""{_BEATS}
            logic:
              - key => (where = "coat")
              - where, coat => hall
              - hall => answer
        """),
        bad(f"""{_BEATS}
            logic:
              - key, coat => hall
              - hall, ⟦key⟧, open => answer
        """),
        bad(f"""{_BEATS}
            logic:
              - key => (where = "coat")
              - where, coat => hall
              - ⟦key⟧, hall => answer
        """),
        bad(f"""{_BEATS}
            logic:
              - first: key, coat => hall
              - first, ⟦key⟧, ⟦coat⟧ => answer
        """),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such premise."""
        steps = subject.scene.logic
        by_conclusion: dict[str, list[LogicStep]] = {}
        stands_for: dict[str, str] = {}
        for step in steps:
            conclusion = _conclusion(step).text
            by_conclusion.setdefault(conclusion, []).append(step)
            if step.name is not None:
                stands_for[step.name.text] = conclusion
        reach = _Reach(by_conclusion, stands_for)
        for step in steps:
            for premise in step.premises:
                for other in step.premises:
                    if other is not premise and premise.text in reach.behind(other.text):
                        giver = by_conclusion[stands_for.get(other.text, other.text)][0]
                        yield PremiseBroughtAlong(premise.place, premise.text, other.text, giver.place)
                        break


class _Reach:
    """What each name rests on, near or far; chains may be as long as their file."""

    def __init__(self, by_conclusion: Mapping[str, list[LogicStep]], stands_for: Mapping[str, str]) -> None:
        self._by_conclusion = by_conclusion
        self._stands_for = stands_for
        self._known: dict[str, frozenset[str]] = {}

    def behind(self, name: str) -> frozenset[str]:
        """All premises from which a name follows."""
        if name not in self._known:
            self._known[name] = frozenset(self._walk(name))
        return self._known[name]

    def _walk(self, name: str) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            here = waiting.pop()
            for step in self._by_conclusion.get(self._stands_for.get(here, here), ()):
                fresh = {premise.text for premise in step.premises} - found
                found |= fresh
                waiting += fresh
        return found


def _conclusion(step: LogicStep) -> Name:
    return step.conclusion.span if isinstance(step.conclusion, Spoken) else step.conclusion.name
