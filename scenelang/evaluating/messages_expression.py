"""What the evaluator of expressions has to say: of `let`, of conditions, of weights."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class WrongOperands(Diagnostic):
    """An operator or function got values it does not work on.

    Expressions know whole numbers, decimal numbers, text and truth values, and never turn one into another
    by themselves. `+` joins two numbers or two texts; the other arithmetic takes numbers; comparisons take
    two of a kind; `and`, `or`, `not` take truth values; `in` takes two texts. Use `str(n)` and `int(s)`
    to go from one to the other.
    """

    code: ClassVar[str] = "SL320"
    title: ClassVar[str] = "`{operation}` does not work on {operands}"
    label: ClassVar[str] = "{operands} here"
    help: ClassVar[str] = "`{operation}` takes {takes}; `str(n)` and `int(s)` convert"

    operation: str
    operands: str
    takes: str


class DivisionByZero(Diagnostic):
    """A division by zero in `let`, in a condition or in a weight.

    Some drawn values make the divisor zero. Keep the zero out of the draw (`range: 1..9`). Inside `where`,
    `n != 0 and ...` keeps it away too: `and` looks at its right side only when the left one holds. A `let`
    is computed before `where` is asked, so no condition protects it. In the weight of a beat it is the
    tension there that is 0: `1 / (0.1 + doubt)` has a value everywhere.
    """

    code: ClassVar[str] = "SL321"
    title: ClassVar[str] = "division by zero"
    label: ClassVar[str] = "the right side is 0{example}"
    help: ClassVar[str] = (
        "keep 0 out of the draw; inside `where`, begin with `n != 0 and`; a `let` is computed before "
        "`where`; in a weight, add something to the axis"
    )

    example: str


class NotAWholeNumber(Diagnostic):
    """`int(...)` of a text that is no whole number.

    `int` reads digits with an optional sign, such as `int("12")`.
    """

    code: ClassVar[str] = "SL324"
    title: ClassVar[str] = "{text} is not a whole number"
    label: ClassVar[str] = "`int` got {text}"
    help: ClassVar[str] = 'give `int` a text of digits, such as `int("12")`'

    text: str


class ValueTooLarge(Diagnostic):
    """A computed value grew beyond all sense.

    Numbers in expressions stay below 10^300 and texts below 10,000 characters, so that no scene can eat the
    memory of the machine that compiles it.
    """

    code: ClassVar[str] = "SL325"
    title: ClassVar[str] = "the value of this expression is too large"
    label: ClassVar[str] = "grows beyond {limit}"
    help: ClassVar[str] = "keep it under {limit}"

    limit: str
