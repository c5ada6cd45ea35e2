"""Which tokens of a new text are those of an old one.

Takes: two sequences of token ids.
Gives: the runs that differ, and where each old token that stayed is now.
May assume: nothing.
Never does: look at what the tokens say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple


class Hunk(NamedTuple):
    """Old tokens `start..end` (half-open) gave way to new tokens `new_start..new_end`."""

    start: int
    end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The hunks in the order of the text, and the new places of old tokens that stayed."""

    hunks: tuple[Hunk, ...]
    stayed: dict[int, int]
    kept: frozenset[int]

    def carried(self, positions: Iterable[int]) -> tuple[int, ...]:
        """The new places of old tokens; those that went are left out."""
        return tuple(sorted(self.stayed[place] for place in positions if place in self.stayed))

    def old(self, positions: Iterable[int]) -> tuple[int, ...]:
        """The new tokens among these that were there before."""
        return tuple(sorted(place for place in positions if place in self.kept))


def align(before: Sequence[int], after: Sequence[int]) -> Alignment:
    """How the ids of one text became those of another; what begins and ends alike is not searched."""
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    middle, new_middle = before[head : len(before) - tail], after[head : len(after) - tail]
    matcher = SequenceMatcher(None, middle, new_middle, autojunk=False)
    hunks = []
    stayed = {place: place for place in range(head)}
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            stayed.update(
                zip(range(start + head, end + head), range(new_start + head, new_end + head), strict=True)
            )
        else:
            hunks.append(Hunk(start + head, end + head, new_start + head, new_end + head))
    moved = len(after) - len(before)
    stayed.update((place, place + moved) for place in range(len(before) - tail, len(before)))
    return Alignment(tuple(hunks), stayed, frozenset(stayed.values()))


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    """How many items two sequences have in common from their start on."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
