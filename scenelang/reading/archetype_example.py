"""The worked example of an archetype: a text that must itself read as a scene.

Takes: the text under `example`.
Gives: the text, with whatever reading the scene in it says, at its places in the archetype's file.
May assume: the text is not blank.
Never does: check what the scene means.
"""

from __future__ import annotations

from dataclasses import fields, replace

from scenelang.diagnostics import Collector, Diagnostic
from scenelang.reading.messages_archetype import ExampleOfAnother
from scenelang.reading.scene import read_scene
from scenelang.source import ScalarText, SourceText, Span


def read_example(text: ScalarText, archetype: str, found: Collector) -> str:
    """The text of the example; a scene of another archetype, or none, is reported inside it."""
    outcome = read_scene(SourceText(text.place.file, text.value))
    for said in outcome.diagnostics:
        found.add(_moved(said, text))
    given = None if outcome.value is None else outcome.value.archetype
    if given is not None and given.text and given.text != archetype:
        place = text.span(given.place.start, given.place.end)
        found.add(ExampleOfAnother(place, given.text, archetype))
    return text.value


def _moved(said: Diagnostic, text: ScalarText) -> Diagnostic:
    """A finding about the inner text, with every place where the file has it."""
    values = {field.name: getattr(said, field.name) for field in fields(said)}
    places = {
        name: text.span(value.start, value.end) for name, value in values.items() if isinstance(value, Span)
    }
    return replace(said, **places)
