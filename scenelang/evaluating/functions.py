"""The functions of `let` and `where`.

Takes a call and the values of its arguments. Gives its value, or what is wrong with the arguments.
May assume that the function exists and takes so many. Never turns one kind of value into another unasked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from scenelang.diagnostics import Diagnostic
from scenelang.evaluating.messages_expression import (
    NotAWholeNumber,
    ValueTooLarge,
    WrongOperands,
)
from scenelang.evaluating.value import Value, kind_of, show_value, too_large
from scenelang.model import Call

_WHOLE = re.compile(r"\s*[+-]?[0-9]{1,300}\s*\Z")
_TEXT, _NUMBER, _ANY, _ONE_KIND = "a text", "a number", "any value", "numbers only, or texts only"


@dataclass(frozen=True, slots=True)
class Function:
    """What a function takes, in words, and what it does."""

    takes: str
    apply: Callable[..., Value]

    def accepts(self, values: tuple[Value, ...]) -> bool:
        """True when the values are of kinds that the function takes."""
        kinds = {kind_of(value) for value in values}
        if self.takes == _ANY:
            return True
        if self.takes == _ONE_KIND:
            return len(kinds) == 1 and "a truth value" not in kinds
        return kinds == {"text" if self.takes == _TEXT else "a number"}


FUNCTIONS = {
    "abs": Function(_NUMBER, abs),
    "capitalize": Function(_TEXT, lambda text: text[:1].upper() + text[1:]),
    "int": Function(_ANY, int),
    "len": Function(_TEXT, len),
    "lower": Function(_TEXT, str.lower),
    "max": Function(_ONE_KIND, max),
    "min": Function(_ONE_KIND, min),
    "round": Function(_NUMBER, round),
    "str": Function(_ANY, show_value),
    "upper": Function(_TEXT, str.upper),
}
"""The functions by name; the parser knows the same."""


def call_function(call: Call, values: tuple[Value, ...]) -> Value | Diagnostic:
    """The value of a checked call, or what is wrong with its arguments."""
    name = call.function.text
    function = FUNCTIONS[name]
    if not function.accepts(values):
        kinds = " and ".join(dict.fromkeys(kind_of(value) for value in values))
        return WrongOperands(call.place, f"{name}()", kinds, function.takes)
    if name == "int" and isinstance(values[0], str) and not _WHOLE.match(values[0]):
        return NotAWholeNumber(call.place, f'"{values[0]}"')
    result = function.apply(*values)
    if isinstance(result, int | float) and too_large(result):
        return ValueTooLarge(call.place, "10^300")
    return result
