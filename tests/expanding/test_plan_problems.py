"""`vary` that cannot be met: every reason, with its message."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Diagnostic, Refusal, Severity
from scenelang.expanding import plan_instances
from scenelang.tokens import Split

SceneOf = Callable[[str], CheckedScene]

BEATS = "beats:\n  - fact: |\n      [one]{#both} ${a}\n      two\n      three\n  - ask: And?\n"


def problems(scene_of: SceneOf, lines: str) -> tuple[Diagnostic, ...]:
    body = "vary:\n" + "".join(f"  {line}\n" for line in lines.splitlines()) + BEATS
    plan, found = plan_instances(scene_of(body))
    assert (plan is None) == any(one.severity is Severity.ERROR for one in found)
    return found


CASES = [
    (
        "count: 1000000000000\nseed: 1\ndraw:\n  a: {range: 1..9}",
        "SL303 `count` asks for 1,000,000,000,000 instances; at most 1,000,000,000 can be made",
    ),
    (
        "count: 5\nseed: 1\ndraw:\n  a, b, c: {from: [Kel, Mia], distinct: true}",
        "SL302 3 distinct values are wanted, and there are 2",
    ),
    (
        "count: 5\nseed: 1\ndraw:\n  a: {range: 1..9}\nwhere: a > 10",
        "SL305 `where` lets no instance through",
    ),
    (
        "count: 5\nseed: 1\ndraw:\n  a, b: {range: 1..1000000}\nwhere: a + b == 2000001",
        "SL306 `where` turned down 1000 draws of instance 0",
    ),
    (
        "count: 5\nseed: 1\ndraw:\n  a: {range: 1..9}\nwhere: a + 1",
        "SL326 `where` gives a number, not true or false",
    ),
    (
        "count: 5\nseed: 1\ndraw:\n  a: {range: 0..9}\nwhere: 8 / a > 1",
        "SL321 division by zero",
    ),
    (
        "count: 5\nseed: 1\ndraw:\n  a: {range: 0..9000}\nlet: {b: 'len(a)'}",
        "SL320 `len()` does not work on a number",
    ),
    (
        "count: 5\nseed: 1\ndraw:\n  a: {range: 1..900000}\nholdout: {by: [a], share: 0.0001%}",
        "SL307 `holdout` leaves no held-out instance",
    ),
    (
        "count: 5000\nseed: 1\ndraw:\n  a: {range: 1..900000}\nholdout: {by: [a], share: 0.0001%}",
        "SL307 `holdout` leaves no held-out instance",
    ),
    (
        "count: 50\nseed: 1\ndraw:\n  a: {range: 1..90}\nholdout: {by: [a], share: 99.99%}",
        "SL307 `holdout` leaves no training instance",
    ),
    (
        "count: 50\nseed: 1\ndraw:\n  a: {range: 1..90}\nholdout: {where: a > 90}",
        "SL307 `holdout` leaves no held-out instance",
    ),
    (
        "count: 50\nseed: 1\ndraw:\n  a: {range: 1..90}\nholdout: {where: a + 1}",
        "SL326 `where` gives a number, not true or false",
    ),
    (
        "count: 50\nseed: 1\ndraw:\n  a: {range: 1..9}",
        "SL308 50 instances are asked for, and only 9 differ",
    ),
]


@pytest.mark.parametrize(("lines", "message"), CASES)
def test_what_cannot_be_made_is_said(scene_of: SceneOf, lines: str, message: str) -> None:
    found = problems(scene_of, lines)
    assert [f"{one.code} {one.message}" for one in found] == [message]


def test_all_problems_of_a_scene_come_at_once(scene_of: SceneOf) -> None:
    lines = "count: 2000000000\nseed: 1\ndraw:\n  a, b: {from: [Kel], distinct: true}"
    assert [one.code for one in problems(scene_of, lines)] == ["SL303", "SL302"]


def test_a_count_without_end_is_shown_where_it_stands(scene_of: SceneOf) -> None:
    (found,) = problems(scene_of, "count: 2000000000\nseed: 1\ndraw:\n  a: {range: 1..9}")
    assert len("2000000000") == found.place.end - found.place.start
    assert (found.label_text, found.help_text) == (
        "more than 1,000,000,000",
        "write a `count` of at most 1000000000",
    )


def test_the_holdout_is_judged_by_all_instances_where_they_are_few(scene_of: SceneOf) -> None:
    lines = "count: 3\nseed: 1\ndraw:\n  a: {range: 1..9}\nwhere: a > 6\nholdout: {by: [a], share: 1%}"
    (found,) = problems(scene_of, lines)
    assert found.label_text == "a share of 1 % over 3 instances leaves none"


def test_a_side_that_the_first_instances_miss_may_still_come(scene_of: SceneOf) -> None:
    lines = "count: 900000\nseed: 1\ndraw:\n  a: {range: 1..9000000}\nholdout: {by: [a], share: 0.01%}"
    assert problems(scene_of, lines) == ()


def test_a_few_bindings_are_all_looked_at(scene_of: SceneOf) -> None:
    draws = "draw:\n  a: {range: 1..4}\n  b: {from: [Kel]}"
    lines = f"count: 4000\nseed: 2\n{draws}\nshuffle: [fact]\nholdout: {{by: [b], share: 10%}}"
    assert [one.code for one in problems(scene_of, lines)] == ["SL308", "SL307"]


def test_an_instance_beyond_those_looked_at_may_still_fail(scene_of: SceneOf) -> None:
    body = (
        "vary:\n  count: 100000\n  seed: 1\n  draw:\n    n: {range: 0..100000}\n  let:\n    a: 6 / (n - 1)\n"
        + BEATS
    )
    plan, found = plan_instances(scene_of(body))
    assert plan is not None
    assert not found
    later = map(plan.instance, range(1000, 100000))
    with pytest.raises(Refusal) as refused:
        list(later)
    assert refused.value.diagnostic.label_text == "the right side is 0, as in 6 / 0"


def test_there_is_no_instance_beyond_the_last(scene_of: SceneOf) -> None:
    plan = plan_instances(scene_of(BEATS.replace(" ${a}", ""))).value
    assert plan is not None
    assert plan.split({}) is Split.TRAIN
    with pytest.raises(IndexError):
        plan.instance(1)
