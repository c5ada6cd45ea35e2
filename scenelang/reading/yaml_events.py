"""YAML as a stream of events, from whichever parser is there.

Takes: the text of a file, free of forbidden characters. Gives: events with code-point offsets.
May assume: nothing about the text. Never does: build nodes, give values a type, recurse.

libyaml is used where PyYAML was built with it (it is many times faster), PyYAML's parser in Python otherwise.
Tests hold both to the same trees, and every scalar to the value that ruamel.yaml gives it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, NamedTuple

import yaml


class EventKind(Enum):
    """What an event opens, closes or is."""

    DOCUMENT = "document"
    SCALAR = "scalar"
    SEQUENCE = "sequence"
    MAPPING = "mapping"
    END = "end"
    ALIAS = "alias"


class YamlEvent(NamedTuple):
    """One event; `start` and `end` are code-point offsets, and `start` takes in tag and anchor."""

    kind: EventKind
    start: int
    end: int
    value: str = ""
    style: str = ""
    tag: str | None = None
    anchor: str | None = None
    flow: bool = False


class YamlProblem(Exception):
    """What a parser refused, and where; caught in this room and turned into a message."""

    def __init__(self, problem: str, place: int, context: str, context_place: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.place = place
        self.context = context
        self.context_place = context_place

    def shifted(self, distance: int) -> YamlProblem:
        """The same problem, in a text that stands so much further on in its file."""
        return YamlProblem(self.problem, self.place + distance, self.context, self.context_place + distance)


# Half of a pair of UTF-16, which libyaml refuses by itself.
_HALF = re.compile("[\ud800-\udfff]")
_WRITTEN_HALF = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F]")
_KIND_OF_EVENT = {
    yaml.DocumentStartEvent: EventKind.DOCUMENT,
    yaml.ScalarEvent: EventKind.SCALAR,
    yaml.SequenceStartEvent: EventKind.SEQUENCE,
    yaml.MappingStartEvent: EventKind.MAPPING,
    yaml.SequenceEndEvent: EventKind.END,
    yaml.MappingEndEvent: EventKind.END,
    yaml.AliasEvent: EventKind.ALIAS,
}


def yaml_events(text: str) -> Iterator[YamlEvent]:
    """The events of a text, as they are asked for.

    Raises:
        YamlProblem: the text is not YAML from here on.
    """
    return libyaml_events(text) if yaml.__with_libyaml__ else python_events(text)


def libyaml_events(text: str) -> Iterator[YamlEvent]:
    """The events as libyaml tells them.

    Raises:
        YamlProblem: the text is not YAML from here on.
    """
    return _events_of(lambda: yaml.CSafeLoader(text), len(text))


def python_events(text: str) -> Iterator[YamlEvent]:
    """The events as PyYAML's parser in Python tells them.

    Raises:
        YamlProblem: the text is not YAML from here on.
    """
    for event in _events_of(lambda: yaml.SafeLoader(text), len(text)):
        half = _HALF.search(event.value)
        written = _WRITTEN_HALF.search(text, event.start, event.end) if half else None
        if written is not None:
            raise YamlProblem("invalid escape", written.start(), "", event.start)
        yield event


def _events_of(make_parser: Callable[[], Any], end: int) -> Iterator[YamlEvent]:
    try:
        parser = make_parser()
        while (event := parser.get_event()) is not None:
            kind = _KIND_OF_EVENT.get(type(event))
            if kind is not None:
                yield _translated(event, kind)
    except yaml.MarkedYAMLError as error:
        place = end if error.problem_mark is None else error.problem_mark.index
        context_place = place if error.context_mark is None else error.context_mark.index
        raise YamlProblem(
            error.problem or "", min(place, end), error.context or "", min(context_place, end)
        ) from None


def _translated(event: Any, kind: EventKind) -> YamlEvent:
    """One event of PyYAML; positional, since a scene has some eighty."""
    start, end = event.start_mark.index, event.end_mark.index
    if kind is EventKind.SCALAR:
        tag = None if event.tag is None else str(event.tag)
        return YamlEvent(kind, start, end, event.value, event.style or "", tag, event.anchor, False)
    if kind is EventKind.END or kind is EventKind.DOCUMENT:
        return YamlEvent(kind, start, end)
    if kind is EventKind.ALIAS:
        return YamlEvent(kind, start, end, anchor=event.anchor)
    tag = None if event.tag is None else str(event.tag)
    return YamlEvent(kind, start, end, "", "", tag, event.anchor, bool(event.flow_style))
