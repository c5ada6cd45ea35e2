"""What the core schema of YAML 1.2 takes a plain scalar for (YAML 1.2.2, section 10.3.2).

`yes`, `on`, `1:30`, `1_000` and dates are text, `012` is twelve, `0o17` is fifteen.
"""

from __future__ import annotations

import re

from scenelang.reading.yaml_tree import ScalarKind, ScalarValue

MAX_DIGITS = 300
"""Longer runs of digits are no number that anything here could use; they stay text."""

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTHS = {word: word[0] in "tT" for word in ("true", "True", "TRUE", "false", "False", "FALSE")}
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_BASED_INTEGER = re.compile(r"(?:0o[0-7]+|0x[0-9a-fA-F]+)\Z")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_INFINITE = re.compile(r"([-+]?)\.(?:inf|Inf|INF)\Z")
_NOT_A_NUMBER = frozenset({".nan", ".NaN", ".NAN"})
_NUMBER_START = frozenset("+-.0123456789")


def core_value(written: str) -> tuple[ScalarKind, ScalarValue]:
    """The kind and the value of a plain scalar without a tag."""
    if written in _NOTHING:
        return ScalarKind.NOTHING, None
    if written in _TRUTHS:
        return ScalarKind.TRUTH, _TRUTHS[written]
    if written[0] in _NUMBER_START and len(written) <= MAX_DIGITS:
        return _number(written)
    return ScalarKind.TEXT, written


def tagged_value(tag: str, written: str) -> tuple[ScalarKind, ScalarValue] | None:
    """The kind and value that an explicit tag asks for, or None when the text does not fit it."""
    if tag == "str":
        return ScalarKind.TEXT, written
    kind, value = core_value(written)
    if tag == "float" and kind is ScalarKind.INTEGER:
        assert isinstance(value, int)
        return ScalarKind.DECIMAL, float(value)
    return (kind, value) if kind is _KIND_OF_TAG[tag] else None


_KIND_OF_TAG = {
    "int": ScalarKind.INTEGER,
    "float": ScalarKind.DECIMAL,
    "bool": ScalarKind.TRUTH,
    "null": ScalarKind.NOTHING,
}
SCALAR_TAGS = ("str", *_KIND_OF_TAG)


def _number(written: str) -> tuple[ScalarKind, ScalarValue]:
    if _INTEGER.match(written):
        return ScalarKind.INTEGER, int(written)
    if _BASED_INTEGER.match(written):
        return ScalarKind.INTEGER, int(written, 0)
    if _DECIMAL.match(written):
        return ScalarKind.DECIMAL, float(written)
    infinite = _INFINITE.match(written)
    if infinite:
        return ScalarKind.DECIMAL, float(f"{infinite[1]}inf")
    if written in _NOT_A_NUMBER:
        return ScalarKind.DECIMAL, float("nan")
    return ScalarKind.TEXT, written
