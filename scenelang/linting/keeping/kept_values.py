"""Findings and facts as plain JSON values, and back.

Takes: what a look at a file gave. Gives: values that `json` can write; and the same things from such values.
May assume: nothing of what is read back: it may have been written by anybody.
Never does: make a value of any class but those named here and the kinds of findings of this package.
"""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from typing import TypeAlias

from scenelang.diagnostics import Diagnostic, Related, Severity
from scenelang.linting.findings import FileFindings
from scenelang.linting.scene_facts import SceneFacts
from scenelang.model import Name
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


def kept_look(looked: FileFindings) -> Json:
    """What a look at a file gave, as plain values; checked scenes are left out.

    Raises:
        NotKept: a finding has a field of another kind.
    """
    ids: Json = [[name.text, name.place.file, name.place.start, name.place.end] for name in looked.ids]
    facts: Json = [[_kept(getattr(fact, name)) for name in _FACTS] for fact in looked.facts]
    asks: Json = [*looked.asks]
    return [looked.scenes, kept_findings(looked.found), ids, facts, asks, looked.is_wide]


def read_look(kept: Json) -> FileFindings:
    """What a look at a file gave, from plain values.

    Raises:
        NotKept: these are none.
    """
    try:
        scenes, found, ids, facts, asks, is_wide = parts_of(kept)
        names = tuple(Name(_text(one[0]), _span(one[1:])) for one in map(parts_of, parts_of(ids)))
        known = tuple(_facts(one) for one in map(parts_of, parts_of(facts)))
    except (TypeError, ValueError, IndexError):
        raise NotKept from None
    if not isinstance(scenes, int):
        raise NotKept
    words = tuple(map(_text, parts_of(asks)))
    return FileFindings(scenes, read_findings(found), names, known, asks=words, is_wide=bool(is_wide))


_FACTS = SceneFacts._fields


def _facts(kept: list[Json]) -> SceneFacts:
    if len(kept) != len(_FACTS):
        raise NotKept
    return SceneFacts(*map(_read, kept))  # type: ignore[arg-type]


def _kept_finding(found: Diagnostic) -> Json:
    kind = type(found)
    own = kind.severity is not found.severity
    values = [_kept(getattr(found, each.name)) for each in fields(found)]
    return [kind.__module__, kind.__qualname__, found.severity.value if own else None, values]


def _finding(kept: Json) -> Diagnostic:
    try:
        module, name, severity, values = parts_of(kept)
        found = _kind(_text(module), _text(name))(*map(_read, parts_of(values)))  # type: ignore[arg-type]
        return found if severity is None else found.weighing(Severity(_text(severity)))
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


def _kept(value: object) -> Json:
    if value is None or type(value) in (bool, int, float, str):
        return value  # type: ignore[return-value]
    if isinstance(value, Span):
        return [_SPAN, value.file, value.start, value.end]
    if isinstance(value, SpanEdit):
        return [_EDIT, _kept(value.span), value.replacement]
    if isinstance(value, Related):
        return [_RELATED, _kept(value.place), value.label]
    if type(value) is tuple:
        return [_TUPLE, *map(_kept, value)]
    raise NotKept


def _read(kept: Json) -> object:
    if not isinstance(kept, list):
        return kept
    kind, *parts = kept
    if kind == _TUPLE:
        return tuple(map(_read, parts))
    if kind == _SPAN:
        return _span(parts)
    if kind not in (_EDIT, _RELATED) or len(parts) != 2:
        raise NotKept
    place = _span(parts_of(parts[0])[1:])
    return SpanEdit(place, _text(parts[1])) if kind == _EDIT else Related(place, _text(parts[1]))


def _span(parts: list[Json]) -> Span:
    file, start, end = parts
    if not (isinstance(start, int) and isinstance(end, int)):
        raise NotKept
    return Span(_text(file), start, end)


def parts_of(kept: Json) -> list[Json]:
    """A list, as it must be.

    Raises:
        NotKept: it is none.
    """
    if not isinstance(kept, list):
        raise NotKept
    return kept


def _text(kept: Json) -> str:
    if not isinstance(kept, str):
        raise NotKept
    return kept
