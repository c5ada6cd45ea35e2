"""Where loss weight went: the mass of each beat and each named span, before and after.

Takes: programs of the same instances, old and new, and how their tokens lie to each other.
Gives: masses that differ, and whether a token that stayed weighs something else.
May assume: the programs belong to the scenes.
Never does: round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scenelang.comparing.alignment import Alignment
from scenelang.comparing.changes import MassChange
from scenelang.comparing.sides import Lowered

_Masses = dict[tuple[str, str], float]


def mass_changes(before: Sequence[Lowered], after: Sequence[Lowered]) -> Iterator[MassChange]:
    """Masses over all these instances that are not the same, beats first, in the order of the text."""
    old, new = _masses(before), _masses(after)
    for key in dict.fromkeys((*new, *old)):
        kind, name = key
        if old.get(key) != new.get(key):
            yield MassChange(kind, name, old.get(key), new.get(key))


def weights_differ(before: Lowered, after: Lowered, alignment: Alignment) -> bool:
    """True where a token that stayed weighs something else now, or is to be avoided otherwise."""
    old, new = before.program, after.program
    if not alignment.hunks:
        return old.weights != new.weights or _avoid(old.avoid) != _avoid(new.avoid)
    old_avoid, new_avoid = _filled(before), _filled(after)
    return any(
        old.weights[place] != new.weights[there] or old_avoid[place] != new_avoid[there]
        for place, there in alignment.stayed.items()
    )


def _avoid(weights: tuple[float, ...]) -> tuple[float, ...]:
    return weights if any(weights) else ()


def _filled(side: Lowered) -> Sequence[float]:
    return side.program.avoid or (0.0,) * side.length


def _masses(instances: Sequence[Lowered]) -> Mapping[tuple[str, str], float]:
    found: _Masses = {}
    for one in instances:
        _add_beats(one, "beat", one.program.weights, found)
        if any(one.program.avoid):
            _add_beats(one, "avoid", one.program.avoid, found)
    for one in instances:
        weights = one.program.weights
        for proof in one.program.certificates:
            key = ("span", proof.span)
            found[key] = found.get(key, 0.0) + sum(weights[proof.start : proof.end])
    return found


def _add_beats(one: Lowered, kind: str, weights: Sequence[float], found: _Masses) -> None:
    names = one.side.checked.beat_ids
    for beat, weight in zip(one.program.beats, weights, strict=True):
        if beat >= 0 and (weight or kind == "beat"):
            key = (kind, names[beat])
            found[key] = found.get(key, 0.0) + weight
