"""Attention rules: `answer -> weight, last(silver) @ late top 2 w 0.5`, `answer -/> first`.

Takes: one line of `anchors`. Gives: an `AttentionRule`. May assume: nothing.
Never does: ask whether the spans exist or stand in the right order.
"""

from __future__ import annotations

from scenelang.diagnostics import Outcome
from scenelang.model import At, AttentionRule
from scenelang.parsing.band import read_band
from scenelang.parsing.heads import read_heads
from scenelang.parsing.positions import read_positions, read_weight
from scenelang.parsing.rules import ATTENTION
from scenelang.parsing.syntax import Node
from scenelang.parsing.transcript import Transcript, read_rule
from scenelang.source import ScalarText


def parse_attention_rule(text: ScalarText) -> Outcome[AttentionRule]:
    """Reads `query -> key, key @ layers heads w 1.0`.

    A query alone means the positions that produce its span; a key alone its last content token.
    """
    return read_rule(ATTENTION, text, _attention)


def _attention(node: Node, transcript: Transcript) -> AttentionRule | None:
    query = read_positions(node.node(0), transcript, At.PRODUCE)
    keys = [read_positions(key, transcript, At.LAST) for key in node.node(2).nodes()]
    band, heads = node.maybe_node(3), node.maybe_node(4)
    layers = None if band is None else read_band(band, transcript)
    head_rule = None if heads is None else read_heads(heads, transcript)
    weight = read_weight(node.maybe_node(5), transcript)
    sound_keys = tuple(key for key in keys if key is not None)
    if query is None or len(sound_keys) < len(keys):
        return None
    away = node.leaf(1).kind == "AWAY"
    return AttentionRule(query, sound_keys, away, layers, head_rule, weight, transcript.scalar.place)
