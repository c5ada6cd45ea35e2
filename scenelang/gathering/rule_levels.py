"""What findings weigh in a project.

Takes: the settings of a project.
Gives: the findings as the project weighs them.
May assume: levels are those that settings can have.
Never does: make less of an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from scenelang.diagnostics import Collector, Diagnostic, Outcome, Severity
from scenelang.gathering.messages import ErrorSilenced, RuleUnknown
from scenelang.reading import ProjectSettings, RuleLevel

_SEVERITY = {RuleLevel.WARNING: Severity.WARNING, RuleLevel.ERROR: Severity.ERROR}


@dataclass(frozen=True, slots=True)
class RuleLevels:
    """The levels that a project gives to codes."""

    of: Mapping[str, RuleLevel] = field(default_factory=dict)

    def applied(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """The findings that count, each with its weight."""
        for found in diagnostics:
            level = self.of.get(found.code)
            if level is None:
                yield found
            elif level is not RuleLevel.OFF:
                yield found.weighing(_SEVERITY[level])

    def weighed(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """The findings, each with its weight; a level `off` changes none."""
        for found in diagnostics:
            severity = _SEVERITY.get(self.of.get(found.code, RuleLevel.OFF))
            yield found if severity is None else found.weighing(severity)


def rule_levels(settings: ProjectSettings) -> Outcome[RuleLevels]:
    """The levels under `[rules]`; those that cannot be are reported and left out."""
    if not settings.rules:
        return Outcome(RuleLevels())
    from scenelang.gathering.known_codes import code_of_rule, known_codes  # noqa: PLC0415 - few projects have rules

    found = Collector()
    levels: dict[str, RuleLevel] = {}
    for code, level in settings.rules:
        severity = known_codes().get(code.text)
        if severity is None:
            found.add(RuleUnknown(code.place, code.text, tuple(known_codes()), code_of_rule(code.text)))
        elif severity is Severity.ERROR and level is not RuleLevel.ERROR:
            found.add(ErrorSilenced(code.place, code.text, level.value))
        else:
            levels[code.text] = level
    return Outcome(RuleLevels(levels), found.sorted())
