"""Tension trajectories: `0.2 -> 0.9 @ turn -> 0.1`, `peak(0.2, 0.9 @ turn)`.

Takes: an axis and the text of its trajectory. Gives: a `TensionAxis`.
May assume: nothing. Never does: ask whether the axis or the beats exist.
"""

from __future__ import annotations

from types import MappingProxyType

from scenelang.diagnostics import Outcome
from scenelang.model import Keyframe, Name, Path, Shape, TensionAxis
from scenelang.parsing import messages_words
from scenelang.parsing.rules import TRAJECTORY
from scenelang.parsing.syntax import Node
from scenelang.parsing.transcript import Transcript, read_rule
from scenelang.source import ScalarText

SHAPES = MappingProxyType(
    {
        "rise": (2, "rise(0.1, 0.9)"),
        "fall": (2, "fall(0.9, 0.1)"),
        "peak": (2, "peak(0.2, 0.9 @ turn)"),
        "hold": (1, "hold(0.5)"),
    }
)
"""How many values each shape takes, and an example."""


def parse_trajectory(axis: Name, text: ScalarText) -> Outcome[TensionAxis]:
    """Reads how one axis moves. Values outside 0..1 and unknown shapes are errors."""

    def convert(node: Node, transcript: Transcript) -> TensionAxis | None:
        form = node.node(0)
        trajectory = _path(form, transcript) if form.rule == "path" else _shape(form, transcript)
        return TensionAxis(axis, trajectory, axis.place.join(text.place))

    return read_rule(TRAJECTORY, text, convert)


def _path(node: Node, transcript: Transcript) -> Path:
    return Path(_keyframes(node, transcript))


def _shape(node: Node, transcript: Transcript) -> Shape:
    name = transcript.name(node.leaf(0))
    values = _keyframes(node, transcript)
    if name.text not in SHAPES:
        transcript.report(messages_words.UnknownShape(name.place, name.text, tuple(SHAPES)))
        return Shape(name, values)
    count, example = SHAPES[name.text]
    if len(values) != count:
        wanted = "one value" if count == 1 else "two values"
        transcript.report(
            messages_words.ShapeArguments(transcript.place(node), name.text, wanted, len(values), example)
        )
    return Shape(name, values)


def _keyframes(node: Node, transcript: Transcript) -> tuple[Keyframe, ...]:
    return tuple(_keyframe(child, transcript) for child in node.nodes())


def _keyframe(node: Node, transcript: Transcript) -> Keyframe:
    written = node.leaf(0)
    value = transcript.number(written)
    if not 0 <= value <= 1:
        transcript.report(messages_words.TensionOutOfRange(transcript.place(written), written.text))
    return Keyframe(value, transcript.maybe_name(node.maybe_leaf(1)), transcript.place(node))
