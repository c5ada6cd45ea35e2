"""Expressions of `let` and `where`: values, and what is said of those that have none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenelang.diagnostics import Refusal
from scenelang.evaluating import FUNCTIONS, Value, compile_expression, show_value
from scenelang.model import Binary, Constant, Expression, Name
from scenelang.parsing import FUNCTIONS as PARSED
from scenelang.parsing import parse_expression
from scenelang.source import ScalarText, Span


def read(text: str) -> Expression:
    scalar = ScalarText(text, Span("x", 0, len(text)), range(len(text)), range(1, len(text) + 1))
    expression, found = parse_expression(scalar)
    assert expression is not None, [one.message for one in found]
    return expression


def value_of(text: str, **variables: Value) -> Value:
    return compile_expression(read(text))(variables)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 + 3 * 4", 14),
        ("-(2 - 5)", 3),
        ("+4", 4),
        ("7 // 2", 3),
        ("7 % 4", 3),
        ("8 / 2", 4),
        ("7 / 2", 3.5),
        ("1.5 + 1", 2.5),
        ("10 - 4 - 3", 3),
        ("'a' + \"b\"", "ab"),
        ("n * 12", 36),
        ("name == 'Kel'", True),
        ("name != 'Kel'", False),
        ("n < 4 and n >= 3", True),
        ("n > 4 or not (n <= 2)", True),
        ("'e' in name", True),
        ("'a' < 'b'", True),
        ("1 == 1.0", True),
        ("upper(name)", "KEL"),
        ("lower(name)", "kel"),
        ("capitalize('kel')", "Kel"),
        ("len(name)", 3),
        ("abs(-3)", 3),
        ("min(n, 2)", 2),
        ("max(n, 2, 9)", 9),
        ("max('a', 'c')", "c"),
        ("str(n) + '!'", "3!"),
        ("str(n > 2)", "true"),
        ("int('12') + 1", 13),
        ("int(3.9)", 3),
        ("round(3.6)", 4),
        ("true and false", False),
    ],
)
def test_an_expression_has_its_value(text: str, value: Value) -> None:
    result = value_of(text, n=3, name="Kel")
    assert result == value
    assert type(result) is type(value)


def test_what_decides_is_not_looked_past() -> None:
    assert value_of("n != 0 and 4 / n == 2", n=0) is False
    assert value_of("n == 0 or 4 / n == 2", n=0) is True


@pytest.mark.parametrize(
    ("text", "message", "under"),
    [
        ("n + name", "`+` does not work on a number and text", "n + name"),
        ("2 * name", "`*` does not work on a number and text", "2 * name"),
        ("name * 2", "`*` does not work on text and a number", "name * 2"),
        ("n == name", "`==` does not work on a number and text", "n == name"),
        ("true < false", "`<` does not work on a truth value", "true < false"),
        ("1 in name", "`in` does not work on a number and text", "1 in name"),
        ("-name", "`-` does not work on text", "-name"),
        ("not n", "`not` does not work on a number", "not n"),
        ("n and true", "`and` does not work on a number", "n and true"),
        ("n / zero", "division by zero", "n / zero"),
        ("n // zero", "division by zero", "n // zero"),
        ("n % zero", "division by zero", "n % zero"),
        ("len(n)", "`len()` does not work on a number", "len(n)"),
        ("min(n, name)", "`min()` does not work on a number and text", "min(n, name)"),
        ("int(name)", '"Kel" is not a whole number', "int(name)"),
        ("big * big", "the value of this expression is too large", "big * big"),
        ("long + long", "the value of this expression is too large", "long + long"),
    ],
)
def test_an_expression_without_a_value_says_why_and_where(text: str, message: str, under: str) -> None:
    with pytest.raises(Refusal) as refused:
        value_of(text, n=3, zero=0, name="Kel", big=10**200, long="x" * 9000)
    found = refused.value.diagnostic
    assert found.message == message
    assert text[found.place.start : found.place.end] == under


def test_every_function_that_parses_can_be_called() -> None:
    assert set(FUNCTIONS) == set(PARSED)


SIGNS = {"+": int.__add__, "-": int.__sub__, "*": int.__mul__, "//": int.__floordiv__, "%": int.__mod__}


@given(st.integers(-(10**9), 10**9), st.sampled_from(sorted(SIGNS)), st.integers(1, 10**9))
def test_whole_numbers_are_exact(left: int, sign: str, right: int) -> None:
    place = Span("x", 0, 1)
    expression = Binary(Name(sign, place), Constant(left, place), Constant(right, place), place)
    assert compile_expression(expression)({}) == SIGNS[sign](left, right)


def test_values_show_as_authors_write_them() -> None:
    assert [show_value(value) for value in (3, 2.5, "Kel", True, False)] == [
        "3",
        "2.5",
        "Kel",
        "true",
        "false",
    ]
