"""Does the chain of logic hold together: founded, in the order of the text, and to the point.

Takes: a scene and its spans.
Gives: checked steps in the order in which they are written.
May assume: nothing about the steps.
Never does: say twice what has one cause: a step in a circle is not told that its premise comes late.
"""

from __future__ import annotations

from collections.abc import Mapping

from scenelang.checking.checked_scene import CheckedStep
from scenelang.checking.logic_graph import LogicGraph, carriers, circles, depths, logic_graph
from scenelang.checking.logic_names import NamedStep, conclusion_name, name_steps
from scenelang.checking.messages_order import (
    DeeperThanBands,
    HeldNowhere,
    LogicCycle,
    PremiseAfterConclusion,
    UnusedConclusion,
)
from scenelang.checking.span_table import SpanTable
from scenelang.checking.text_order import comes_before
from scenelang.diagnostics import Collector, Related
from scenelang.model import Archetype, Scene


def check_logic(scene: Scene, spans: SpanTable, found: Collector) -> tuple[CheckedStep, ...]:
    """Checks all steps; those that cannot stand are reported and left out."""
    graph = logic_graph(name_steps(scene, spans, found))
    for circle in circles(graph):
        found.add(_circle_message(graph, circle))
    carrier = carriers(graph, spans.extents)
    # What cannot be read, or goes round in a circle, may be what uses a conclusion.
    is_whole = len(graph.order) == len(scene.logic)
    if is_whole and not scene.unread & {"beats", "logic", "self", "anchors"}:
        _check_use(scene, graph, carrier, spans, found)
    depth = depths(graph)
    checked: list[CheckedStep] = []
    for index in sorted(carrier):
        step = graph.steps[index]
        _check_order(step, carrier[index], spans, found)
        looked_at = dict.fromkeys(p.node for p in step.premises if p.node in spans.extents)
        checked.append(CheckedStep(step.step, tuple(looked_at), carrier[index], depth[index]))
    return tuple(checked)


def check_depth(steps: tuple[CheckedStep, ...], archetype: Archetype, found: Collector) -> None:
    """The archetype has a layer band for every depth, where it gives bands at all."""
    if archetype.depth_bands is None:
        return
    bands = len(archetype.depth_bands)
    for step in steps:
        if step.depth > bands:
            found.add(DeeperThanBands(conclusion_name(step.step).place, step.depth, archetype.name, bands))


def _circle_message(graph: LogicGraph, circle: tuple[int, ...]) -> LogicCycle:
    # A circle is told from its first step in the file, premise before conclusion.
    start = circle.index(min(circle))
    steps = [graph.steps[index] for index in (*circle[start:], *circle[:start])]
    first, *others = steps
    premise_of = {step.conclusion: steps[(n + 1) % len(steps)].conclusion for n, step in enumerate(steps)}
    path = " => ".join(step.conclusion for step in (first, *reversed(steps)))
    related = tuple(
        Related(step.place, f"`{step.conclusion}` rests on `{premise_of[step.conclusion]}` here")
        for step in reversed(others)
    )
    return LogicCycle(first.place, path, first.conclusion, premise_of[first.conclusion], related)


def _check_order(step: NamedStep, carrier: str, spans: SpanTable, found: Collector) -> None:
    for premise in step.premises:
        extent = spans.extents.get(premise.node)
        if extent is None or comes_before(extent, spans.extents[carrier]):
            continue
        places = spans.places[premise.node], spans.places[carrier]
        found.add(PremiseAfterConclusion(premise.written.place, premise.node, carrier, *places))


def _check_use(
    scene: Scene, graph: LogicGraph, carrier: Mapping[int, str], spans: SpanTable, found: Collector
) -> None:
    spoken = {step.conclusion for step in graph.steps if not step.is_latent}
    last = max(spoken, key=lambda span: spans.extents[span].start, default=None)
    used = {premise.node for step in graph.steps for premise in step.premises}
    used |= {reference.target.text for reference in scene.references}
    used |= {key.span.text for rule in scene.anchors for key in rule.keys}
    for index in graph.order:
        step = graph.steps[index]
        if step.is_latent:
            if index not in carrier:
                found.add(HeldNowhere(step.place, step.conclusion))
        elif step.conclusion != last and step.conclusion not in used:
            found.add(UnusedConclusion(step.place, step.conclusion))
