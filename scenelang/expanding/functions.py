"""The functions of `let` and `where`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from scenelang.diagnostics import Diagnostic, nearest
from scenelang.expanding.messages_expression import (
    NotAWholeNumber,
    UnknownFunction,
    ValueTooLarge,
    WrongArgumentCount,
    WrongOperands,
)
from scenelang.expanding.value import Value, kind_of, show_value, too_large
from scenelang.model import Call

_WHOLE = re.compile(r"\s*[+-]?[0-9]{1,300}\s*\Z")
_TEXT, _NUMBER, _ANY, _ONE_KIND = "a text", "a number", "any value", "numbers only, or texts only"


@dataclass(frozen=True, slots=True)
class _Function:
    takes: str
    apply: Callable[..., Value]
    several: bool = False

    def accepts(self, values: tuple[Value, ...]) -> bool:
        kinds = {kind_of(value) for value in values}
        if self.takes == _ANY:
            return True
        if self.takes == _ONE_KIND:
            return len(kinds) == 1 and "a truth value" not in kinds
        return kinds == {"text" if self.takes == _TEXT else "a number"}


_FUNCTIONS = {
    "abs": _Function(_NUMBER, abs),
    "capitalize": _Function(_TEXT, lambda text: text[:1].upper() + text[1:]),
    "int": _Function(_ANY, int),
    "len": _Function(_TEXT, len),
    "lower": _Function(_TEXT, str.lower),
    "max": _Function(_ONE_KIND, max, several=True),
    "min": _Function(_ONE_KIND, min, several=True),
    "round": _Function(_NUMBER, round),
    "str": _Function(_ANY, show_value),
    "upper": _Function(_TEXT, str.upper),
}

FUNCTION_NAMES = tuple(_FUNCTIONS)
"""The functions that `let` and `where` know, by name."""


def check_call(call: Call) -> Diagnostic | None:
    """What is wrong with a call before any value is known: its name or its number of arguments."""
    name = call.function.text
    function = _FUNCTIONS.get(name)
    if function is None:
        near = nearest(name, FUNCTION_NAMES)
        suggestion = f"did you mean `{near}`? " if near else ""
        return UnknownFunction(call.function.place, name, suggestion, ", ".join(FUNCTION_NAMES))
    given = len(call.arguments)
    if function.several and given < 2:
        return WrongArgumentCount(call.place, name, "2 or more arguments", str(given))
    if not function.several and given != 1:
        return WrongArgumentCount(call.place, name, "1 argument", str(given))
    return None


def call_function(call: Call, values: tuple[Value, ...]) -> Value | Diagnostic:
    """The value of a checked call, or what is wrong with its arguments."""
    name = call.function.text
    function = _FUNCTIONS[name]
    if not function.accepts(values):
        kinds = " and ".join(dict.fromkeys(kind_of(value) for value in values))
        return WrongOperands(call.place, f"{name}()", kinds, function.takes)
    if name == "int" and isinstance(values[0], str) and not _WHOLE.match(values[0]):
        return NotAWholeNumber(call.place, f'"{values[0]}"')
    result = function.apply(*values)
    if isinstance(result, int | float) and too_large(result):
        return ValueTooLarge(call.place, "10^300")
    return result
