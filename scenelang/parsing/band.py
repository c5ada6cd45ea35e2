"""Layer bands: `12`, `-1`, `60%`, `4..8`, `40%..70%`, `early`.

Takes: a scalar, or the band inside another rule. Gives: a `LayerBand`.
May assume: nothing. Never does: ask whether a model has the layers.
"""

from __future__ import annotations

from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.parsing import messages_layers
from scenelang.parsing.rules import BAND
from scenelang.parsing.syntax import Leaf, Node
from scenelang.parsing.transcript import Transcript, read_rule
from scenelang.signals import NAMED_BANDS, LayerBand
from scenelang.source import ScalarText

_DEEPEST_LAYER = 9999


def parse_layer_band(text: ScalarText) -> Outcome[LayerBand]:
    """Reads a layer band that stands alone."""
    return read_rule(BAND, text, read_band)


def read_band(node: Node, transcript: Transcript) -> LayerBand | None:
    """The band of a syntax node, or None with a finding."""
    if node.rule == "named_band":
        return _named(node.leaf(0), transcript)
    low = node.leaf(0)
    high = node.maybe_leaf(1) or low
    findings = [found for bound in dict.fromkeys((low, high)) if (found := _wrong_bound(bound, transcript))]
    findings = findings or _wrong_pair(node, low, high, transcript)
    for finding in findings:
        transcript.report(finding)
    if findings:
        return None
    if _is_percent(low):
        return LayerBand.percent(_number(low), _number(high))
    return LayerBand.index(int(low.text), int(high.text))


def _named(leaf: Leaf, transcript: Transcript) -> LayerBand | None:
    band = NAMED_BANDS.get(leaf.text)
    if band is None:
        found = messages_layers.UnknownLayerBand(transcript.place(leaf), leaf.text, tuple(NAMED_BANDS))
        transcript.report(found)
    return band


def _wrong_bound(bound: Leaf, transcript: Transcript) -> Diagnostic | None:
    place = transcript.place(bound)
    if _is_percent(bound):
        inside = 0 <= _number(bound) <= 100
        return None if inside else messages_layers.NoSuchLayer(place, bound.text, "outside 0%..100%")
    if "." in bound.text:
        return messages_layers.NoSuchLayer(place, bound.text, "not a whole number")
    if abs(_number(bound)) > _DEEPEST_LAYER:
        return messages_layers.NoSuchLayer(place, bound.text, "deeper than any model")
    return None


def _wrong_pair(node: Node, low: Leaf, high: Leaf, transcript: Transcript) -> list[Diagnostic]:
    """Bounds of unlike sign (`4..-1`) cannot be compared before the model is known."""
    if _is_percent(low) != _is_percent(high):
        return [messages_layers.LayerUnitsMixed(transcript.place(node))]
    comparable = low.text.startswith("-") == high.text.startswith("-")
    if comparable and _number(low) > _number(high):
        return [messages_layers.LayersReversed(transcript.place(node), low.text, high.text)]
    return []


def _is_percent(bound: Leaf) -> bool:
    return bound.text.endswith("%")


def _number(bound: Leaf) -> float:
    return float(bound.text.removesuffix("%"))
