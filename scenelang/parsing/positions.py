"""Positions of a span: `produce(x)`, `last(x)`, `before x`, and the weight that ends a rule.

Takes: pieces of a syntax tree. Gives: `Positions`, or None with a finding; a weight.
May assume: the grammar's shape. Never does: ask whether the span exists.
"""

from __future__ import annotations

from scenelang.model import At, Name, Positions
from scenelang.parsing import messages_layers, messages_rules
from scenelang.parsing.heads import HEAD_WORDS
from scenelang.parsing.rules import WORDS_FOR_HEADS
from scenelang.parsing.syntax import Node
from scenelang.parsing.transcript import Transcript
from scenelang.parsing.wording import listed

_SELECTORS = {at.value: at for at in At}
_SITE_SELECTORS = {"at": At.READ, **_SELECTORS}


def read_positions(node: Node, transcript: Transcript, default: At) -> Positions | None:
    """Positions in an attention rule; a span alone takes the default of its side."""
    if node.rule == "position":
        return Positions(default, transcript.name(node.leaf(0)), transcript.place(node))
    return _selected(node, transcript, _SELECTORS)


def read_site(node: Node, transcript: Transcript) -> Positions | None:
    """Positions in a layer rule, where the author must choose; `at x` means all tokens of x."""
    if node.rule == "position":
        span = transcript.name(node.leaf(0))
        transcript.report(messages_layers.SelectorMissing(span.place, span.text))
        return None
    return _selected(node, transcript, _SITE_SELECTORS)


def read_weight(node: Node | None, transcript: Transcript) -> float:
    """The weight that a rule ends with; 1.0 where there is none."""
    if node is None:
        return 1.0
    written = node.leaf(1)
    weight = transcript.number(written)
    if weight < 0:
        transcript.report(messages_rules.NegativeWeight(transcript.place(written), written.text))
    elif weight == 0 and not transcript.findings.has_errors:
        transcript.report(messages_rules.WeightOfNothing(transcript.place(written)))
    return weight


def _selected(node: Node, transcript: Transcript, known: dict[str, At]) -> Positions | None:
    selector, span = node.leaf(0), node.leaf(1)
    if span.text in HEAD_WORDS and selector.text not in known:
        transcript.report(messages_layers.HeadsWithoutLayers(transcript.place(span), span.text))
        return None
    if span.text in WORDS_FOR_HEADS and selector.text not in known:
        transcript.report(messages_layers.HeadsWord(transcript.place(span), span.text))
        return None
    at = known.get(selector.text)
    if at is None:
        place = transcript.place(selector)
        transcript.report(messages_layers.UnknownSelector(place, selector.text, tuple(known), listed(known)))
        return None
    return Positions(at, Name(span.text, transcript.place(span)), transcript.place(node))
