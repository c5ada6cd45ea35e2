"""Findings as plain JSON values, and back.

Takes: findings. Gives: values that `json` can write; and the same findings from such values.
May assume: nothing of what is read back: it may have been written by anybody.
Never does: make a value of any class but those named here and the kinds of findings of this package.
"""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from typing import TypeAlias

from scenelang.diagnostics import Diagnostic, Related, Severity
from scenelang.source import Span, SpanEdit

Json: TypeAlias = "bool | int | float | str | list[Json] | None"
_PACKAGE = "scenelang."
_SPAN, _EDIT, _RELATED, _TUPLE = "place", "edit", "related", "tuple"


class NotKept(Exception):
    """A value of a kind that is not kept, or no value of ours; caught where the cache is written or read."""


def kept_findings(found: tuple[Diagnostic, ...]) -> Json:
    """Findings as plain values.

    Raises:
        NotKept: a finding has a field of another kind.
    """
    return [_kept_finding(one) for one in found]


def read_findings(kept: Json) -> tuple[Diagnostic, ...]:
    """Findings from plain values.

    Raises:
        NotKept: these are none.
    """
    return tuple(_finding(one) for one in parts_of(kept))


def _kept_finding(found: Diagnostic) -> Json:
    kind = type(found)
    own = kind.severity is not found.severity
    values = [kept_value(getattr(found, each.name)) for each in fields(found)]
    return [kind.__module__, kind.__qualname__, found.severity.value if own else None, values]


def _finding(kept: Json) -> Diagnostic:
    try:
        module, name, severity, values = parts_of(kept)
        found = _kind(text_from(module), text_from(name))(*map(value_from, parts_of(values)))  # type: ignore[arg-type]
        return found if severity is None else found.weighing(Severity(text_from(severity)))
    except (TypeError, ValueError):
        raise NotKept from None


def _kind(module: str, name: str) -> type[Diagnostic]:
    if not module.startswith(_PACKAGE):
        raise NotKept
    try:
        kind = getattr(import_module(module), name)
    except (ImportError, AttributeError):
        raise NotKept from None
    if not (isinstance(kind, type) and issubclass(kind, Diagnostic)):
        raise NotKept
    return kind


def kept_value(value: object) -> Json:
    """A field of a finding as a plain value.

    Raises:
        NotKept: it is of another kind.
    """
    if value is None or type(value) in (bool, int, float, str):
        return value  # type: ignore[return-value]
    if isinstance(value, Span):
        return [_SPAN, value.file, value.start, value.end]
    if isinstance(value, SpanEdit):
        return [_EDIT, kept_value(value.span), value.replacement]
    if isinstance(value, Related):
        return [_RELATED, kept_value(value.place), value.label]
    if type(value) is tuple:
        return [_TUPLE, *map(kept_value, value)]
    raise NotKept


def value_from(kept: Json) -> object:
    """A field of a finding from a plain value.

    Raises:
        NotKept: it is none.
    """
    if not isinstance(kept, list):
        return kept
    kind, *parts = kept
    if kind == _TUPLE:
        return tuple(map(value_from, parts))
    if kind == _SPAN:
        return span_from(parts)
    if kind not in (_EDIT, _RELATED) or len(parts) != 2:
        raise NotKept
    place = span_from(parts_of(parts[0])[1:])
    return SpanEdit(place, text_from(parts[1])) if kind == _EDIT else Related(place, text_from(parts[1]))


def span_from(parts: list[Json]) -> Span:
    """A place from its file, start and end.

    Raises:
        NotKept: these are none.
    """
    if len(parts) != 3:
        raise NotKept
    file, start, end = parts
    if not (isinstance(start, int) and isinstance(end, int)):
        raise NotKept
    return Span(text_from(file), start, end)


def parts_of(kept: Json) -> list[Json]:
    """A list, as it must be.

    Raises:
        NotKept: it is none.
    """
    if not isinstance(kept, list):
        raise NotKept
    return kept


def text_from(kept: Json) -> str:
    """A text, as it must be.

    Raises:
        NotKept: it is none.
    """
    if not isinstance(kept, str):
        raise NotKept
    return kept
