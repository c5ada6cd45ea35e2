"""Do the beats follow the pattern of the archetype.

The pattern is a regular expression over beat kinds. It is matched by its positions (Glushkov's
construction): which kinds may begin, which may end, and which may follow which. So the check knows at the
first beat that does not fit what would have fitted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from scenelang.checking.messages_order import BeatOutOfOrder, BeatsEndEarly
from scenelang.diagnostics import Collector
from scenelang.model import SYSTEM_BEAT, Archetype, BeatPattern, PatternBeat, PatternChoice, Repeat, Scene


@dataclass(frozen=True, slots=True)
class PatternTable:
    """Positions of a pattern: the kind at each, where it may begin and end, and what may follow."""

    kinds: tuple[str, ...]
    first: frozenset[int]
    last: frozenset[int]
    may_be_empty: bool
    follow: Mapping[int, frozenset[int]]

    def named(self, positions: Iterable[int]) -> tuple[str, ...]:
        """The kinds at some positions, each once, in the order of the pattern."""
        return tuple(dict.fromkeys(self.kinds[position] for position in sorted(positions)))


def check_beat_order(scene: Scene, archetype: Archetype, found: Collector) -> None:
    """Reports the first beat that does not fit, or a scene that ends too early.

    A leading `system` beat fits everywhere, whether the pattern speaks of one or not.
    """
    if not scene.beats or "beats" in scene.unread:
        return
    table = pattern_table(archetype.pattern)
    misfit = _first_misfit(table, tuple(beat.kind.text for beat in scene.beats))
    if misfit is None:
        return
    number, expected = misfit
    could_be = table.named(expected)
    if number == len(scene.beats):
        found.add(BeatsEndEarly(scene.beats[-1].kind.place, archetype.name, could_be))
        return
    kind, known = scene.beats[number].kind, tuple(dict.fromkeys(table.kinds))
    found.add(BeatOutOfOrder(kind.place, kind.text, archetype.name, could_be, known))


def follows_pattern(archetype: Archetype, kinds: tuple[str, ...]) -> bool:
    """Whether beats of these kinds follow the pattern; what `check_beat_order` would report is not said."""
    return bool(kinds) and _first_misfit(pattern_table(archetype.pattern), kinds) is None


def _first_misfit(table: PatternTable, kinds: tuple[str, ...]) -> tuple[int, frozenset[int]] | None:
    """The number of the first beat that does not fit, and the places expected there; None where all fit.

    The number is that of a beat behind the last where beats are missing at the end.
    """
    expected, reached = table.first, frozenset[int]()
    leads = kinds[0] == SYSTEM_BEAT and SYSTEM_BEAT not in table.named(table.first)
    for number, kind in enumerate(kinds):
        if leads and number == 0:
            continue
        reached = frozenset(place for place in expected if table.kinds[place] == kind)
        if not reached:
            return number, expected
        expected = frozenset().union(*(table.follow[place] for place in reached))
    return None if reached & table.last else (len(kinds), expected)


@lru_cache(maxsize=64)
def pattern_table(pattern: BeatPattern) -> PatternTable:
    """The table of a pattern."""
    builder = _Builder([], {})
    part = builder.part(pattern)
    follow = {place: frozenset(builder.follow.get(place, ())) for place in range(len(builder.kinds))}
    return PatternTable(tuple(builder.kinds), part.first, part.last, part.may_be_empty, follow)


@dataclass(frozen=True, slots=True)
class _Part:
    first: frozenset[int]
    last: frozenset[int]
    may_be_empty: bool


_NOTHING = _Part(frozenset(), frozenset(), may_be_empty=True)


@dataclass(slots=True)
class _Builder:
    kinds: list[str]
    follow: dict[int, set[int]]

    def part(self, pattern: BeatPattern) -> _Part:
        inner = self._once(pattern)
        if pattern.repeat in (Repeat.SOME, Repeat.ANY):
            self._join(inner.last, inner.first)
        optional = pattern.repeat in (Repeat.MAYBE, Repeat.ANY)
        return _Part(inner.first, inner.last, inner.may_be_empty or optional)

    def _once(self, pattern: BeatPattern) -> _Part:
        if isinstance(pattern, PatternBeat):
            self.kinds.append(pattern.kind.text)
            here = frozenset({len(self.kinds) - 1})
            return _Part(here, here, may_be_empty=False)
        parts = [self.part(part) for part in pattern.parts]
        if isinstance(pattern, PatternChoice):
            first = frozenset().union(*(part.first for part in parts))
            last = frozenset().union(*(part.last for part in parts))
            return _Part(first, last, any(part.may_be_empty for part in parts))
        whole = _NOTHING
        for part in parts:
            whole = self._after(whole, part)
        return whole

    def _after(self, left: _Part, right: _Part) -> _Part:
        self._join(left.last, right.first)
        first = left.first | right.first if left.may_be_empty else left.first
        last = left.last | right.last if right.may_be_empty else right.last
        return _Part(first, last, left.may_be_empty and right.may_be_empty)

    def _join(self, ends: frozenset[int], starts: frozenset[int]) -> None:
        for end in ends:
            self.follow.setdefault(end, set()).update(starts)
