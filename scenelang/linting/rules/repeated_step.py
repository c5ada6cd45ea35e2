"""The same step of logic stands twice.

Why it hurts: each step is a target of its own, so this look back counts twice in the loss and nobody wrote
that it should. Where the second line was meant to say something else, that is missing.

When to leave it: where the step is to weigh double. Say that with a line under `anchors` instead, where a
weight can be written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Fix, Related
from scenelang.linting.examples import bad, good
from scenelang.linting.rule import LintWarning, SceneRule, lint_rule
from scenelang.linting.subjects import SceneSubject
from scenelang.linting.texts.line_removal import without_item
from scenelang.model import Literal, LogicStep, Spoken
from scenelang.reading import YamlSequence
from scenelang.source import Span, SpanEdit

_BEATS = """
            archetype: recall
            beats:
              - fact: |
                  [The key is in the coat]{#key}. [The coat is in the hall]{#coat}.
              - ask: Where is the key?
              - conclude: |
                  [It is in the hall]{#answer}.
"""


class StepRepeated(LintWarning):
    """A step that the scene has already."""

    code: ClassVar[str] = "SL847"
    title: ClassVar[str] = "this step stands here a second time"
    label: ClassVar[str] = "the same premises, the same conclusion"
    help: ClassVar[str] = "take the line out, or write the step that was meant"
    first: Span
    edit: SpanEdit | None

    def related(self) -> tuple[Related, ...]:
        """The step as it stands first."""
        return (Related(self.first, "here first"),)

    def fix(self) -> Fix | None:
        """The scene without the second line; the step then weighs once, so training changes."""
        return None if self.edit is None else Fix("take the second line out", (self.edit,))


@lint_rule
class RepeatedStep(SceneRule):
    """Steps with the same premises, in any order, the same operator and the same conclusion."""

    finding = StepRepeated
    plain_is_clean = True
    EXAMPLES = (
        good(f"""{_BEATS}
            logic:
              - key, coat => answer
        """),
        good(f"""{_BEATS}
            logic:
              - key => answer
              - key ~> answer
        """),
        good(f"""{_BEATS}
            logic:
              - key => (where = "hall")
              - key => (owner = "Ann")
              - where, owner, coat => answer
        """),
        bad(
            f"""{_BEATS}
            logic:
              - key, coat => answer
              - ⟦coat, key => answer⟧
            """,
            fixed=f"""{_BEATS}
            logic:
              - key, coat => answer
            """,
        ),
        bad(
            f"""{_BEATS}
            logic: [key => answer, coat ~> answer, ⟦key => answer⟧]
            """,
            fixed=f"""{_BEATS}
            logic: [key => answer, coat ~> answer]
            """,
        ),
        bad(f"""{_BEATS}
            logic:
              - first: key, coat => answer
              - ⟦second: key, coat => answer⟧  # said before
        """),
        bad(
            f"""{_BEATS}
            logic:
              - key => (where = "hall")
              - ⟦key => (there = "hall")⟧
              - where, coat => answer
              - there, coat => answer
            """,
        ),
    )

    def check(self, subject: SceneSubject) -> Iterator[Diagnostic]:
        """One finding for each step that stood before."""
        seen: dict[tuple[object, ...], LogicStep] = {}
        node = subject.node.get("logic")
        for number, step in enumerate(subject.scene.logic):
            first = seen.setdefault(_said(step), step)
            if first is not step:
                edit = None
                if isinstance(node, YamlSequence) and not _is_named(step):
                    edit = without_item(node, number, subject.source)
                yield StepRepeated(step.place, first.place, edit)


def _said(step: LogicStep) -> tuple[object, ...]:
    """What a step says; a silent conclusion by what it reads, whatever its name."""
    premises = frozenset(name.text for name in step.premises)
    if isinstance(step.conclusion, Spoken):
        return (premises, step.operator, step.conclusion.span.text)
    reads = tuple(
        piece.text if isinstance(piece, Literal) else (piece.name.text,)
        for piece in step.conclusion.reads.pieces
    )
    return (premises, step.operator, reads)


def _is_named(step: LogicStep) -> bool:
    """Whether other steps may speak of this one."""
    return step.name is not None or not isinstance(step.conclusion, Spoken)
