"""Targets that came, went, or ask for something else.

Takes: an old and a new program, and how their tokens lie to each other.
Gives: changes, those of one rule together.
May assume: the alignment is theirs.
Never does: call a target new because words before it moved it: it is followed by its tokens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from scenelang.comparing.alignment import Alignment
from scenelang.comparing.change_class import ChangeClass
from scenelang.comparing.changes import FieldChange, TargetChange
from scenelang.comparing.sides import Lowered, cropped
from scenelang.tokens import AttentionTarget, ExposedTokens, HiddenKind, HiddenTarget

_Places: TypeAlias = tuple[tuple[int, ...], ...]
_Carry: TypeAlias = Callable[[Iterable[int]], tuple[int, ...]]


class _Asked(NamedTuple):
    """What a target asks for; two with equal values ask for the same."""

    layers: str
    heads: str
    weight: float | None
    value: str


@dataclass(frozen=True, slots=True)
class _Target:
    """A target of either kind: where it is by old tokens that stayed, and what it asks for."""

    kind: str
    origin: str
    rule: str
    where: str
    places: _Places
    asked: _Asked
    sites: int = 1


_Key: TypeAlias = Callable[[_Target], object]


def target_changes(before: Lowered, after: Lowered, alignment: Alignment) -> tuple[TargetChange, ...]:
    """All that differs between the targets of two programs."""
    old = list(_targets(before, alignment.carried))
    new = list(_targets(after, alignment.old))
    old, new = _without_equals(old, new)
    changes = []
    for key in (_by_place, _by_rule):
        pairs, old, new = _paired(old, new, key)
        changes += [_changed(one, other) for one, other in pairs if _differences(one, other)]
    changes += [_alone("removed", one) for one in old]
    changes += [_alone("added", one) for one in new]
    return summed(changes)


def summed(changes: Sequence[TargetChange]) -> tuple[TargetChange, ...]:
    """Equal changes as one, with the sites of all."""
    sites: dict[TargetChange, int] = {}
    for one in changes:
        alone = one._replace(sites=0)
        sites[alone] = sites.get(alone, 0) + one.sites
    return tuple(one._replace(sites=count) for one, count in sites.items())


def _targets(side: Lowered, carry: _Carry) -> Iterator[_Target]:
    program = side.program
    for attention in program.attention:
        yield _attention(attention, side, carry)
    for hidden in program.hidden:
        yield _hidden(hidden, side, carry)
    for exposed in program.exposure:
        yield _exposed(exposed, side, carry)


def _attention(target: AttentionTarget, side: Lowered, carry: _Carry) -> _Target:
    arrow = "-/>" if target.away else "->"
    keys = cropped(" | ".join(f'"{side.words(group)}"' for group in target.key_groups))
    return _Target(
        kind="attention",
        origin=target.origin,
        rule=side.side.rule(target.place),
        where=f'"{side.words(target.queries)}" {arrow} {keys}',
        places=(carry(target.queries), *sorted(carry(group) for group in target.key_groups)),
        asked=_Asked(str(target.layers), str(target.heads), target.weight, "away" if target.away else ""),
        sites=len(target.queries) * len(target.key_groups),
    )


def _hidden(target: HiddenTarget, side: Lowered, carry: _Carry) -> _Target:
    value = f"{target.name} = {target.value}" if target.value and target.name else target.name or target.value
    if target.kind is HiddenKind.READS:
        value = f"token {target.token}"
    elif target.kind is HiddenKind.TENSION:
        value = target.name  # how much there is of it stands among the fields
    return _Target(
        kind=target.kind.value,
        origin=target.origin,
        rule=side.side.rule(target.place),
        where=f'"{side.words(target.positions)}"',
        places=(carry(target.positions), carry(target.others)),
        asked=_Asked(str(target.layers), "", target.weight, value),
        sites=len(target.positions),
    )


def _exposed(tokens: ExposedTokens, side: Lowered, carry: _Carry) -> _Target:
    positions = range(tokens.start, tokens.end)
    return _Target(
        kind="exposure",
        origin="expose",
        rule=side.side.rule(tokens.place),
        where=f'"{side.words(positions)}"',
        places=(carry(positions),),
        asked=_Asked(str(tokens.layers), "", None, tokens.module.value),
        sites=len(positions),
    )


def _without_equals(old: list[_Target], new: list[_Target]) -> tuple[list[_Target], list[_Target]]:
    """Both lists without the targets that are the same, tokens aside that came or went."""
    waiting: dict[tuple[str, _Places, _Asked], list[_Target]] = defaultdict(list)
    for one in old:
        waiting[one.kind, one.places, one.asked].append(one)
    left = []
    for other in new:
        equals = waiting.get((other.kind, other.places, other.asked))
        if equals:
            equals.pop(0)
        else:
            left.append(other)
    still = {id(one) for each in waiting.values() for one in each}
    return [one for one in old if id(one) in still], left


def _by_place(one: _Target) -> object:
    return one.kind, one.places


def _by_rule(one: _Target) -> object:
    return one.kind, one.origin


def _paired(
    old: list[_Target], new: list[_Target], key: _Key
) -> tuple[list[tuple[_Target, _Target]], list[_Target], list[_Target]]:
    """Old and new targets with the same key, in their order, and those that are left of each."""
    waiting: dict[object, list[_Target]] = defaultdict(list)
    for one in old:
        waiting[key(one)].append(one)
    pairs, left = [], []
    for other in new:
        fitting = waiting.get(key(other))
        if fitting:
            pairs.append((fitting.pop(0), other))
        else:
            left.append(other)
    paired = {id(one) for one, _ in pairs}
    return pairs, [one for one in old if id(one) not in paired], left


def _differences(one: _Target, other: _Target) -> tuple[FieldChange, ...]:
    found = []
    if one.places != other.places:
        found.append(FieldChange("where", one.where, other.where, ChangeClass.SUPERVISION))
    for name, was, now in zip(_Asked._fields, one.asked, other.asked, strict=True):
        if was != now:
            found.append(FieldChange(name, _shown(was), _shown(now), ChangeClass.SUPERVISION))
    return tuple(found)


def _changed(one: _Target, other: _Target) -> TargetChange:
    return _alone("changed", other)._replace(differences=_differences(one, other))


def _alone(action: str, one: _Target) -> TargetChange:
    rule = one.rule or one.origin
    asked = one.asked
    return TargetChange(action, one.kind, rule, one.where, asked.layers, asked.heads, asked.weight, one.sites)


def _shown(value: str | float | None) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value or "")
