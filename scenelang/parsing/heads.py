"""Head rules inside attention rules: `any`, `each`, `mean`, `top 2`, `h0, h3`.

Takes: the heads of a syntax tree. Gives: a `HeadRule`, or None with a finding.
May assume: the grammar's shape. Never does: ask whether a model has the heads.
"""

from __future__ import annotations

import re

from scenelang.parsing import messages_layers
from scenelang.parsing.rules import WORDS_FOR_HEADS
from scenelang.parsing.syntax import Leaf, Node
from scenelang.parsing.transcript import Transcript
from scenelang.signals import HeadRule, HeadRuleKind

_HEAD = re.compile(r"h(\d{1,4})\Z", re.ASCII)
HIGHEST_HEAD = 62
"""The highest head that a rule can name; a compiled rule keeps its heads as bits of one number."""

_COUNT = re.compile(r"[1-9]\d{0,3}\Z", re.ASCII)
_PLAIN = {kind.value: kind for kind in (HeadRuleKind.ANY, HeadRuleKind.EACH, HeadRuleKind.MEAN)}
HEAD_WORDS = (*_PLAIN, "top")
"""The words that begin a head rule; heads by number have none."""
_OTHERWISE = {"weight": "a weight is written `w 0.5`; "}


def read_heads(node: Node, transcript: Transcript) -> HeadRule | None:
    """The head rule of a syntax node."""
    if node.rule == "counted_heads":
        return _top(node, transcript)
    words = tuple(node.leaves())
    if len(words) == 1 and words[0].text in _PLAIN:
        return HeadRule(_PLAIN[words[0].text])
    return _named(words, transcript)


def _top(node: Node, transcript: Transcript) -> HeadRule | None:
    word, count = node.leaf(0), node.leaf(1)
    if word.text != "top":
        return _unknown(word, "takes no number", transcript)
    if not _COUNT.match(count.text):
        return _unknown(count, "counts no heads", transcript)
    return HeadRule(HeadRuleKind.TOP, count=int(count.text))


def _named(words: tuple[Leaf, ...], transcript: Transcript) -> HeadRule | None:
    heads: list[int] = []
    for word in words:
        number = _HEAD.match(word.text)
        if number is None:
            return _unknown(word, "how many?" if word.text == "top" else "names no head", transcript)
        if int(number[1]) > HIGHEST_HEAD:
            transcript.report(messages_layers.HeadTooHigh(transcript.place(word), word.text, HIGHEST_HEAD))
            return None
        if int(number[1]) in heads:
            return _unknown(word, "named twice", transcript)
        heads.append(int(number[1]))
    return HeadRule(HeadRuleKind.NAMED, heads=tuple(heads))


def _unknown(leaf: Leaf, why: str, transcript: Transcript) -> HeadRule | None:
    place = transcript.place(leaf)
    if leaf.text in WORDS_FOR_HEADS:
        transcript.report(messages_layers.HeadsWord(place, leaf.text))
        return None
    otherwise = _OTHERWISE.get(leaf.text, "")
    transcript.report(messages_layers.UnknownHeadRule(place, leaf.text, why, HEAD_WORDS, otherwise))
    return None
