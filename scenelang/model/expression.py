"""Arithmetic and string expressions of `let` and `where`: a language of their own, never Python's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from scenelang.model.name import Name
from scenelang.source import Span


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a string or a truth value. Numbers are exact: int, or float where a point is written."""

    value: int | float | str | bool
    place: Span


@dataclass(frozen=True, slots=True)
class VariableUse:
    """A drawn or computed variable."""

    name: Name


@dataclass(frozen=True, slots=True)
class Unary:
    """`-x` or `not x`."""

    operator: Name
    operand: Expression
    place: Span


@dataclass(frozen=True, slots=True)
class Binary:
    """`+ - * / // %`, `== != < <= > >=`, `and or`, and `in` for substrings."""

    operator: Name
    left: Expression
    right: Expression
    place: Span


@dataclass(frozen=True, slots=True)
class Call:
    """One of the known functions, such as `upper(a)` or `abs(n)`."""

    function: Name
    arguments: tuple[Expression, ...]
    place: Span


Expression: TypeAlias = Constant | VariableUse | Unary | Binary | Call
