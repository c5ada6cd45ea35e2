"""Which scenes come before which: circles, and an order.

Takes: cards of scenes, and what each one asks for directly.
Gives: the circle that a scene lies on, and scenes in an order in which each follows those it rests on.
May assume: no scene asks for itself directly.
Never does: recurse; a chain may be as long as the library. Nothing is walked twice.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import heappop, heappush
from typing import TypeAlias

from scenelang.checking.scene_card import SceneCard

Asks: TypeAlias = Callable[[SceneCard], tuple[SceneCard, ...]]
"""The scenes that one asks for directly."""


class PrerequisiteGraph:
    """The scenes that can be reached from those that were asked about, in groups that lie on circles."""

    def __init__(self, asks: Asks) -> None:
        self._asks = asks
        self._group: dict[SceneCard, int] = {}
        self._members: list[frozenset[SceneCard]] = []
        self._number: dict[SceneCard, int] = {}

    def circle(self, card: SceneCard) -> tuple[SceneCard, ...]:
        """The shortest way from a scene back to itself, the scene at both ends; empty where there is none."""
        members = self.group(card)
        if len(members) == 1:
            return ()
        came_from: dict[SceneCard, SceneCard] = {}
        waiting = deque([card])
        while card not in came_from:
            here = waiting.popleft()
            for asked in self._asks(here):
                if asked in members and asked not in came_from:
                    came_from[asked] = here
                    waiting.append(asked)
        way = [card, came_from[card]]
        while way[-1] is not card:
            way.append(came_from[way[-1]])
        return tuple(reversed(way))

    def group(self, card: SceneCard) -> frozenset[SceneCard]:
        """The scenes that lie on circles with this one, and itself."""
        if card not in self._group:
            self._walk(card)
        return self._members[self._group[card]]

    def _walk(self, root: SceneCard) -> None:
        """Tarjan's algorithm with a stack of its own."""
        low: dict[SceneCard, int] = {}
        path: list[SceneCard] = []
        work: list[tuple[SceneCard, Iterator[SceneCard]]] = []
        self._enter(root, low, path, work)
        while work:
            here, left = work[-1]
            asked = next(left, None)
            if asked is None:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[here])
                if low[here] == self._number[here]:
                    self._close(here, path)
            elif asked not in self._number:
                self._enter(asked, low, path, work)
            elif asked not in self._group:
                low[here] = min(low[here], self._number[asked])

    def _enter(
        self,
        card: SceneCard,
        low: dict[SceneCard, int],
        path: list[SceneCard],
        work: list[tuple[SceneCard, Iterator[SceneCard]]],
    ) -> None:
        self._number[card] = low[card] = len(self._number)
        path.append(card)
        work.append((card, iter(self._asks(card))))

    def _close(self, last: SceneCard, path: list[SceneCard]) -> None:
        members: list[SceneCard] = []
        while not members or members[-1] is not last:
            members.append(path.pop())
            self._group[members[-1]] = len(self._members)
        self._members.append(frozenset(members))

    def in_order(self, cards: Iterable[SceneCard]) -> tuple[SceneCard, ...]:
        """The scenes so that each follows those that it rests on, else by id."""
        asked = {card.id.text: card for card in cards}
        rests_on = {name: self._reached(card) & set(asked.values()) for name, card in asked.items()}
        return tuple(_sorted(asked, rests_on))

    def _reached(self, card: SceneCard) -> set[SceneCard]:
        seen: set[SceneCard] = set()
        waiting = [card]
        while waiting:
            for asked in self._asks(waiting.pop()):
                if asked not in seen:
                    seen.add(asked)
                    waiting.append(asked)
        return seen - {card}


def _sorted(cards: Mapping[str, SceneCard], rests_on: Mapping[str, set[SceneCard]]) -> Iterator[SceneCard]:
    """Kahn's algorithm, the smallest id first; scenes on a circle are left out."""
    left = {name: len(before) for name, before in rests_on.items()}
    ready = sorted(name for name, count in left.items() if count == 0)
    while ready:
        card = cards[heappop(ready)]
        yield card
        for name, before in rests_on.items():
            if card in before:
                left[name] -= 1
                if left[name] == 0:
                    heappush(ready, name)
