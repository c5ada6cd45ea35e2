"""Looks at the space of a scene's draws: anything there, and on both sides of a holdout.

Takes an `InstancePlan` whose parts are sound. Gives the same plan, its bindings listed where `where`
leaves few enough to list, and what is wrong with it. May assume nothing of `where`.
Never looks at more than `LISTING_LIMIT` bindings or `SAMPLE` instances.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product
from math import factorial, prod

from scenelang.diagnostics import Diagnostic, Refusal
from scenelang.expanding.draw_pool import DrawPool
from scenelang.expanding.instance_plan import InstancePlan
from scenelang.expanding.messages import HoldoutIsOneSided, MoreInstancesThanDraws, NoBindingMeetsWhere
from scenelang.model import Holdout, Vary
from scenelang.tokens import Split

LISTING_LIMIT = 5_000
"""Draws with a condition are listed, rather than tried, when there are at most so many."""

MANY_LINES = 13
"""So many lines can be ordered in more ways than a scene may have instances."""

SAMPLE = 256
"""How many instances are looked at where not all can be."""


def list_bindings(plan: InstancePlan) -> InstancePlan:
    """Lists the bindings that meet `where`, where that is cheap, so that each is drawn at once.

    Raises:
        Refusal: no binding meets `where`, or an expression fails on one.
    """
    if plan.condition is None or _bindings(plan) > LISTING_LIMIT:
        return plan
    listed = [binding for binding in _all_bindings(plan.pools) if plan.complete(binding)]
    if not listed:
        raise Refusal(NoBindingMeetsWhere(plan.condition.place, bindings=_bindings(plan)))
    return replace(plan, listed=tuple(listed))


def survey_plan(plan: InstancePlan, vary: Vary) -> Iterator[Diagnostic]:
    """What a look at the first instances and at the size of the space tells.

    Raises:
        Refusal: one of the instances looked at cannot be made.
    """
    different = len(plan.listed) or _bindings(plan)
    different *= prod(factorial(min(lines, MANY_LINES)) for _, lines in plan.shuffled)
    if plan.count > different and not plan.lets:
        yield MoreInstancesThanDraws(vary.place, count=plan.count, different=different)
    looked_at = min(plan.count, SAMPLE)
    splits = {plan.instance(number).split for number in range(looked_at)}
    if vary.holdout is not None and not plan.held_out and len(splits) == 1:
        yield from _one_side(plan, vary.holdout, splits.pop(), looked_at)


def _one_side(plan: InstancePlan, holdout: Holdout, seen: Split, looked_at: int) -> Iterator[Diagnostic]:
    """One side of the split did not show: an error, unless chance may still bring it."""
    missing = Split.TRAIN if seen is Split.HELD_OUT else Split.HELD_OUT
    if looked_at < plan.count and _may_still_come(plan, holdout, missing):
        return
    side = "training" if missing is Split.TRAIN else "held-out"
    what = f"{plan.count} instances" if plan.count > 1 else "1 instance"
    share = "its condition" if holdout.where is not None else f"a share of {holdout.share * 100:g} %"
    yield HoldoutIsOneSided(holdout.place, side=side, share=share, what=what)


def _may_still_come(plan: InstancePlan, holdout: Holdout, missing: Split) -> bool:
    """Judged by every binding where those can be listed, else by the number to be expected."""
    if plan.listed:
        return any(plan.split(binding) is missing for binding in plan.listed)
    if _bindings(plan) <= LISTING_LIMIT:
        return any(
            plan.complete(binding) and plan.split(binding) is missing for binding in _all_bindings(plan.pools)
        )
    if holdout.where is not None:
        return False
    share = holdout.share if missing is Split.HELD_OUT else 1 - holdout.share
    return share * plan.count >= 1


def _bindings(plan: InstancePlan) -> int:
    return prod(pool.bindings for pool in plan.pools)


def _all_bindings(pools: tuple[DrawPool, ...]) -> Iterator[dict[str, str]]:
    ways = [
        permutations(pool.values, len(pool.names))
        if pool.distinct
        else product(pool.values, repeat=len(pool.names))
        for pool in pools
    ]
    names = [name for pool in pools for name in pool.names]
    for chosen in product(*ways):
        values = [str(value) for group in chosen for value in group]
        yield dict(zip(names, values, strict=True))
