"""Circles and orders of scenes, against a plain search."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from scenelang.checking.prerequisite_graph import PrerequisiteGraph
from scenelang.checking.scene_card import SceneCard
from scenelang.model import Name
from scenelang.source import Span

Edges = Mapping[int, frozenset[int]]

graphs = st.integers(1, 9).flatmap(
    lambda size: st.fixed_dictionaries(
        {
            node: st.frozensets(st.integers(0, size - 1).filter(lambda to, own=node: to != own))
            for node in range(size)
        }
    )
)


class Cards:
    """A card for each node, and the graph over them."""

    def __init__(self, edges: Edges) -> None:
        place = Span("a.scene", 0, 0)
        self.cards = [
            SceneCard(Name(f"s{node}", place), Path("a.scene"), (), (), (), varies=False, was_read=True)
            for node in sorted(edges)
        ]
        self.graph = PrerequisiteGraph(lambda card: self.of(edges[self.cards.index(card)]))

    def of(self, nodes: frozenset[int]) -> tuple[SceneCard, ...]:
        return tuple(self.cards[node] for node in sorted(nodes))

    def node(self, card: SceneCard) -> int:
        return self.cards.index(card)


def reached(edges: Edges, start: int) -> set[int]:
    seen: set[int] = set()
    left = [start]
    while left:
        for node in edges[left.pop()]:
            if node not in seen:
                seen.add(node)
                left.append(node)
    return seen


@given(graphs)
def test_scenes_share_a_group_where_each_reaches_the_other(edges: Edges) -> None:
    cards = Cards(edges)
    for node, card in enumerate(cards.cards):
        group = {cards.node(other) for other in cards.graph.group(card)}
        assert group == {other for other in reached(edges, node) if node in reached(edges, other)} | {node}


@given(graphs)
def test_a_circle_leads_back_to_its_scene_and_is_a_shortest_one(edges: Edges) -> None:
    cards = Cards(edges)
    for node, card in enumerate(cards.cards):
        circle = [cards.node(each) for each in cards.graph.circle(card)]
        if node not in reached(edges, node):
            assert circle == []
            continue
        assert circle[0] == circle[-1] == node
        assert all(after in edges[before] for before, after in pairwise(circle))
        assert len(circle) - 1 == _steps_back(edges, node)


def _steps_back(edges: Edges, node: int) -> int:
    front, steps = set(edges[node]), 1
    while node not in front:
        front |= {after for before in front for after in edges[before]}
        steps += 1
    return steps


@given(graphs)
def test_an_order_puts_each_scene_behind_those_it_rests_on(edges: Edges) -> None:
    free = {node: frozenset(to for to in targets if to < node) for node, targets in edges.items()}
    cards = Cards(free)
    order = [cards.node(card) for card in cards.graph.in_order(reversed(cards.cards))]
    assert sorted(order) == sorted(free)
    for place, node in enumerate(order):
        assert reached(free, node) <= set(order[:place])
    if not any(free.values()):
        assert order == sorted(order)
