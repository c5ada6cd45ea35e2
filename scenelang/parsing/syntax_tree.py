"""The syntax of one string: nodes and leaves in our own terms, or where the string stops being its rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias


class Leaf(NamedTuple):
    """A terminal: its kind without the grammar's prefixes, what was written, and where."""

    kind: str
    text: str
    start: int
    end: int


class Node(NamedTuple):
    """A rule that matched. A missing optional part leaves None among the children."""

    rule: str
    children: tuple[Node | Leaf | None, ...]
    start: int
    end: int
    depth: int

    def leaf(self, index: int) -> Leaf:
        """The child at `index`, which the grammar makes a leaf."""
        child = self.children[index]
        assert isinstance(child, Leaf)
        return child

    def node(self, index: int) -> Node:
        """The child at `index`, which the grammar makes a node."""
        child = self.children[index]
        assert isinstance(child, Node)
        return child

    def maybe_leaf(self, index: int) -> Leaf | None:
        """The leaf at `index`, or None where the author left it out."""
        return None if self.children[index] is None else self.leaf(index)

    def maybe_node(self, index: int) -> Node | None:
        """The node at `index`, or None where the author left it out."""
        return None if self.children[index] is None else self.node(index)

    def leaves(self) -> Iterator[Leaf]:
        """The children that are leaves, in order."""
        return (child for child in self.children if isinstance(child, Leaf))

    def nodes(self) -> Iterator[Node]:
        """The children that are nodes, in order."""
        return (child for child in self.children if isinstance(child, Node))


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where a string leaves its rule: what stands there, and the terminals that could."""

    start: int
    end: int
    accepted: frozenset[str]


Syntax: TypeAlias = Node | Mismatch
