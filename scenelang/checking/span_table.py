"""Which spans a scene has, and where in the running text each begins and ends.

Takes: a scene.
Gives: its spans by id, their extents, and the ids of its beats.
May assume: beats stand in the order of the text, and spans nest.
Never does: count tokens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scenelang.checking.checked_scene import SpanEntry
from scenelang.checking.messages_names import EmptySpan, SpanTwice
from scenelang.diagnostics import Collector
from scenelang.model import BeatText, MarkedSpan, Scene, TextPiece, Variable
from scenelang.source import Span


@dataclass(frozen=True, slots=True)
class Extent:
    """Half-open range over the pieces of text (literals and variables) of a scene, counted through.

    Spans begin and end only between pieces, so comparing extents compares places in the text exactly, even
    where the length of a variable's value is not known.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpanTable:
    """The spans of a scene.

    `places` says where to point for each. `complete` is False after errors in the text: then a name that is
    missing here may stand in what could not be read. The scene's own text has the places 0 to `length`;
    recalled texts stand before it, from `begins` on. `elsewhere` are words that mean other scenes, or spans
    of them: whatever is wrong with those has been said.
    """

    entries: Mapping[str, SpanEntry]
    extents: Mapping[str, Extent]
    places: Mapping[str, Span]
    beat_ids: tuple[str, ...]
    complete: bool
    length: int = 0
    begins: int = 0
    elsewhere: frozenset[str] = frozenset()


def span_table(scene: Scene, found: Collector) -> SpanTable:
    """Collects all spans; reports names given twice and spans without text."""
    beat_ids = tuple(_beat_ids(scene))
    walk = _Walk(found)
    beat_extents = [walk.beat(index, beat.text) for index, beat in enumerate(scene.beats)]
    for index, (beat_id, extent) in enumerate(zip(beat_ids, beat_extents, strict=True)):
        if beat_id not in walk.found_spans:
            beat = scene.beats[index]
            walk.found_spans[beat_id] = _FoundSpan(index, None, extent, beat.kind.place, _ids_in(beat.text))
    spans = walk.found_spans
    by_end = sorted(spans, key=lambda name: (spans[name].extent.end, -spans[name].extent.start))
    order = {name: number for number, name in enumerate(by_end)}
    return SpanTable(
        entries={
            name: SpanEntry(name, span.beat, span.marked, order[name], span.inner)
            for name, span in spans.items()
        },
        extents={name: span.extent for name, span in spans.items()},
        places={name: span.place for name, span in spans.items()},
        beat_ids=beat_ids,
        complete="beats" not in scene.unread,
        length=walk.position,
    )


def _beat_ids(scene: Scene) -> Iterator[str]:
    kinds = [beat.kind.text for beat in scene.beats]
    totals = Counter(kinds)
    seen: Counter[str] = Counter()
    for kind in kinds:
        seen[kind] += 1
        yield kind if totals[kind] == 1 else f"{kind}.{seen[kind]}"


@dataclass(frozen=True, slots=True)
class _FoundSpan:
    beat: int
    marked: MarkedSpan | None
    extent: Extent
    place: Span
    inner: tuple[str, ...]


@dataclass(slots=True)
class _Walk:
    """Goes through the text once and counts its pieces."""

    found: Collector
    position: int = 0
    found_spans: dict[str, _FoundSpan] = field(default_factory=dict)

    def beat(self, index: int, text: BeatText) -> Extent:
        start = self.position
        self._pieces(index, text, text.pieces)
        return Extent(start, self.position)

    def _pieces(self, beat: int, text: BeatText, pieces: tuple[TextPiece, ...]) -> None:
        for piece in pieces:
            if isinstance(piece, MarkedSpan):
                self._span(beat, text, piece)
            elif isinstance(piece, Variable) or piece.text:
                self.position += 1

    def _span(self, beat: int, text: BeatText, span: MarkedSpan) -> None:
        start = self.position
        self._pieces(beat, text, span.children)
        if self.position == start:
            self.found.add(EmptySpan(span.place))
        if span.id is None:
            return
        first = self.found_spans.get(span.id.text)
        if first is not None:
            self.found.add(SpanTwice(span.id.place, span.id.text, first.place))
            return
        inner = _ids_in(BeatText(text.scalar, span.children))
        extent = Extent(start, self.position)
        self.found_spans[span.id.text] = _FoundSpan(beat, span, extent, span.id.place, inner)


def _ids_in(text: BeatText) -> tuple[str, ...]:
    return tuple(span.id.text for span in text.spans() if span.id is not None)
