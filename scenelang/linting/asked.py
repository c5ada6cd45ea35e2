"""What a scene asks of a model, as rules compare it: bands that meet, positions that lie in others.

Takes: a checked scene.
Gives: its supervision by name, and whether two things asked fall together whatever the model's depth.
May assume: the scene is sound.
Never does: look at tokens.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from scenelang.checking import CheckedScene
from scenelang.model import At
from scenelang.signals import HeadRule, HeadRuleKind, LayerBand

if TYPE_CHECKING:
    from scenelang.lowering import AttentionIntent, Selector, SupervisionPlan

DEPTHS = (6, 12, 16, 24, 32, 48)
"""Models of these depths stand for all."""

_INSIDE = {At.READ: {At.READ, At.LAST, At.FIRST, At.PRODUCE}, At.PRODUCE: {At.PRODUCE, At.BEFORE, At.READ}}
"""Which selectors name positions that another one of the same span holds too, for the most part."""

_EVERY_HEAD = {HeadRuleKind.EACH, HeadRuleKind.MEAN}

_last: list[tuple[CheckedScene, SupervisionPlan]] = []


def asked_of(checked: CheckedScene) -> SupervisionPlan:
    """The weights and targets of a scene by span; several rules ask for those of one scene in a row."""
    if not _last or _last[0][0] is not checked:
        from scenelang.lowering import plan_supervision  # noqa: PLC0415 - few scenes need it

        _last[:] = [(checked, plan_supervision(checked))]
    return _last[0][1]


@lru_cache(maxsize=4096)
def layers_meet(one: LayerBand, other: LayerBand) -> bool:
    """True where two bands have a layer in common in every model that has both."""
    both = [(one.resolve(depth), other.resolve(depth)) for depth in DEPTHS]
    known = [(set(a), set(b)) for a, b in both if a and b]
    return bool(known) and all(a & b for a, b in known)


@lru_cache(maxsize=4096)
def layers_within(inner: LayerBand, outer: LayerBand) -> bool:
    """True where a band lies in another in every model that has both."""
    both = [(inner.resolve(depth), outer.resolve(depth)) for depth in DEPTHS]
    known = [(set(a), set(b)) for a, b in both if a and b]
    return bool(known) and all(a <= b for a, b in known)


def share_of_layers(band: LayerBand) -> float:
    """The least share of the layers that a band takes in a model that has it."""
    shares = [len(layers) / depth for depth in DEPTHS if (layers := band.resolve(depth))]
    return min(shares, default=0.0)


def lies_in(checked: CheckedScene, inner: Selector, outer: Selector) -> bool:
    """True where one selector's positions are, for the most part, among those of another."""
    if inner == outer:
        return True
    if inner.span == outer.span:
        return inner.at in _INSIDE.get(outer.at, ())
    entry = checked.spans.get(outer.span)
    return entry is not None and inner.span in entry.inner and inner.at in _INSIDE.get(outer.at, ())


def fall_together(checked: CheckedScene, one: Selector, other: Selector) -> bool:
    """True where two selectors have positions in common."""
    return lies_in(checked, one, other) or lies_in(checked, other, one)


def heads_fight(look: AttentionIntent, away: AttentionIntent) -> bool:
    """True where no head that could look there is left by the rule that keeps heads away.

    `any`, `mean` and `top` look with some head of their layers, so all of these must be taken; `each` and
    named heads must look, so one taken is enough.
    """
    if away.heads.kind is HeadRuleKind.NAMED:
        return names_in_common(look.heads, away.heads) and layers_meet(look.layers, away.layers)
    if away.heads.kind not in _EVERY_HEAD:
        return False
    if look.heads.kind in {HeadRuleKind.EACH, HeadRuleKind.NAMED}:
        return layers_meet(look.layers, away.layers)
    return layers_within(look.layers, away.layers)


def names_in_common(one: HeadRule, other: HeadRule) -> bool:
    """True where some head is bound by both rules by itself: `each` binds all, names bind theirs."""
    kinds = {one.kind, other.kind}
    if not kinds <= {HeadRuleKind.EACH, HeadRuleKind.NAMED}:
        return False
    return HeadRuleKind.EACH in kinds or bool(set(one.heads) & set(other.heads))
