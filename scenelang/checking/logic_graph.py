"""The graph of a scene's logic: what rests on what, how deep, in circles or not.

Takes: steps whose operands are resolved.
Gives: an order in which every step comes after those it rests on, depths, carriers, and circles.
May assume: every premise is a span or the name of a latent conclusion.
Never does: recurse; a chain may be as long as its file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scenelang.checking.logic_names import NamedStep
from scenelang.checking.span_table import Extent


@dataclass(frozen=True, slots=True)
class LogicGraph:
    """`rests_on[i]` are the steps whose conclusions are premises of step `i`; `used_by` is its inverse.

    `order` lists the steps outside circles and not resting on one, each after all that it rests on.
    """

    steps: Sequence[NamedStep]
    rests_on: Sequence[tuple[int, ...]]
    used_by: Sequence[tuple[int, ...]]
    order: Sequence[int]


def logic_graph(steps: Sequence[NamedStep]) -> LogicGraph:
    """Links the steps and sorts them."""
    concluded_by: dict[str, list[int]] = {}
    for index, step in enumerate(steps):
        concluded_by.setdefault(step.conclusion, []).append(index)
    rests_on = [
        tuple(
            dict.fromkeys(giver for premise in step.premises for giver in concluded_by.get(premise.node, ()))
        )
        for step in steps
    ]
    used_by: list[list[int]] = [[] for _ in steps]
    for index, givers in enumerate(rests_on):
        for giver in givers:
            used_by[giver].append(index)
    users = [tuple(using) for using in used_by]
    return LogicGraph(steps, rests_on, users, _sorted(rests_on, users))


def _sorted(rests_on: Sequence[tuple[int, ...]], used_by: Sequence[tuple[int, ...]]) -> list[int]:
    waits_for = [len(givers) for givers in rests_on]
    order = [index for index, count in enumerate(waits_for) if count == 0]
    for index in order:
        for user in used_by[index]:
            waits_for[user] -= 1
            if waits_for[user] == 0:
                order.append(user)
    return order


def circles(graph: LogicGraph) -> list[tuple[int, ...]]:
    """Circles that share no step, each step resting on the one that follows it in the tuple."""
    left = set(range(len(graph.steps))) - set(graph.order)
    seen: set[int] = set()
    found: list[tuple[int, ...]] = []
    for start in sorted(left):
        trail: dict[int, int] = {}
        step = start
        while step not in seen:
            seen.add(step)
            trail[step] = len(trail)
            step = next(giver for giver in graph.rests_on[step] if giver in left)
        if step in trail:
            found.append(tuple(trail)[trail[step] :])
    return found


def depths(graph: LogicGraph) -> Mapping[int, int]:
    """The longest path from premises that nothing concludes, by step; from 1."""
    depth: dict[int, int] = {}
    for index in graph.order:
        depth[index] = 1 + max((depth[giver] for giver in graph.rests_on[index]), default=0)
    return depth


def carriers(graph: LogicGraph, extents: Mapping[str, Extent]) -> Mapping[int, str]:
    """The span whose production carries each step, by step; a step that nothing spoken carries is left out.

    A spoken conclusion carries its own step. A latent one is carried by the first spoken conclusion in the
    text that rests on it, directly or through other latent ones.
    """
    carrier: dict[int, str] = {}
    for index in reversed(graph.order):
        step = graph.steps[index]
        if not step.is_latent:
            carrier[index] = step.conclusion
            continue
        resting = [carrier[user] for user in graph.used_by[index] if user in carrier]
        if resting:
            carrier[index] = min(resting, key=lambda span: extents[span].start)
    return carrier
