"""Works out the instances of a scene before any is made.

Takes a `CheckedScene`. Gives an `InstancePlan`, or every reason why there can be none.
May assume that names resolve, that every draw has a value, and that no span crosses a shuffled line.
Never makes more instances than it needs to look at.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Collector, Diagnostic, Outcome, Refusal
from scenelang.evaluating import compile_expression, expression_place
from scenelang.expanding.beat_lines import split_lines
from scenelang.expanding.draw_pool import DrawPool, open_pool
from scenelang.expanding.instance_plan import Condition, InstancePlan
from scenelang.expanding.messages import TooFewDistinctValues, TooManyInstances
from scenelang.expanding.survey_space import list_bindings, survey_plan
from scenelang.model import Draw, Expression, Vary

INSTANCE_LIMIT = 10**9
"""The most instances that one scene may ask for."""


def plan_instances(checked: CheckedScene) -> Outcome[InstancePlan]:
    """The instances of a scene; a scene without `vary` has one, which binds nothing."""
    vary = checked.scene.vary
    if vary is None:
        return Outcome(InstancePlan(count=1, held_out=checked.scene.held_out))
    pools = tuple(open_pool(draw, checked.lexicons) for draw in vary.draws)
    found = Collector(_problems(vary, pools))
    if found.has_errors:
        return Outcome(None, found.sorted())
    holdout = vary.holdout
    plan = InstancePlan(
        count=vary.count,
        key=b"%b\0%d" % (checked.scene.id.text.encode(), vary.seed),
        pools=pools,
        lets=tuple((let.name.text, compile_expression(let.value)) for let in vary.lets),
        condition=_condition(vary.where),
        shuffled=tuple(_shuffled_beats(vary, checked)),
        held_out_by=tuple(name.text for name in holdout.by) if holdout else (),
        held_out_share=holdout.share if holdout else 0.0,
        held_out_when=_condition(holdout.where) if holdout else None,
        held_out=checked.scene.held_out,
    )
    return _surveyed(plan, vary)


def _condition(where: Expression | None) -> Condition | None:
    return None if where is None else Condition(compile_expression(where), expression_place(where))


def _surveyed(plan: InstancePlan, vary: Vary) -> Outcome[InstancePlan]:
    found = Collector()
    try:
        plan = list_bindings(plan)
        found.extend(survey_plan(plan, vary))
    except Refusal as refusal:
        found.add(refusal.diagnostic)
    return Outcome(None if found.has_errors else plan, found.sorted())


def _problems(vary: Vary, pools: tuple[DrawPool, ...]) -> Iterator[Diagnostic]:
    if vary.count > INSTANCE_LIMIT:
        yield TooManyInstances(vary.count_place, count=vary.count, limit=INSTANCE_LIMIT)
    for draw, pool in zip(vary.draws, pools, strict=True):
        yield from _pool_problems(draw, pool)


def _pool_problems(draw: Draw, pool: DrawPool) -> Iterator[Diagnostic]:
    if draw.distinct and pool.size < len(pool.names):
        yield TooFewDistinctValues(draw.place, wanted=len(pool.names), available=pool.size)


def _shuffled_beats(vary: Vary, checked: CheckedScene) -> Iterator[tuple[int, int]]:
    """The number of each shuffled beat, and how many lines it has."""
    for name in vary.shuffle:
        beat = checked.beat_ids.index(name.text)
        yield beat, len(split_lines(checked.scene.beats[beat].text.pieces))
