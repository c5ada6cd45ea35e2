"""Beat patterns as an archetype writes them, and the shortest scene that fits one."""

from __future__ import annotations

from collections.abc import Iterator

from scenelang.model import BeatPattern, PatternBeat, PatternChoice, PatternSequence, Repeat


def pattern_text(pattern: BeatPattern) -> str:
    """`frame ask guess? (think | doubt)+ turn conclude`."""
    if isinstance(pattern, PatternSequence) and pattern.repeat is Repeat.ONCE:
        return " ".join(map(_part, pattern.parts))
    return _part(pattern)


def shortest_beats(pattern: BeatPattern) -> Iterator[tuple[str, bool]]:
    """The kinds of the shortest scene that fits, in order, each with whether it must stand.

    A part that may be left out is given once, marked as not needed; of a choice, the first part is taken.
    """
    return _beats(pattern, needed=True)


def _beats(pattern: BeatPattern, *, needed: bool) -> Iterator[tuple[str, bool]]:
    needed = needed and pattern.repeat in (Repeat.ONCE, Repeat.SOME)
    if isinstance(pattern, PatternBeat):
        yield pattern.kind.text, needed
        return
    parts = pattern.parts[:1] if isinstance(pattern, PatternChoice) else pattern.parts
    for part in parts:
        yield from _beats(part, needed=needed)


def _part(pattern: BeatPattern) -> str:
    if isinstance(pattern, PatternBeat):
        return f"{pattern.kind.text}{pattern.repeat.value}"
    joint = " | " if isinstance(pattern, PatternChoice) else " "
    return f"({joint.join(map(_choice_part, pattern.parts))}){pattern.repeat.value}"


def _choice_part(pattern: BeatPattern) -> str:
    if isinstance(pattern, PatternSequence) and pattern.repeat is Repeat.ONCE:
        return " ".join(map(_part, pattern.parts))
    return _part(pattern)
