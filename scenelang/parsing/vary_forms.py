"""The short forms inside `vary`: `a, b, c`, `2..9`, `10%`.

Takes: a scalar. Gives: names, an `IntegerRange`, or a share in 0..1.
May assume: nothing. Never does: draw.
"""

from __future__ import annotations

from scenelang.diagnostics import Outcome
from scenelang.model import IntegerRange, Name
from scenelang.parsing import messages_vary
from scenelang.parsing.rules import DRAW_NAMES, RANGE, SHARE
from scenelang.parsing.syntax import Node
from scenelang.parsing.transcript import Transcript, read_rule
from scenelang.source import ScalarText


def parse_draw_names(text: ScalarText) -> Outcome[tuple[Name, ...]]:
    """Reads the variables of one draw."""
    return read_rule(DRAW_NAMES, text, _names)


def parse_range(text: ScalarText) -> Outcome[IntegerRange]:
    """Reads `low..high`, both ends included."""
    return read_rule(RANGE, text, _range)


def parse_share(text: ScalarText) -> Outcome[float]:
    """Reads a share: `10%` and `0.1` are both a tenth."""
    return read_rule(SHARE, text, _share)


def _names(node: Node, transcript: Transcript) -> tuple[Name, ...]:
    names: dict[str, Name] = {}
    for leaf in node.leaves():
        name = transcript.name(leaf)
        first = names.setdefault(name.text, name)
        if first is not name:
            transcript.report(messages_vary.NameDrawnTwice(name.place, name.text, first.place))
    return tuple(names.values())


def _range(node: Node, transcript: Transcript) -> IntegerRange | None:
    low, high = (int(transcript.number(leaf)) for leaf in node.leaves())
    place = transcript.place(node)
    if low > high and not transcript.findings.has_errors:
        transcript.report(messages_vary.RangeReversed(place, low, high))
    return IntegerRange(low, high, place)


def _share(node: Node, transcript: Transcript) -> float:
    number = transcript.number(node.leaf(0))
    share = number if node.children[1] is None else number / 100
    if not 0 <= share <= 1:
        place = transcript.place(node)
        transcript.report(
            messages_vary.ShareOutOfRange(place, transcript.scalar.value[node.start : node.end])
        )
    return share
