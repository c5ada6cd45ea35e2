"""The spans of recalled scenes, beside the scene's own.

Takes: the spans of a scene, and the scenes whose texts stand before it.
Gives: one table: `scene-id#span` for theirs, `scene-id` for all of a scene.
May assume: the recalled scenes are sound.
Never does: change a name of the scene's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scenelang.checking.checked_scene import CheckedScene, SpanEntry
from scenelang.checking.span_table import Extent, SpanTable, span_table
from scenelang.diagnostics import Collector
from scenelang.source import Span


def with_recalled(spans: SpanTable, recalled: Sequence[CheckedScene]) -> SpanTable:
    """The table with the recalled spans in it, all before the first of the scene's own."""
    entries: dict[str, SpanEntry] = {}
    extents: dict[str, Extent] = {}
    places: dict[str, Span] = {}
    end = 0
    for checked in reversed(recalled):
        end = _take(checked, end, entries, extents, places)
    by_end = sorted(extents, key=lambda name: (extents[name].end, -extents[name].start))
    theirs = {name: replace(entries[name], order=order) for order, name in enumerate(by_end)}
    own = {name: replace(entry, order=entry.order + len(theirs)) for name, entry in spans.entries.items()}
    return replace(
        spans,
        entries={**theirs, **own},
        extents={**extents, **spans.extents},
        places={**places, **spans.places},
        begins=end,
    )


def _take(
    checked: CheckedScene,
    end: int,
    entries: dict[str, SpanEntry],
    extents: dict[str, Extent],
    places: dict[str, Span],
) -> int:
    """Adds the spans of a scene whose text ends at `end`; gives where it begins."""
    name, table = checked.scene.id.text, span_table(checked.scene, Collector())
    start = end - table.length
    named = [
        span.id.text for beat in checked.scene.beats for span in beat.text.spans() if span.id is not None
    ]
    for span, entry in table.entries.items():
        foreign = f"{name}#{span}"
        inner = tuple(f"{name}#{inside}" for inside in entry.inner)
        entries[foreign] = SpanEntry(foreign, entry.beat, entry.marked, entry.order, inner, name)
        extent = table.extents[span]
        extents[foreign] = Extent(extent.start + start, extent.end + start)
        places[foreign] = table.places[span]
    entries[name] = SpanEntry(name, -1, None, 0, tuple(f"{name}#{span}" for span in named), name)
    extents[name], places[name] = Extent(start, end), checked.scene.id.place
    return start
