"""What a scene rests on, against a plain search."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from scenelang.compile.prerequisite_order import rested_on

Edges = Mapping[int, frozenset[int]]
graphs = st.integers(1, 9).flatmap(
    lambda size: st.fixed_dictionaries(
        {node: st.frozensets(st.integers(0, size - 1)) for node in range(size)}
    )
)


def reached(edges: Edges, start: int) -> set[int]:
    """All that can be reached from a node, by trying until nothing is new."""
    found: set[int] = set(edges[start])
    while more := {to for node in found for to in edges[node]} - found:
        found |= more
    return found


@given(graphs)
def test_what_comes_before_a_scene_is_all_it_rests_on_and_each_once(edges: Edges) -> None:
    free = {node: frozenset(to for to in targets if to < node) for node, targets in edges.items()}
    seen: set[int] = set()
    last = len(free) - 1
    before = list(rested_on(last, lambda node: sorted(free[node]), seen))
    assert sorted(before) == sorted(reached(free, last))
    for place, node in enumerate(before):
        assert free[node] <= set(before[:place])
    assert list(rested_on(last, lambda node: sorted(free[node]), seen)) == []
