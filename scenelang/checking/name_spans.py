"""Looks a span up, or says why there is none to be found."""

from __future__ import annotations

from scenelang.checking.messages_names import UnknownSpan
from scenelang.checking.span_table import Extent, SpanTable
from scenelang.diagnostics import Collector
from scenelang.model import Name


def extent_of(
    name: Name, spans: SpanTable, found: Collector, *, or_else: tuple[str, ...] = ()
) -> Extent | None:
    """Where the span of this name stands; an unknown one is reported, with `or_else` as names allowed too."""
    extent = spans.extents.get(name.text)
    if extent is None and name.text not in spans.elsewhere and spans.complete:
        found.add(UnknownSpan(name.place, name.text, (*spans.extents, *or_else)))
    return extent
