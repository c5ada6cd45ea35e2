"""The figures of a comparison: how much there is to learn, before and after.

Takes: compared scenes with their programs.
Gives: totals over the compared instances of the scenes that changed.
May assume: nothing.
Never does: count a scene that stayed the same; it would change both sums alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from scenelang.comparing.changes import Total
from scenelang.comparing.scene_comparison import ComparedPair
from scenelang.comparing.sides import Lowered
from scenelang.tokens import TokenProgram


def totals_of(compared: Iterable[ComparedPair]) -> tuple[Total, ...]:
    """Each figure that has something to count, in the order in which programs have it."""
    pairs = tuple(compared)
    before = _sums(chain.from_iterable(pair.before for pair in pairs))
    after = _sums(chain.from_iterable(pair.after for pair in pairs))
    return tuple(Total(name, before[name], after[name]) for name in before if before[name] or after[name])


def _sums(programs: Iterable[Lowered]) -> dict[str, float]:
    sums = dict.fromkeys(_NAMES, 0.0)
    for one in programs:
        for name, value in zip(_NAMES, _figures(one.program), strict=True):
            sums[name] += value
    return sums


_NAMES = (
    "instances",
    "tokens",
    "weight",
    "avoid weight",
    "attention sites",
    "attention weight",
    "hidden sites",
    "hidden weight",
    "exposed tokens",
)


def _figures(program: TokenProgram) -> Iterator[float]:
    yield 1.0
    yield float(len(program.ids))
    yield sum(program.weights)
    yield sum(program.avoid)
    sites = [len(target.queries) * len(target.key_groups) for target in program.attention]
    yield float(sum(sites))
    yield sum(count * target.weight for count, target in zip(sites, program.attention, strict=True))
    yield float(sum(len(target.positions) for target in program.hidden))
    yield sum(len(target.positions) * target.weight for target in program.hidden)
    yield float(sum(one.end - one.start for one in program.exposure))
