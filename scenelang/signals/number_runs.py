"""Layer numbers and layer kinds in few words: `0..9, 12`, and what repeats over the depth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

_LONGEST_PERIOD = 12
_LONGEST_START = 3
_STEPS_FROM = 5


def runs_text(numbers: Iterable[int]) -> str:
    """Rising numbers as runs: `0..9, 12`; equal steps as `3, 7, ..., 47`; `none` where there is none."""
    listed = list(numbers)
    steps = {after - before for before, after in pairwise(listed)}
    if len(listed) >= _STEPS_FROM and len(steps) == 1 and steps != {1}:
        return f"{listed[0]}, {listed[1]}, ..., {listed[-1]}"
    parts = []
    for _, run in groupby(enumerate(listed), key=lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        parts.append(str(found[0]) if len(found) == 1 else f"{found[0]}..{found[-1]}")
    return ", ".join(parts) or "none"


def pattern_text(words: Sequence[str]) -> str:
    """What stands layer by layer, compactly: `(5 sliding, 1 full) x 4, 2 sliding`."""
    listed = _counted(words)
    if len(set(words)) < 2:
        return listed
    for start in range(min(_LONGEST_START, len(words)) + 1):
        found = _periodic(words[start:])
        if found is not None:
            period, times = found
            end = start + period * times
            parts = [_counted(words[:start]), f"({_counted(words[start : start + period])}) x {times}"]
            return ", ".join(filter(None, [*parts, _counted(words[end:])]))
    return listed


def _periodic(words: Sequence[str]) -> tuple[int, int] | None:
    """The shortest period that covers the words but for their end, and how often it comes."""
    for period in range(2, min(_LONGEST_PERIOD, len(words) // 2) + 1):
        times = 1
        while words[times * period : (times + 1) * period] == words[:period]:
            times += 1
        if times > 1 and len(words) - times * period <= period and len(set(words[:period])) > 1:
            return period, times
    return None


def _counted(words: Sequence[str]) -> str:
    return ", ".join(f"{len(list(run))} {word}" for word, run in groupby(words))
