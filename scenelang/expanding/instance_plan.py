"""All instances of a scene, none of them made before it is asked for.

Takes what `plan_instances` worked out. Gives instance `k` from (scene id, seed, k) alone.
May assume that draws hold enough values and that lines of shuffled beats are whole.
Never holds more than one instance, and never depends on the instances before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scenelang.diagnostics import Refusal
from scenelang.evaluating import Evaluation, Value, kind_of, show_value
from scenelang.expanding.choices import Choices, stable_share
from scenelang.expanding.draw_pool import DrawPool
from scenelang.expanding.instance import Instance
from scenelang.expanding.messages import WhereIsNoCondition, WhereTooRare
from scenelang.source import Span
from scenelang.tokens import Split

TRIES = 1000
"""How often one instance is drawn anew before `where` counts as never met."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of `where` or of a holdout: its function and its place."""

    holds: Evaluation
    place: Span


@dataclass(frozen=True, slots=True)
class InstancePlan:
    """How many instances a scene has, and the way to each.

    `instance` and iteration raise `Refusal` with the author's mistake where an expression fails on the
    values of one instance or `where` turns down every draw. `listed` holds the bindings that meet `where`
    when there are few enough to list. An instance is held out when `held_out` says so of all, when
    `held_out_when` holds for its values, or when those of `held_out_by` fall under `held_out_share`.
    """

    count: int
    key: bytes = b""
    pools: tuple[DrawPool, ...] = ()
    lets: tuple[tuple[str, Evaluation], ...] = ()
    condition: Condition | None = None
    listed: tuple[Mapping[str, str], ...] = ()
    shuffled: tuple[tuple[int, int], ...] = ()
    held_out_by: tuple[str, ...] = ()
    held_out_share: float = 0.0
    held_out_when: Condition | None = None
    held_out: bool = False

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Instance]:
        return map(self.instance, range(self.count))

    def instance(self, number: int) -> Instance:
        """Instance `number`.

        Raises:
            IndexError: there is no such instance.
            Refusal: an expression fails on its values, or no draw met `where`.
        """
        if not 0 <= number < self.count:
            raise IndexError(f"instance {number} of {self.count}")
        binding, choices = self._draw(number)
        orders = {beat: choices.order(lines) for beat, lines in self.shuffled}
        return Instance(number, binding, self.split(binding), orders)

    def split(self, binding: Mapping[str, str]) -> Split:
        """On which side of the holdout a binding is.

        Raises:
            Refusal: the condition of the holdout fails on its values.
        """
        if self.held_out:
            return Split.HELD_OUT
        if self.held_out_when is not None and _truth(self.held_out_when, self._variables(binding)):
            return Split.HELD_OUT
        if not self.held_out_by:
            return Split.TRAIN
        values = tuple(binding[name] for name in self.held_out_by)
        return Split.HELD_OUT if stable_share(self.key, values) < self.held_out_share else Split.TRAIN

    def complete(self, binding: dict[str, str]) -> bool:
        """Adds the computed values to drawn ones; False when `where` turns them down."""
        if not self.lets and self.condition is None:
            return True
        variables = self._variables(binding)
        for name, _ in self.lets:
            binding[name] = show_value(variables[name])
        return self.condition is None or _truth(self.condition, variables)

    def _variables(self, binding: Mapping[str, str]) -> Mapping[str, Value]:
        """Drawn and computed values as expressions compute with them."""
        variables: dict[str, Value] = {
            name: pool.typed(binding[name]) for pool in self.pools for name in pool.names
        }
        for name, compute in self.lets:
            variables[name] = compute(variables)
        return variables

    def _draw(self, number: int) -> tuple[Mapping[str, str], Choices]:
        choices = Choices(self.key, number)
        if self.listed:
            return self.listed[choices.below(len(self.listed))], choices
        for attempt in range(1, TRIES + 1):
            binding = _take(self.pools, choices)
            if self.complete(binding):
                return binding, choices
            choices = Choices(self.key, number, attempt)
        assert self.condition is not None
        raise Refusal(WhereTooRare(self.condition.place, tries=TRIES, instance=number))


def _take(pools: tuple[DrawPool, ...], choices: Choices) -> dict[str, str]:
    binding: dict[str, str] = {}
    for pool in pools:
        names, values, size = pool.names, pool.values, pool.size
        if pool.distinct:
            numbers = choices.distinct(len(names), size)
        else:
            numbers = [choices.below(size) for _ in names]
        for name, number in zip(names, numbers, strict=True):
            binding[name] = str(values[number])
    return binding


def _truth(condition: Condition, variables: Mapping[str, Value]) -> bool:
    value = condition.holds(variables)
    if not isinstance(value, bool):
        raise Refusal(WhereIsNoCondition(condition.place, kind=kind_of(value)))
    return value
