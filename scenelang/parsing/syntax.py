"""Strings to syntax: one parse of one string, kept for the next time the same string comes.

Takes: a rule and a string.
Gives: a `Node`, or a `Mismatch` that says where the string stops being what the rule allows.
May assume: nothing of the string; it may be anything.
Never does: know places in a file, or what a name means. Positions count from the string's start.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from scenelang.parsing.grammar_cache import parser
from scenelang.parsing.kept_syntax import keep_syntax, known_syntax
from scenelang.parsing.rules import STARTS, Rule
from scenelang.parsing.shapes import by_shape
from scenelang.parsing.syntax_tree import Leaf, Mismatch, Node, Syntax

if TYPE_CHECKING:
    from lark import Token, Tree
    from lark.exceptions import UnexpectedInput

__all__ = ["DEEPEST_NODE", "LONGEST_RULE", "Leaf", "Mismatch", "Node", "Syntax", "parse_string"]

LONGEST_RULE = 10_000
"""Characters in one rule; a longer string is refused unread."""

DEEPEST_NODE = 100
"""Levels of one syntax tree; what walks trees may recurse this deep."""

_KEPT_LENGTH = 500
_WORD = re.compile(r"""\w(?:[\w.-]*\w)?|"[^"]*"|'[^']*'|[=~<>|&!*+/-]+|.""", re.DOTALL)


def parse_string(rule: Rule, text: str) -> Syntax:
    """The syntax of a string, from memory where the string is short and was met before."""
    read = _remembered if len(text) <= _KEPT_LENGTH else _parse
    return read(rule.grammar, rule.start, text)


@lru_cache(maxsize=8192)
def _remembered(grammar: str, start: str, text: str) -> Syntax:
    return by_shape(grammar, start, text, _parse)


def _parse(grammar: str, start: str, text: str) -> Syntax:
    known = known_syntax(grammar, start, text)
    if known is not None:
        return known
    syntax = _parsed(grammar, start, text)
    keep_syntax(grammar, start, text, syntax)
    return syntax


def _parsed(grammar: str, start: str, text: str) -> Syntax:
    from lark.exceptions import UnexpectedInput  # noqa: PLC0415 - lark is slow to import and not always needed

    try:
        tree = parser(grammar, STARTS[grammar]).parse(text, start=start)
    except UnexpectedInput as error:
        return _mismatch(error, text)
    return _node(tree, len(text))


def _mismatch(error: UnexpectedInput, text: str) -> Mismatch:
    """Lark puts the end of the input at the last token's start; the true end is behind its last sign."""
    state = getattr(error, "interactive_parser", None)
    accepted = frozenset(_plain(name) for name in state.accepts()) if state is not None else frozenset[str]()
    token = getattr(error, "token", None)
    start: int | None = getattr(error, "pos_in_stream", None)
    if start is None or (token is not None and token.type == "$END"):
        end = len(text.rstrip())
        return Mismatch(end, end, accepted)
    word = _WORD.match(text, start)
    return Mismatch(start, word.end() if word else start, accepted)


def _plain(name: str) -> str:
    """`band__BOUND` and `_COMMA` as the tables of phrases know them."""
    return name.rpartition("__")[2].lstrip("_")


def _node(tree: Tree[Token], length: int) -> Node:
    """Lark's tree in our own terms, from the leaves up: no recursion, so that no depth can crash it."""
    made: dict[int, Node] = {}
    node = Node(tree.data, (), 0, length, 1)
    for subtree in tree.iter_subtrees():
        children = tuple(
            None if child is None else made[id(child)] if hasattr(child, "data") else _leaf(child)
            for child in subtree.children
        )
        depth = 1 + max((child.depth for child in children if isinstance(child, Node)), default=0)
        start = getattr(subtree.meta, "start_pos", 0)
        end = getattr(subtree.meta, "end_pos", start)
        node = made[id(subtree)] = Node(str(subtree.data).rpartition("__")[2], children, start, end, depth)
    return node


def _leaf(token: Token) -> Leaf:
    start = token.start_pos or 0
    return Leaf(_plain(token.type), str(token), start, start + len(token))
