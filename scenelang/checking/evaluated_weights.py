"""What the weights of one beat come to, with the tension there.

Takes: a beat, the axes of its scene and their values at it.
Gives: factors; what comes to none is reported and counts as 1.
May assume: nothing of the expressions beyond their grammar.
Never does: lay a fault of the tension on the archetype alone; it is told at the beat.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenelang.checking.axes import Axes
from scenelang.checking.messages_tension import ArchetypeWeightFails, BeatWeightOutOfRange
from scenelang.checking.variable_uses import names_in_expression
from scenelang.diagnostics import Collector, Refusal
from scenelang.evaluating import Value, compile_expression, expression_place, show_value
from scenelang.model import Beat, Expression

MAX_WEIGHT = 1000
_NEUTRAL = 1.0


@dataclass(frozen=True, slots=True)
class WeightsHere:
    """A beat, and the value of each axis at it."""

    beat: Beat
    axes: Axes
    vector: Mapping[str, float]
    found: Collector

    def own(self) -> float:
        """What the beat itself asks for."""
        weight = self.beat.weight
        if weight is None:
            return _NEUTRAL
        value = self._value(weight, self.found)
        if value is not None and not _is_weight(value):
            self.found.add(BeatWeightOutOfRange(expression_place(weight), show_value(value)))
        return _factor(value)

    def of_kind(self, weight: Expression | None) -> float:
        """What the archetype gives the kind; what fails is told at the beat, whose tension made it fail."""
        # An axis that the archetype itself may not use was told of its own file.
        if weight is None or any(name.text not in self.axes.declared for name in names_in_expression(weight)):
            return _NEUTRAL
        said = Collector()
        value = self._value(weight, said)
        reasons = [finding.message for finding in said.sorted()]
        if value is not None and not _is_weight(value):
            reasons.append(f"it comes to {show_value(value)}")
        kind, where = self.beat.kind, expression_place(weight)
        for reason in reasons:
            self.found.add(ArchetypeWeightFails(kind.place, kind.text, self.axes.archetype, reason, where))
        return _factor(value)

    def _value(self, weight: Expression, said: Collector) -> Value | None:
        """What an expression comes to; None where that was reported, or an axis is broken."""
        names = tuple(names_in_expression(weight))
        if [name for name in names if not self.axes.moves(name, said)]:
            return None
        try:
            return compile_expression(weight)(self.vector)
        except Refusal as refusal:
            said.add(refusal.diagnostic)
            return None


def _is_weight(value: Value) -> bool:
    return not isinstance(value, bool | str) and 0 <= value <= MAX_WEIGHT


def _factor(value: Value | None) -> float:
    """The value as a factor; 1 in place of one that was reported."""
    if value is None or isinstance(value, str) or not _is_weight(value):
        return _NEUTRAL
    return float(value)
