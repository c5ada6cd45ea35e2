from __future__ import annotations

import math

import pytest

from scenelang.reading import ScalarKind
from scenelang.reading.core_types import MAX_DIGITS, core_value, tagged_value

TEXTS = [
    *(
        "yes",
        "no",
        "on",
        "off",
        "y",
        "n",
        "tRUE",
        "nil",
        "None",
        "1:30",
        "1_000",
        "2024-01-01",
        "0b1",
        "0o8",
        "0xg",
    ),
    *(
        "+0o7",
        "-0x1",
        "1e",
        "e1",
        "1.2.3",
        ".",
        "+",
        "-",
        "..",
        "+.nan",
        ".Nan",
        ".iNF",
        "1,5",
        "١٢",
        "word",
        "=",
        "<<",
    ),
    *("1\n", "0o7\n", "1.5\n"),
]
INTEGERS = [
    ("0", 0),
    ("012", 12),
    ("-7", -7),
    ("+3", 3),
    ("0o17", 15),
    ("0xFf", 255),
    ("9" * MAX_DIGITS, None),
]
DECIMALS = [("0.10", 0.1), (".5", 0.5), ("5.", 5.0), ("-1e3", -1000.0), ("1E-2", 0.01), ("-.5e+1", -5.0)]


@pytest.mark.parametrize("written", TEXTS)
def test_what_the_core_schema_has_no_name_for_is_text(written: str) -> None:
    assert core_value(written) == (ScalarKind.TEXT, written)


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_nothing_has_five_spellings(written: str) -> None:
    assert core_value(written) == (ScalarKind.NOTHING, None)


@pytest.mark.parametrize("written", ["true", "True", "TRUE", "false", "False", "FALSE"])
def test_truth_has_six_spellings(written: str) -> None:
    kind, value = core_value(written)
    assert kind is ScalarKind.TRUTH
    assert value is (written.lower() == "true")


@pytest.mark.parametrize(("written", "value"), INTEGERS)
def test_whole_numbers_are_decimal_octal_or_hexadecimal(written: str, value: int | None) -> None:
    assert core_value(written) == (ScalarKind.INTEGER, int(written) if value is None else value)


@pytest.mark.parametrize(("written", "value"), DECIMALS)
def test_numbers_have_a_point_or_an_exponent(written: str, value: float) -> None:
    assert core_value(written) == (ScalarKind.DECIMAL, value)


def test_numbers_without_bound_and_no_number_are_numbers() -> None:
    assert core_value(".inf") == (ScalarKind.DECIMAL, math.inf)
    assert core_value("-.INF") == (ScalarKind.DECIMAL, -math.inf)
    kind, value = core_value(".NaN")
    assert kind is ScalarKind.DECIMAL
    assert isinstance(value, float)
    assert math.isnan(value)


def test_digits_without_end_stay_text() -> None:
    assert core_value("9" * 10_000)[0] is ScalarKind.TEXT


@pytest.mark.parametrize(
    ("tag", "written"), [("int", "a"), ("int", "1.5"), ("bool", "yes"), ("null", "x"), ("float", "a")]
)
def test_a_tag_that_does_not_fit_gives_nothing(tag: str, written: str) -> None:
    assert tagged_value(tag, written) is None
