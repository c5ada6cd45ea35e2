"""Do the lines under `anchors` and `layers` supervise something.

A rule whose query has not read its key, or that stands before the first token, would do nothing and look
as if it did: that is an error here and not a surprise in training.
"""

from __future__ import annotations

from scenelang.checking.axes import Axes
from scenelang.checking.messages_order import KeyAfterQuery, NothingBefore, TargetIsItself
from scenelang.checking.name_spans import extent_of
from scenelang.checking.span_table import Extent, SpanTable
from scenelang.checking.text_order import sees
from scenelang.diagnostics import Collector
from scenelang.model import (
    At,
    AttentionRule,
    LayerRule,
    Mirrors,
    Name,
    Positions,
    Scene,
    TensionTarget,
)


def check_anchors(scene: Scene, spans: SpanTable, found: Collector) -> None:
    """Queries and keys exist, and every key is read before its query."""
    for rule in scene.anchors:
        query = _positions(rule.query, spans, found)
        for key in rule.keys:
            _check_key(rule, key, query, spans, found)


def check_layers(scene: Scene, axes: Axes | None, spans: SpanTable, found: Collector) -> None:
    """The places exist, and so does what they must hold. Concepts are asked for elsewhere."""
    for rule in scene.layers:
        where = _positions(rule.where, spans, found)
        if isinstance(rule.target, Mirrors):
            _check_mirrored(rule, rule.target.span, where, spans, found)
        elif isinstance(rule.target, TensionTarget) and axes is not None:
            axes.moves(rule.target.axis, found)


def _positions(positions: Positions, spans: SpanTable, found: Collector) -> Extent | None:
    extent = extent_of(positions.span, spans, found)
    is_first = extent is not None and extent.start == spans.begins
    if is_first and positions.at is At.BEFORE and spans.complete:
        found.add(NothingBefore(positions.place, positions.span.text))
        return None
    return extent


def _check_key(
    rule: AttentionRule, key: Positions, query: Extent | None, spans: SpanTable, found: Collector
) -> None:
    extent = _positions(key, spans, found)
    if query is None or extent is None:
        return
    asker, asked = rule.query.span.text, key.span.text
    if sees(query, rule.query.at, extent, key.at):
        return
    if asker == asked:
        found.add(TargetIsItself(key.place, asked))
    else:
        found.add(KeyAfterQuery(key.place, asker, asked, spans.places[asker], spans.places[asked]))


def _check_mirrored(
    rule: LayerRule, target: Name, where: Extent | None, spans: SpanTable, found: Collector
) -> None:
    extent = extent_of(target, spans, found)
    if where is None or extent is None:
        return
    here = rule.where.span.text
    if here == target.text:
        found.add(TargetIsItself(target.place, target.text))
    elif not sees(where, rule.where.at, extent, At.LAST):
        found.add(
            KeyAfterQuery(target.place, here, target.text, spans.places[here], spans.places[target.text])
        )
