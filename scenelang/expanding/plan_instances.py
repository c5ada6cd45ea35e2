"""Works out the instances of a scene before any is made.

Takes a `CheckedScene`. Gives an `InstancePlan`, or every reason why there can be none.
May assume that names resolve and lexicons are loaded. Never makes more instances than it needs to look at.
"""

from __future__ import annotations

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Collector, Diagnostic, Outcome, Refusal
from scenelang.expanding.beat_lines import crossing_spans, split_lines
from scenelang.expanding.draw_pool import DrawPool, describe_source, open_pool
from scenelang.expanding.expression import Evaluation, compile_expression, expression_place
from scenelang.expanding.instance_plan import Condition, InstancePlan
from scenelang.expanding.messages import (
    NothingToDraw,
    RangeTooLong,
    SpanCrossesShuffledLine,
    TooFewDistinctValues,
    TooFewInstances,
    TooManyInstances,
)
from scenelang.expanding.survey_space import list_bindings, survey_plan
from scenelang.model import Draw, Expression, Vary

INSTANCE_LIMIT = 10**9
"""The most instances that one scene may ask for."""

RANGE_LIMIT = 10**18
"""The most numbers that a range may hold."""


def plan_instances(checked: CheckedScene) -> Outcome[InstancePlan]:
    """The instances of a scene; a scene without `vary` has one, which binds nothing."""
    vary = checked.scene.vary
    if vary is None:
        return Outcome(InstancePlan(count=1))
    found = Collector()
    found.extend(_count_problems(vary))
    pools = _open_pools(vary, checked, found)
    lets = tuple((let.name.text, _compile(let.value, found)) for let in vary.lets)
    condition = None
    if vary.where is not None:
        condition = Condition(_compile(vary.where, found), expression_place(vary.where))
    shuffled = _shuffled_beats(vary, checked, found)
    if found.has_errors:
        return Outcome(None, found.sorted())
    holdout = vary.holdout
    plan = InstancePlan(
        count=vary.count,
        key=b"%b\0%d" % (checked.scene.id.text.encode(), vary.seed),
        pools=pools,
        lets=lets,
        condition=condition,
        shuffled=shuffled,
        held_out_by=tuple(name.text for name in holdout.by) if holdout else (),
        held_out_share=holdout.share if holdout else 0.0,
    )
    return _surveyed(plan, vary)


def _surveyed(plan: InstancePlan, vary: Vary) -> Outcome[InstancePlan]:
    found = Collector()
    try:
        plan = list_bindings(plan)
        found.extend(survey_plan(plan, vary))
    except Refusal as refusal:
        found.add(refusal.diagnostic)
    return Outcome(None if found.has_errors else plan, found.sorted())


def _count_problems(vary: Vary) -> list[Diagnostic]:
    if vary.count > INSTANCE_LIMIT:
        return [TooManyInstances(vary.place, count=vary.count, limit=INSTANCE_LIMIT)]
    if vary.count < 1:
        return [TooFewInstances(vary.place, count=vary.count)]
    return []


def _open_pools(vary: Vary, checked: CheckedScene, found: Collector) -> tuple[DrawPool, ...]:
    pools = []
    for draw in vary.draws:
        pool = open_pool(draw, checked.lexicons)
        problem = _pool_problem(draw, pool)
        if problem is None:
            pools.append(pool)
        else:
            found.add(problem)
    return tuple(pools)


def _pool_problem(draw: Draw, pool: DrawPool) -> Diagnostic | None:
    available = pool.size
    if not available:
        return NothingToDraw(draw.place, names=", ".join(pool.names), source=describe_source(draw))
    if available > RANGE_LIMIT:
        return RangeTooLong(draw.place, limit=RANGE_LIMIT)
    if draw.distinct and available < len(pool.names):
        return TooFewDistinctValues(draw.place, wanted=len(pool.names), available=available)
    return None


def _compile(expression: Expression, found: Collector) -> Evaluation:
    try:
        return compile_expression(expression)
    except Refusal as refusal:
        found.add(refusal.diagnostic)
        return lambda _variables: False


def _shuffled_beats(vary: Vary, checked: CheckedScene, found: Collector) -> tuple[tuple[int, int], ...]:
    shuffled = []
    for name in vary.shuffle:
        if name.text not in checked.beat_ids:
            continue  # the checker said so
        beat = checked.beat_ids.index(name.text)
        pieces = checked.scene.beats[beat].text.pieces
        for span in crossing_spans(pieces):
            found.add(SpanCrossesShuffledLine(span.place, beat=name.text, shuffle=name.place))
        shuffled.append((beat, len(split_lines(pieces))))
    return tuple(shuffled)
