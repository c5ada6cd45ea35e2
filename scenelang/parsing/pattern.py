"""Beat patterns of archetypes: `frame ask guess? (think | doubt)+ turn conclude reflect?`.

Takes: the pattern's text. Gives: a `BeatPattern`. May assume: nothing.
Never does: ask whether anybody knows the beat kinds; they are open.
"""

from __future__ import annotations

from dataclasses import replace

from scenelang.diagnostics import Outcome
from scenelang.model import BeatPattern, PatternBeat, PatternChoice, PatternSequence, Repeat
from scenelang.parsing.rules import PATTERN
from scenelang.parsing.syntax import Leaf, Node
from scenelang.parsing.transcript import Transcript, read_rule
from scenelang.source import ScalarText


def parse_beat_pattern(text: ScalarText) -> Outcome[BeatPattern]:
    """Reads a pattern. A group of one part that stands once is that part itself."""
    return read_rule(PATTERN, text, _choice)


def _choice(node: Node, transcript: Transcript) -> BeatPattern:
    parts = tuple(_sequence(child, transcript) for child in node.nodes())
    return parts[0] if len(parts) == 1 else PatternChoice(parts, Repeat.ONCE)


def _sequence(node: Node, transcript: Transcript) -> BeatPattern:
    parts = tuple(_part(child, transcript) for child in node.nodes())
    return parts[0] if len(parts) == 1 else PatternSequence(parts, Repeat.ONCE)


def _part(node: Node, transcript: Transcript) -> BeatPattern:
    sign = node.maybe_leaf(1)
    repeat = Repeat.ONCE if sign is None else Repeat(sign.text)
    inside = node.children[0]
    if isinstance(inside, Leaf):
        return PatternBeat(transcript.name(inside), repeat)
    group = _choice(node.node(0), transcript)
    if repeat is Repeat.ONCE:
        return group
    return replace(group, repeat=repeat) if group.repeat is Repeat.ONCE else PatternSequence((group,), repeat)
