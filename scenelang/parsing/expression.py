"""Expressions of `let`, `where` and weights: `n * 12`, `a != d and len(a) < 6`, `1 + doubt`.

Takes: the text of an expression. Gives: an `Expression`. May assume: nothing.
Never does: compute, or ask whether a variable exists. It is a language of its own, never Python's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from scenelang.diagnostics import Outcome
from scenelang.model import Binary, Call, Constant, Expression, Unary, VariableUse
from scenelang.parsing import messages_vary
from scenelang.parsing.rules import EXPRESSION, WEIGHT
from scenelang.parsing.syntax import Node
from scenelang.parsing.template import read_quoted
from scenelang.parsing.transcript import Transcript, read_rule
from scenelang.parsing.wording import listed
from scenelang.source import ScalarText


class FunctionForm(NamedTuple):
    """How many values a function takes (`most` None: any number), and an example."""

    least: int
    most: int | None
    example: str


FUNCTIONS: Mapping[str, FunctionForm] = MappingProxyType(
    {
        "abs": FunctionForm(1, 1, "abs(n - 3)"),
        "capitalize": FunctionForm(1, 1, "capitalize(a)"),
        "int": FunctionForm(1, 1, "int(n / 2)"),
        "len": FunctionForm(1, 1, "len(a)"),
        "lower": FunctionForm(1, 1, "lower(a)"),
        "max": FunctionForm(2, None, "max(n, 3)"),
        "min": FunctionForm(2, None, "min(n, 3)"),
        "round": FunctionForm(1, 1, "round(n / 3)"),
        "str": FunctionForm(1, 1, "str(n)"),
        "upper": FunctionForm(1, 1, "upper(a)"),
    }
)
"""The functions of expressions; nothing else can be called."""


def parse_expression(text: ScalarText) -> Outcome[Expression]:
    """Reads an expression. `not` binds looser than comparisons, `and` looser than `not`, `or` loosest."""
    return read_rule(EXPRESSION, text, _expression)


def parse_weight(text: ScalarText) -> Outcome[Expression]:
    """Reads the weight of a beat: an expression, whose names will be those of tension axes."""
    return read_rule(WEIGHT, text, _expression)


def _expression(node: Node, transcript: Transcript) -> Expression:
    return _FORMS[node.rule](node, transcript)


def _number(node: Node, transcript: Transcript) -> Constant:
    leaf = node.leaf(0)
    value = transcript.number(leaf)
    return Constant(value if "." in leaf.text else int(value), transcript.place(node))


def _string(node: Node, transcript: Transcript) -> Constant:
    return Constant(read_quoted(node.leaf(0), transcript), transcript.place(node))


def _unary(node: Node, transcript: Transcript) -> Unary:
    operator = transcript.name(node.leaf(0))
    return Unary(operator, _expression(node.node(1), transcript), transcript.place(node))


def _binary(node: Node, transcript: Transcript) -> Binary:
    left = _expression(node.node(0), transcript)
    operator = transcript.name(node.leaf(1))
    return Binary(operator, left, _expression(node.node(2), transcript), transcript.place(node))


def _call(node: Node, transcript: Transcript) -> Call:
    function = transcript.name(node.leaf(0))
    arguments = tuple(_expression(argument, transcript) for argument in node.nodes())
    form = FUNCTIONS.get(function.text)
    if form is None:
        transcript.report(
            messages_vary.UnknownFunction(function.place, function.text, tuple(FUNCTIONS), listed(FUNCTIONS))
        )
    elif len(arguments) < form.least or (form.most is not None and len(arguments) > form.most):
        count = len(arguments)
        place = transcript.place(node)
        transcript.report(
            messages_vary.WrongArgumentCount(place, function.text, _wanted(form), count, form.example)
        )
    return Call(function, arguments, transcript.place(node))


def _wanted(form: FunctionForm) -> str:
    if form.most is None:
        return f"{form.least} values or more"
    return "one value"


_FORMS: dict[str, Callable[[Node, Transcript], Expression]] = {
    "number": _number,
    "string": _string,
    "true": lambda node, transcript: Constant(value=True, place=transcript.place(node)),
    "false": lambda node, transcript: Constant(value=False, place=transcript.place(node)),
    "variable": lambda node, transcript: VariableUse(transcript.name(node.leaf(0))),
    "group": lambda node, transcript: _expression(node.node(0), transcript),
    "unary": _unary,
    "binary": _binary,
    "call": _call,
}
