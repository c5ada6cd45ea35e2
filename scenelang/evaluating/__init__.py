"""What expressions come to: `let` and `where` of parametric scenes, weights by tension."""

from scenelang.evaluating.expression import Evaluation, Variables, compile_expression, expression_place
from scenelang.evaluating.functions import FUNCTIONS
from scenelang.evaluating.value import TEXT_LIMIT, Value, kind_of, show_value, too_large

__all__ = [
    "FUNCTIONS",
    "TEXT_LIMIT",
    "Evaluation",
    "Value",
    "Variables",
    "compile_expression",
    "expression_place",
    "kind_of",
    "show_value",
    "too_large",
]
