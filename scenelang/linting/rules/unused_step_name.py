"""A step of logic has a name, and no step uses it.

Why it hurts: a step is named so that others may rest on it. A name that nothing uses says that a line is
missing, or that a premise names the span where the step was meant; and the name is taken, so that no span
may have it.

When to leave it: where names number the steps for readers. A comment can do that too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Safety
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.reading import YamlMapping, YamlNode, YamlSequence
from scenelang.source import Span, SpanEdit

_BEATS = """
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key}. [The coat is in the hall]{#coat}.
              - ask: Where is the key?
              - conclude: |
                  [It is in the hall]{#hall}, so [Ann can have it]{#answer}.
"""


class StepNameUnused(LintWarning):
    """The name of a step that no premise is."""

    code: ClassVar[str] = "SL854"
    title: ClassVar[str] = "no step rests on the step `{name}`"
    label: ClassVar[str] = "a name that nothing uses"
    help: ClassVar[str] = "rest a step on it, as in `- {name}, ... => ...`, or take `{name}:` away"
    name: str
    edit: SpanEdit | None

    def fix(self) -> Fix | None:
        """The step without its name."""
        return None if self.edit is None else Fix(f"take `{self.name}:` away", (self.edit,), Safety.SAFE)


@lint_rule
class UnusedStepName(SceneRule):
    """Names of steps that are no premise."""

    finding = StepNameUnused
    plain_is_clean = True
    EXAMPLES = (
        good(f"""{_BEATS}
            logic:
              - where: key, coat => hall
              - where => answer
        """),
        good(f"""{_BEATS}
            logic:
              - key, coat => hall
              - hall => answer
        """),
        good(f"""{_BEATS}
            logic:
              - key, coat => (where = "hall")
              - where => answer
        """),
        bad(
            f"""{_BEATS}
            logic:
              - ⟦where⟧: key, coat => hall
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
              - first: key, coat => hall
              - ⟦second⟧: first => answer
            """,
            fixed=f"""{_BEATS}
            logic:
              - first: key, coat => hall
              - first => answer
            """,
        ),
        bad(f"""{_BEATS}
            logic:
              - "⟦where⟧: key, coat => hall"
              - hall => answer
        """),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each such name."""
        steps = subject.scene.logic
        used = {premise.text for step in steps for premise in step.premises}
        for number, step in enumerate(steps):
            if step.name is not None and step.name.text not in used:
                edit = _without_name(subject.node.get("logic"), number)
                yield StepNameUnused(step.name.place, step.name.text, edit)


def _without_name(lines: YamlNode | None, number: int) -> SpanEdit | None:
    """The edit that leaves what stands behind the name; None where YAML sees no name there."""
    line = lines.items[number] if isinstance(lines, YamlSequence) else None
    if not isinstance(line, YamlMapping) or len(line.entries) != 1:
        return None
    entry = line.entries[0]
    return SpanEdit(Span(entry.place.file, entry.place.start, entry.value.place.start), "")
