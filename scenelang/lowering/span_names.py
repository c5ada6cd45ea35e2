"""Names under which targets find spans that no author named: they hold a blank, as no id does."""

from __future__ import annotations

from scenelang.checking import CheckedScene
from scenelang.model import MarkedSpan

NAMELESS = "this span"
"""What messages call a span without an id."""


def name_of_beat(checked: CheckedScene, beat: int) -> str:
    """A beat's id, unless a span has that id."""
    name = checked.beat_ids[beat]
    return name if checked.spans[name].marked is None else name_of_taken_beat(name)


def name_of_taken_beat(name: str) -> str:
    """The name of a beat whose id a span took."""
    return f"beat {name}"


def name_of_mark(span: MarkedSpan) -> str:
    """A marked span's id, else a name made of its place."""
    return span.id.text if span.id is not None else f"span {span.place.start}"


def said_name(name: str) -> str:
    """What messages call a span by the name under which it was found."""
    if name.startswith("beat "):
        return f"beat `{name.removeprefix('beat ')}`"
    return NAMELESS if " " in name else f"span `{name}`"
