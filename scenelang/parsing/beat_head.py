"""Beat heads: `ask(hiero)`.

Takes: the key of a beat. Gives: its kind and its speaker, with places.
May assume: nothing. Never does: ask whether the archetype knows the kind or the cast knows the speaker.
"""

from __future__ import annotations

from dataclasses import dataclass

from scenelang.diagnostics import Outcome
from scenelang.model import Name
from scenelang.parsing.rules import HEAD
from scenelang.parsing.syntax import Node
from scenelang.parsing.transcript import Transcript, read_rule
from scenelang.source import ScalarText


@dataclass(frozen=True, slots=True)
class BeatHead:
    """What stands before a beat's text: its kind, and who speaks where somebody does."""

    kind: Name
    speaker: Name | None


def parse_beat_head(text: ScalarText) -> Outcome[BeatHead]:
    """Reads `kind` or `kind(speaker)`."""
    return read_rule(HEAD, text, _head)


def _head(node: Node, transcript: Transcript) -> BeatHead:
    return BeatHead(transcript.name(node.leaf(0)), transcript.maybe_name(node.maybe_leaf(1)))
