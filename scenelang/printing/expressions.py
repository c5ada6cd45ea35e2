"""Expressions of `let`, `where` and weights, with as many brackets as are needed and no more."""

from __future__ import annotations

from scenelang.model import Binary, Call, Constant, Expression, Unary, VariableUse
from scenelang.printing.markup import quoted_text
from scenelang.printing.numbers import decimal_text

_ATOM = 6
_STRENGTH = {
    "or": 0, "and": 1, "not": 2, "==": 3, "!=": 3, "<": 3, "<=": 3, ">": 3, ">=": 3, "in": 3,
    "+": 4, "-": 4, "*": 5, "/": 5, "//": 5, "%": 5,
}  # fmt: skip
_COMPARISON = 3


def expression_text(expression: Expression) -> str:
    """The expression as an author would write it."""
    return _text(expression, 0)


def _text(expression: Expression, least: int) -> str:
    """The expression, in brackets where it binds looser than `least`."""
    match expression:
        case Constant(value=value):
            return _constant(value)
        case VariableUse(name=name):
            return name.text
        case Call(function=function, arguments=arguments):
            return f"{function.text}({', '.join(_text(one, 0) for one in arguments)})"
        case Unary(operator=operator, operand=operand):
            if operator.text == "not":
                return _bracketed(f"not {_text(operand, _COMPARISON)}", _STRENGTH["not"], least)
            return _bracketed(f"{operator.text}{_text(operand, _ATOM)}", _ATOM, least)
        case Binary(operator=operator, left=left, right=right):
            strength = _STRENGTH[operator.text]
            # Comparisons do not chain; all else groups to the left.
            left_least = strength + 1 if strength == _COMPARISON else strength
            inner = f"{_text(left, left_least)} {operator.text} {_text(right, strength + 1)}"
            return _bracketed(inner, strength, least)


def _bracketed(text: str, strength: int, least: int) -> str:
    return text if strength >= least else f"({text})"


def _constant(value: float | str | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted_text(value)
    return str(value) if isinstance(value, int) else decimal_text(value)
