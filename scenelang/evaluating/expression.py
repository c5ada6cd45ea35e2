"""Evaluates expressions: of `let`, of `where`, of weights.

Takes an `Expression`. Gives a function from the variables' values to the expression's value.
May assume that every variable and function is known. Never runs Python's `eval`, and never raises anything
at an author but a `Refusal` that carries a diagnostic with the place in the expression.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import TypeAlias

from scenelang.diagnostics import Diagnostic, Refusal
from scenelang.evaluating.functions import call_function
from scenelang.evaluating.messages_expression import DivisionByZero, ValueTooLarge, WrongOperands
from scenelang.evaluating.value import TEXT_LIMIT, Value, kind_of, show_value, too_large
from scenelang.model import Binary, Call, Constant, Expression, Unary, VariableUse
from scenelang.source import Span

Variables: TypeAlias = Mapping[str, Value]
Evaluation: TypeAlias = Callable[[Variables], Value]

_NUMBERS = "two numbers"
_ARITHMETIC: Mapping[str, Callable[[int | float, int | float], int | float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": operator.floordiv,
    "%": operator.mod,
}
_ORDER: Mapping[str, Callable[[Value, Value], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compile_expression(expression: Expression) -> Evaluation:
    """A function that computes the expression; it raises `Refusal` on values that do not fit."""
    match expression:
        case Constant(value=value):
            return lambda _variables: value
        case VariableUse(name=name):
            return operator.itemgetter(name.text)
        case Unary():
            return _unary(expression)
        case Binary():
            return _logical(expression) if expression.operator.text in ("and", "or") else _binary(expression)
        case Call():
            return _call(expression)


def expression_place(expression: Expression) -> Span:
    """Where an expression stands."""
    return expression.name.place if isinstance(expression, VariableUse) else expression.place


def _unary(expression: Unary) -> Evaluation:
    operand = compile_expression(expression.operand)
    sign, place = expression.operator.text, expression.place

    def negate(variables: Variables) -> Value:
        value = operand(variables)
        if isinstance(value, str | bool):
            raise _wrong(place, sign, "a number", value)
        return -value if sign == "-" else value

    def deny(variables: Variables) -> Value:
        value = operand(variables)
        if not isinstance(value, bool):
            raise _wrong(place, sign, "a truth value", value)
        return not value

    return deny if sign == "not" else negate


def _logical(expression: Binary) -> Evaluation:
    left, right = compile_expression(expression.left), compile_expression(expression.right)
    word, place = expression.operator.text, expression.place
    decided = word == "or"

    def truth(value: Value) -> bool:
        if not isinstance(value, bool):
            raise _wrong(place, word, "two truth values", value)
        return value

    def combine(variables: Variables) -> Value:
        return decided if truth(left(variables)) is decided else truth(right(variables))

    return combine


def _binary(expression: Binary) -> Evaluation:
    left, right = compile_expression(expression.left), compile_expression(expression.right)
    sign, place = expression.operator.text, expression.place
    apply = _comparison if sign in _ORDER or sign in ("==", "!=", "in") else _arithmetic

    def evaluate(variables: Variables) -> Value:
        return apply(sign, left(variables), right(variables), place)

    return evaluate


def _comparison(sign: str, left: Value, right: Value, place: Span) -> Value:
    if sign == "in":
        if isinstance(left, str) and isinstance(right, str):
            return left in right
        raise _wrong(place, sign, "two texts", left, right)
    if kind_of(left) != kind_of(right):
        raise _wrong(place, sign, "two values of one kind", left, right)
    if sign in ("==", "!="):
        return (left == right) is (sign == "==")
    if isinstance(left, bool):
        raise _wrong(place, sign, "two numbers or two texts", left, right)
    return _ORDER[sign](left, right)


def _arithmetic(sign: str, left: Value, right: Value, place: Span) -> Value:
    if sign == "+" and isinstance(left, str) and isinstance(right, str):
        if len(left) + len(right) > TEXT_LIMIT:
            raise Refusal(ValueTooLarge(place, limit=f"{TEXT_LIMIT} characters"))
        return left + right
    if isinstance(left, bool | str) or isinstance(right, bool | str):
        raise _wrong(place, sign, "two numbers or two texts" if sign == "+" else _NUMBERS, left, right)
    if sign in ("/", "//", "%") and right == 0:
        raise Refusal(DivisionByZero(place, example=f", as in {show_value(left)} {sign} {show_value(right)}"))
    result = _divide(left, right) if sign == "/" else _ARITHMETIC[sign](left, right)
    if too_large(result):
        raise Refusal(ValueTooLarge(place, limit="10^300"))
    return result


def _divide(left: float, right: float) -> int | float:
    """A quotient of whole numbers stays whole where it can."""
    if isinstance(left, int) and isinstance(right, int) and left % right == 0:
        return left // right
    return left / right


def _call(expression: Call) -> Evaluation:
    arguments = tuple(compile_expression(argument) for argument in expression.arguments)

    def evaluate(variables: Variables) -> Value:
        result = call_function(expression, tuple(argument(variables) for argument in arguments))
        if isinstance(result, Diagnostic):
            raise Refusal(result)
        return result

    return evaluate


def _wrong(place: Span, sign: str, takes: str, *values: Value) -> Refusal:
    kinds = list(dict.fromkeys(kind_of(value) for value in values))
    return Refusal(WrongOperands(place, operation=sign, operands=" and ".join(kinds), takes=takes))
