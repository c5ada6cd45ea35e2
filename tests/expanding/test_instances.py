"""Instances: drawn from a seed, each on its own, split by their binding."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from scenelang.checking import CheckedScene
from scenelang.expanding import InstancePlan, plan_instances
from scenelang.tokens import Split

SceneOf = Callable[[str], CheckedScene]

BEATS = """\
beats:
  - fact: |
      [${a}]{#one} writes.
      ${b} reads.
      Rain falls.
  - ask: |
      Who? [${b}]{#two}
"""


def plan_of(checked: CheckedScene) -> InstancePlan:
    plan, found = plan_instances(checked)
    assert plan is not None, [one.message for one in found]
    assert not found, [one.message for one in found]
    return plan


def varied(lines: str, beats: str = BEATS) -> str:
    return "vary:\n" + "".join(f"  {line}\n" for line in lines.splitlines()) + beats


def test_a_scene_without_vary_is_one_instance_that_binds_nothing(scene_of: SceneOf) -> None:
    plan = plan_of(scene_of("beats:\n  - fact: Rain falls.\n"))
    (only,) = plan
    assert (len(plan), only.number, dict(only.binding), only.split) == (1, 0, {}, Split.TRAIN)


def test_an_instance_needs_none_before_it(scene_of: SceneOf) -> None:
    text = varied(
        "count: 100\nseed: 3\ndraw:\n  a, b: {from: lexicon/names, distinct: true}\nshuffle: [fact]"
    )
    in_order = list(plan_of(scene_of(text)))
    alone = [plan_of(scene_of(text)).instance(number) for number in (99, 0, 41)]
    assert alone == [in_order[99], in_order[0], in_order[41]]


def test_the_same_seed_gives_these_very_instances(scene_of: SceneOf) -> None:
    plan = plan_of(
        scene_of(
            varied("count: 9\nseed: 3\ndraw:\n  a, b: {from: lexicon/names, distinct: true}\nshuffle: [fact]")
        )
    )
    seen = [(*made.binding.values(), made.line_orders[0]) for made in plan]
    assert seen[:3] == FIRST_THREE


def test_another_seed_gives_other_instances(scene_of: SceneOf) -> None:
    one, two = (
        list(plan_of(scene_of(varied(f"count: 20\nseed: {seed}\ndraw:\n  a, b: {{range: 1..999}}"))))
        for seed in (1, 2)
    )
    assert one != two


def test_distinct_names_never_share_a_value(scene_of: SceneOf) -> None:
    plan = plan_of(
        scene_of(
            varied("count: 12\nseed: 1\ndraw:\n  a, b: {from: [Kel, Mia, Bo, Ana, Mia], distinct: true}")
        )
    )
    assert all(made.binding["a"] != made.binding["b"] for made in plan)


def test_names_that_need_not_be_distinct_sometimes_share(scene_of: SceneOf) -> None:
    plan = plan_of(scene_of(varied("count: 9\nseed: 1\ndraw:\n  a, b: {from: [Kel, Mia, Bo]}")))
    assert any(made.binding["a"] == made.binding["b"] for made in plan)


def test_let_computes_with_numbers_of_ranges_and_lists(scene_of: SceneOf) -> None:
    plan = plan_of(
        scene_of(
            varied(
                "count: 8\nseed: 1\ndraw:\n  n: {range: 2..9}\n  k: {from: [3, 4]}\n"
                "let:\n  a: n * 12 + k\n  b: str(a) + '!'"
            )
        )
    )
    for made in plan:
        total = int(made.binding["n"]) * 12 + int(made.binding["k"])
        assert (made.binding["a"], made.binding["b"]) == (str(total), f"{total}!")


def test_where_keeps_only_what_it_says(scene_of: SceneOf) -> None:
    wide = plan_of(
        scene_of(varied("count: 200\nseed: 1\ndraw:\n  a, b: {range: 1..1000}\nwhere: a < b and a % 2 == 0"))
    )
    narrow = plan_of(
        scene_of(varied("count: 5\nseed: 1\ndraw:\n  a, b: {range: 1..50}\nwhere: a == 7 and b > 45"))
    )
    assert all(int(made.binding["a"]) < int(made.binding["b"]) for made in wide)
    assert all(int(made.binding["a"]) % 2 == 0 for made in wide)
    assert {(made.binding["a"], made.binding["b"]) for made in narrow} <= {
        ("7", str(b)) for b in range(46, 51)
    }


def test_shuffled_lines_come_in_every_order(scene_of: SceneOf) -> None:
    plan = plan_of(scene_of(varied("count: 100\nseed: 1\ndraw:\n  a, b: {range: 1..999}\nshuffle: [fact]")))
    assert {made.line_orders[0] for made in plan} == {
        (0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)
    }  # fmt: skip


def test_a_held_out_tuple_is_in_no_training_instance(scene_of: SceneOf) -> None:
    plan = plan_of(
        scene_of(
            varied(
                "count: 900\nseed: 1\ndraw:\n  a, b: {range: 1..30}\n  c: {range: 1..99}\n"
                "holdout: {by: [a, b], share: 20%}"
            )
        )
    )
    sides: dict[Split, set[tuple[str, str]]] = {Split.TRAIN: set(), Split.HELD_OUT: set()}
    for made in plan:
        sides[made.split].add((made.binding["a"], made.binding["b"]))
    assert not sides[Split.TRAIN] & sides[Split.HELD_OUT]
    assert 0.14 < len(sides[Split.HELD_OUT]) / len(sides[Split.TRAIN] | sides[Split.HELD_OUT]) < 0.26


def test_the_last_of_a_billion_instances_costs_no_more_than_the_first(scene_of: SceneOf) -> None:
    plan = plan_of(scene_of(varied("count: 1000000000\nseed: 1\ndraw:\n  a, b: {range: 1..1000000}")))
    assert plan.instance(10**9 - 1) == plan.instance(10**9 - 1)


FIRST_THREE = [("Kel", "Bo", (1, 0, 2)), ("Sef", "Tor", (2, 0, 1)), ("Sef", "Mia", (2, 0, 1))]


def test_a_condition_holds_out_the_instances_that_meet_it(scene_of: SceneOf) -> None:
    lines = "count: 60\nseed: 3\ndraw:\n  a, b: {range: 1..9}\nlet: {c: a + b}\nholdout: {where: c > 12}"
    made = list(plan_of(scene_of(varied(lines))))
    assert {one.split for one in made} == set(Split)
    for one in made:
        assert (int(one.binding["c"]) > 12) == (one.split is Split.HELD_OUT)


def test_a_share_and_a_condition_both_hold_out(scene_of: SceneOf) -> None:
    lines = (
        "count: 400\nseed: 3\ndraw:\n  a, b: {range: 1..40}\nholdout: {by: [a], share: 20%, where: b > 30}"
    )
    made = list(plan_of(scene_of(varied(lines))))
    low = [one for one in made if int(one.binding["b"]) <= 30]
    assert all(one.split is Split.HELD_OUT for one in made if one not in low)
    trained = {one.binding["a"] for one in low if one.split is Split.TRAIN}
    held_out = {one.binding["a"] for one in low if one.split is Split.HELD_OUT}
    assert trained
    assert held_out
    assert not trained & held_out, "the share goes by binding"


def test_a_scene_that_is_held_out_holds_out_every_instance(scene_of: SceneOf) -> None:
    lines = "split: held_out\n" + varied("count: 20\nseed: 3\ndraw:\n  a, b: {range: 1..9}")
    assert {made.split for made in plan_of(scene_of(lines))} == {Split.HELD_OUT}
    assert {made.split for made in plan_of(scene_of("split: held_out\nbeats:\n  - fact: Rain.\n"))} == {
        Split.HELD_OUT
    }


def test_any_number_of_workers_makes_the_same_instances(tmp_path: Path) -> None:
    """Instances dealt to processes, each with a hash seed of its own, come out as in one process."""
    scene = tmp_path / "many.scene"
    lines = (
        "count: 42\nseed: 5\ndraw:\n  a, b: {range: 1..50}\nlet: {c: a * b}\nwhere: a != b\nshuffle: [facts]"
    )
    beats = "beats:\n  - facts: |\n      ${a} writes.\n      ${b} reads.\n      ${c} is all.\n  - ask: Who?\n"
    head = "scene: 1\nid: many\narchetype: recall\n"
    scene.write_text(head + varied(lines, beats), encoding="utf-8")
    alone = made_by(scene, 0, 1)
    assert len(alone) == 42
    for workers in (2, 5):
        dealt = [made_by(scene, worker, workers) for worker in range(workers)]
        together = [dealt[number % workers][number // workers] for number in range(42)]
        assert together == alone


WORKER = """
import json, sys
from pathlib import Path
from scenelang.compile import plan_file
(scene,) = plan_file(Path(sys.argv[1])).value
numbers = range(int(sys.argv[2]), len(scene.plan), int(sys.argv[3]))
made = (scene.plan.instance(number) for number in numbers)
print(json.dumps([[dict(one.binding), one.split.value, list(one.line_orders.items())] for one in made]))
"""


def made_by(scene: Path, worker: int, workers: int) -> list[object]:
    """The instances that one worker of several makes, in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", WORKER, str(scene), str(worker), str(workers)],
        env={**os.environ, "PYTHONHASHSEED": str(worker * 7 + workers)},
        capture_output=True,
        text=True,
        check=True,
    )
    return list(json.loads(ran.stdout))
