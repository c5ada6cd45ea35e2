from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from typing import ClassVar

import pytest

from scenelang.diagnostics import Collector, Diagnostic, Outcome, Refusal, Severity
from scenelang.source import Span

HERE = Span("a.scene", 3, 5)


class PlainKind(Diagnostic):
    """A kind without a decorator."""

    code: ClassVar[str] = "SL980"
    title: ClassVar[str] = "`{name}` counts {number}"
    name: str
    number: int = 3


class FinerKind(PlainKind):
    """A kind that stands on another."""

    code: ClassVar[str] = "SL981"
    severity: ClassVar[Severity] = Severity.WARNING
    title: ClassVar[str] = "`{name}`: {more}"
    more: str = "nothing more"


def test_a_kind_that_stands_on_another_has_the_fields_of_both() -> None:
    found = FinerKind(HERE, "x")
    assert (found.place, found.name, found.number, found.more) == (HERE, "x", 3, "nothing more")
    assert found.message == "`x`: nothing more"


def test_a_kind_needs_no_decorator_to_be_a_frozen_value() -> None:
    found = PlainKind(HERE, name="x")
    assert found == PlainKind(HERE, "x")
    assert found != PlainKind(HERE, "y")
    assert hash(found) == hash(PlainKind(HERE, "x"))
    assert found.message == "`x` counts 3"
    assert pickle.loads(pickle.dumps(found)) == found
    with pytest.raises(FrozenInstanceError):
        found.name = "y"  # type: ignore[misc]
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'name'"):
        PlainKind(HERE)  # type: ignore[call-arg]


def test_a_code_is_checked_when_its_kind_is_written() -> None:
    with pytest.raises(TypeError, match="SL and three digits, not 'SL98'"):
        type("Short", (Diagnostic,), {"code": "SL98"})
    assert PlainKind.code == "SL980"
    with pytest.raises(TypeError, match="SL980 is taken by PlainKind"):
        type("Second", (Diagnostic,), {"code": "SL980"})
    type("WithoutCode", (Diagnostic,), {})


def test_a_collector_keeps_one_of_each_in_the_order_of_the_file() -> None:
    later, earlier = PlainKind(Span("a", 9, 9), "x"), FinerKind(Span("a", 1, 2), "y")
    found = Collector([later])
    found.extend([earlier, PlainKind(Span("a", 9, 9), "x")])
    assert found.sorted() == (earlier, later)
    assert found.has_errors
    assert not Collector([earlier]).has_errors
    assert Outcome(None, found.sorted()).errors == (later,)


def test_a_refusal_carries_its_finding() -> None:
    refusal = Refusal(PlainKind(HERE, "x"))
    assert str(refusal) == "SL980 `x` counts 3"
    assert refusal.diagnostic.place == HERE
