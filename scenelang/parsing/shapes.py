"""The shape of a rule: what is left of it when every name is only a name. Rules of one shape parse alike.

Takes: a string of a small language, and the parser that knows its grammar.
Gives: the string's syntax: from the parser for the first string of a shape, from that string's syntax for all
    others, with the places moved.
May assume: a grammar tells names apart by whether they are one of its own words, and by nothing else.
Never does: remember a string that does not parse; take a number or a word of a grammar for a name.

Five thousand scenes have as many lines under `logic`, of some dozens of shapes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from scenelang.parsing.syntax_tree import Leaf, Node, Syntax

Parse: TypeAlias = Callable[[str, str, str], Syntax]
Place: TypeAlias = tuple[int, int]
"""How many names end at or before a place, and how far behind the last of them it is."""

GRAMMARS = frozenset(
    {"band", "chain", "expose", "head", "marks", "reference", "selector", "target", "tension"}
)
"""Where names are words of `ID`; in expressions `-` parts two of them."""

_KEYWORDS = frozenset({"read", "avoid", "w"})
_NAME = re.compile(r"(?<!\w)(?!reads|concept|mirrors|label|tension|teacher|w\d)[^\W\d_]\w*(?:[-.]\w+)*")
"""A word that no grammar cuts in two: where a layer target belongs, `labels` is `label` and a name `s`."""
_STRANGE = re.compile(r"[\x00$\\]")
"""A sign of our own, and signs behind which a word follows rules of its own."""
_MOST_SHAPES = 4096


class _Form(NamedTuple):
    """A node (`rule` is its name) or a leaf (`rule` is its kind, `depth` is 0), with places by names."""

    rule: str
    children: tuple[_Form | None, ...]
    start: Place
    end: Place
    depth: int


_forms: dict[tuple[str, str, str], _Form] = {}


def by_shape(grammar: str, start: str, text: str, parse: Parse) -> Syntax:
    """The syntax of a string, as `parse` would give it."""
    if grammar not in GRAMMARS or _STRANGE.search(text):
        return parse(grammar, start, text)
    ends, shape = [0], []
    for name in _NAME.finditer(text):
        if name[0] not in _KEYWORDS:
            shape.append(text[ends[-1] : name.start()])
            ends.append(name.end())
    shape.append(text[ends[-1] :])
    key = (grammar, start, "\0".join(shape))
    form = _forms.get(key)
    if form is not None:
        return _node(form, text, ends)
    syntax = parse(grammar, start, text)
    if isinstance(syntax, Node):
        if len(_forms) >= _MOST_SHAPES:
            _forms.clear()
        _forms[key] = _form(syntax, ends)
    return syntax


def _form(piece: Node | Leaf, ends: Sequence[int]) -> _Form:
    """A piece of syntax without its names."""
    start, end = _by_names(piece.start, ends), _by_names(piece.end, ends)
    if isinstance(piece, Leaf):
        return _Form(piece.kind, (), start, end, 0)
    children = tuple(None if child is None else _form(child, ends) for child in piece.children)
    return _Form(piece.rule, children, start, end, piece.depth)


def _by_names(offset: int, ends: Sequence[int]) -> Place:
    names = bisect_right(ends, offset) - 1
    return names, offset - ends[names]


def _node(form: _Form, text: str, ends: Sequence[int]) -> Node:
    """The syntax of a string of this form."""
    names, behind = form.start
    start = ends[names] + behind
    names, behind = form.end
    end = ends[names] + behind
    children = tuple(
        None if child is None else _node(child, text, ends) if child.depth else _leaf(child, text, ends)
        for child in form.children
    )
    return Node(form.rule, children, start, end, form.depth)


def _leaf(form: _Form, text: str, ends: Sequence[int]) -> Leaf:
    names, behind = form.start
    start = ends[names] + behind
    names, behind = form.end
    end = ends[names] + behind
    return Leaf(form.rule, text[start:end], start, end)
