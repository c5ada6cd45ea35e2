"""What the operands of logic steps stand for.

Takes: the steps of a scene and its spans.
Gives: for each step its conclusion and its premises as nodes: the id of a span or the name of a latent
    conclusion. A step's name as a premise stands for its conclusion; a span of another scene is a node that
    nothing here concludes.
May assume: nothing about the names.
Never does: ask about order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenelang.checking.messages_names import ConclusionNameTwice, UnknownPremise
from scenelang.checking.name_spans import extent_of
from scenelang.checking.span_table import SpanTable
from scenelang.diagnostics import Collector
from scenelang.model import Latent, LogicStep, Name, Scene
from scenelang.source import Span


@dataclass(frozen=True, slots=True)
class Premise:
    """A premise as written, and the node it stands for."""

    written: Name
    node: str


@dataclass(frozen=True, slots=True)
class NamedStep:
    """A step with its operands resolved to nodes."""

    step: LogicStep
    conclusion: str
    premises: tuple[Premise, ...]

    @property
    def is_latent(self) -> bool:
        """True where the conclusion is not in the text."""
        return isinstance(self.step.conclusion, Latent)

    @property
    def place(self) -> Span:
        """The name of the conclusion, where it stands in the step."""
        return conclusion_name(self.step).place


def conclusion_name(step: LogicStep) -> Name:
    """The span, or the name of what is latent, that a step concludes."""
    conclusion = step.conclusion
    return conclusion.name if isinstance(conclusion, Latent) else conclusion.span


def name_steps(scene: Scene, spans: SpanTable, found: Collector) -> tuple[NamedStep, ...]:
    """All steps whose operands all resolve; the others are reported and left out."""
    nodes, refused = _nodes(scene, spans, found)
    # Where a step could not be read, a name that is missing may have stood in it.
    complete = spans.complete and "logic" not in scene.unread
    named = (
        _name_step(step, nodes, spans, found if complete else None, found)
        for step in scene.logic
        if id(step) not in refused
    )
    return tuple(step for step in named if step is not None)


def _nodes(scene: Scene, spans: SpanTable, found: Collector) -> tuple[Mapping[str, str], set[int]]:
    """What each name that a premise may have stands for, and the steps whose names are taken."""
    refused: set[int] = set()
    nodes = {span: span for span in spans.extents}
    taken = dict(spans.places)
    for step in scene.logic:
        conclusion = step.conclusion
        latent = conclusion.name if isinstance(conclusion, Latent) else None
        for name in (step.name, latent):
            if name is None:
                continue
            if name.text in taken:
                found.add(ConclusionNameTwice(name.place, name.text, taken[name.text]))
                refused.add(id(step))
                continue
            taken[name.text] = name.place
            nodes[name.text] = name.text if name is latent else conclusion_name(step).text
    return nodes, refused


def _name_step(
    step: LogicStep, nodes: Mapping[str, str], spans: SpanTable, missing: Collector | None, found: Collector
) -> NamedStep | None:
    spoken = conclusion_name(step)
    is_known = isinstance(step.conclusion, Latent) or extent_of(spoken, spans, found) is not None
    premises: list[Premise] = []
    for name in step.premises:
        node = name.text if name.text in spans.elsewhere else nodes.get(name.text)
        if node is not None:
            premises.append(Premise(name, node))
        elif missing is not None:
            missing.add(UnknownPremise(name.place, name.text, tuple(nodes)))
    if not is_known or len(premises) < len(step.premises):
        return None
    return NamedStep(step, spoken.text, tuple(premises))
