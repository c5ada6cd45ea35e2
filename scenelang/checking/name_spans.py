"""Looks a span up, or says why there is none to be found."""

from __future__ import annotations

from scenelang.checking.messages_names import OtherScene, UnknownSpan
from scenelang.checking.span_table import Extent, SpanTable
from scenelang.diagnostics import Collector
from scenelang.model import Name


def extent_of(
    name: Name, spans: SpanTable, found: Collector, *, or_else: tuple[str, ...] = ()
) -> Extent | None:
    """Where the span of this name stands; an unknown one is reported, with `or_else` as names allowed too."""
    extent = spans.extents.get(name.text)
    if extent is not None:
        return extent
    if is_elsewhere(name):
        found.add(OtherScene(name.place, name.text))
    elif spans.complete:
        found.add(UnknownSpan(name.place, name.text, (*spans.extents, *or_else)))
    return None


def is_elsewhere(name: Name) -> bool:
    """True for `scene-id#span`."""
    return "#" in name.text
