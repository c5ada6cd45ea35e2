"""What each pass adds to the plan, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from scenelang.checking import CheckedScene
from scenelang.lowering.depth_schedule import depth_band, first_band
from scenelang.lowering.order import PASSES, plan_supervision
from scenelang.lowering.passes.bind_premises import BindPremises
from scenelang.lowering.passes.hold_back_knowledge import HoldBackKnowledge
from scenelang.lowering.passes.lower_anchors import LowerAnchors
from scenelang.lowering.passes.lower_layers import LowerLayers
from scenelang.lowering.passes.lower_logic import LowerLogic
from scenelang.lowering.passes.lower_references import LowerReferences
from scenelang.lowering.passes.silence_revised import SilenceRevised
from scenelang.lowering.passes.weigh_beats import WeighBeats
from scenelang.lowering.passes.weigh_spans import WeighSpans
from scenelang.lowering.supervision_plan import AttentionIntent, HiddenIntent, Selector, SupervisionPlan
from scenelang.model import At
from scenelang.signals import HeadRule, HeadRuleKind, LayerBand

SceneOf = Callable[[str], CheckedScene]

TEXT = """\
beats:
  - fact: Well, [one thing]{#a} and [two [inner]{#i} things]{#b} so [three]{#c} then [four]{#d w=0.5}.
  - kind: ask
    weight: 0.25
    text: And [now]{#e read}?
"""


def shown(intents: tuple[AttentionIntent, ...]) -> list[str]:
    return [
        f"{one.origin}: {one.query} {'-/>' if one.away else '->'} {', '.join(map(str, one.keys))} "
        f"@ {one.layers} {one.heads} w {one.weight:g}"
        for one in intents
    ]


def held(intents: tuple[HiddenIntent, ...]) -> list[str]:
    return [
        f"{one.origin}: {one.where} @ {one.layers} {one.kind} {one.name}{one.value} w {one.weight:g}"
        for one in intents
    ]


def test_beats_weigh_stratum_times_kind_times_their_own(scene_of: SceneOf) -> None:
    checked = scene_of(TEXT)
    assert WeighBeats().run(checked, SupervisionPlan()).beat_weights == (1.0, 0.25)
    heavy = replace(checked, beat_weights=(1.0, 0.5))
    assert WeighBeats().run(heavy, SupervisionPlan()).beat_weights == (1.0, 0.5)
    knowledge = scene_of("stratum: knowledge\n" + TEXT)
    assert WeighBeats().run(knowledge, SupervisionPlan()).beat_weights == (0.3, 0.075)


def test_spans_weigh_what_is_written(scene_of: SceneOf) -> None:
    checked = scene_of(TEXT)
    plan = WeighSpans().run(checked, SupervisionPlan())
    marked = {entry.id: entry.marked for entry in checked.spans.values() if entry.marked is not None}
    weights = {name: plan.span_weights[span.place] for name, span in marked.items()}
    assert weights == {"a": 1.0, "b": 1.0, "i": 1.0, "c": 1.0, "d": 0.5, "e": 0.0}


def test_what_is_revised_weighs_nothing(scene_of: SceneOf) -> None:
    checked = scene_of(TEXT + "self:\n  - e revises c\n  - e revises fact\n")
    before = WeighSpans().run(checked, WeighBeats().run(checked, SupervisionPlan()))
    after = SilenceRevised().run(checked, before)
    assert after.beat_weights == (0.0, 0.25)
    changed = {place for place, weight in after.span_weights.items() if weight != before.span_weights[place]}
    marked = checked.spans["c"].marked
    assert marked is not None
    assert changed == {marked.place}
    assert (after.attention, after.hidden) == (before.attention, before.hidden)


def test_spoken_and_suggested_steps_look_at_their_premises(scene_of: SceneOf) -> None:
    checked = scene_of(TEXT + "logic:\n  - a, b => c\n  - c ~> d\n  - d, a =/> e\n")
    plan = LowerLogic().run(checked, SupervisionPlan())
    bands = [LayerBand.percent((depth + 0.5) / 4 * 100) for depth in (1, 2, 3)]
    assert [one.layers for one in plan.attention] == bands
    assert shown(plan.attention) == [
        f"logic.1: produce(c) -> last(a), last(b) @ {bands[0]} any w 1",
        f"logic.2: produce(d) -> last(c) @ {bands[1]} any w 0.5",
        f"logic.3: produce(e) -> last(d), last(a) @ {bands[2]} any w 1",
    ]
    assert plan.hidden == ()


def test_a_latent_step_is_held_before_its_carrier(scene_of: SceneOf) -> None:
    checked = scene_of(TEXT + 'logic:\n  - a => (x = "Kel")\n  - x, b => d\n')
    plan = LowerLogic().run(checked, SupervisionPlan())
    assert shown(plan.attention) == [
        "logic.1: before d -> last(a) @ 50% any w 1",
        "logic.2: produce(d) -> last(b) @ 83.3333% any w 1",
    ]
    assert held(plan.hidden) == ["logic.1: before d @ 50% reads  w 1"]


def test_a_step_with_latent_premises_alone_looks_at_nothing(scene_of: SceneOf) -> None:
    checked = scene_of(TEXT + 'logic:\n  - a => (x = "Kel")\n  - x => d\n')
    plan = LowerLogic().run(checked, SupervisionPlan())
    assert [one.origin for one in plan.attention] == ["logic.1"]


def test_each_premise_is_bound_once_by_the_strongest_step(scene_of: SceneOf) -> None:
    checked = scene_of(TEXT + "logic:\n  - a, b ~> c\n  - a, c ~> d\n  - a, d => e\n")
    plan = BindPremises().run(checked, SupervisionPlan())
    assert shown(plan.attention) == [
        "binding.a: last(a) -> first(a) @ 12.5% any w 1",
        "binding.b: last(b) -> first(b) @ 12.5% any w 0.5",
        "binding.c: last(c) -> first(c) @ 12.5% any w 0.5",
        "binding.d: last(d) -> first(d) @ 12.5% any w 1",
    ]
    assert all(one.binds for one in plan.attention)


def test_the_archetype_sets_the_bands_where_it_has_its_own(scene_of: SceneOf) -> None:
    checked = scene_of(TEXT + "logic:\n  - a => c\n  - c => d\n  - d => e\n")
    early, late = LayerBand.percent(10), LayerBand.percent(90)
    own = replace(checked, archetype=replace(checked.archetype, first_band=early, depth_bands=(early, late)))
    assert first_band(own) == early
    assert [depth_band(own, depth) for depth in (1, 2, 3)] == [early, late, late]


def test_references_look_back_to_the_named_spans_inside(scene_of: SceneOf) -> None:
    checked = scene_of(TEXT + "self:\n  - e answers b\n  - e recalls a\n  - e confirms fact\n")
    plan = LowerReferences().run(checked, SupervisionPlan())
    assert shown(plan.attention) == [
        "self.1: produce(e) -> last(i) @ 50% any w 1",
        "self.2: produce(e) -> last(a) @ 50% any w 1",
        "self.3: produce(e) -> last(a), last(b), last(i), last(c), last(d) @ 50% any w 1",
    ]


def test_mirrors_and_names_ask_something_of_the_layers(scene_of: SceneOf) -> None:
    checked = scene_of(TEXT + "self:\n  - e mirrors a\n  - e names little\n")
    plan = LowerReferences().run(checked, SupervisionPlan())
    assert held(plan.hidden) == [
        "self.1: last(e) @ middle mirrors  w 1",
        "self.2: last(e) @ middle concept little w 0",
    ]
    assert plan.hidden[0].other == Selector(At.LAST, "a")
    assert plan.attention == ()


def test_anchors_are_taken_as_written_with_defaults(scene_of: SceneOf) -> None:
    checked = scene_of(
        TEXT + "anchors:\n  - e -> a, read(b) @ late top 2 w 0.5\n  - last(d) -/> c\n"
        "  - d -> a\n  - d -/> a @ early h0, h3\n"
    )
    plan = LowerAnchors().run(checked, SupervisionPlan())
    assert shown(plan.attention) == [
        "anchors.1: produce(e) -> last(a), read(b) @ late top 2 w 0.5",
        "anchors.2: last(d) -/> last(c) @ all each w 1",
        "anchors.3: produce(d) -> last(a) @ all any w 1",
        "anchors.4: produce(d) -/> last(a) @ early h0, h3 w 1",
    ]
    assert plan.attention[1].heads == HeadRule(HeadRuleKind.EACH)


def test_layer_rules_become_targets_of_every_kind(scene_of: SceneOf) -> None:
    checked = scene_of(
        "tension:\n  doubt: 0.25\n" + TEXT.replace("#a", "#a .density") + "layers:\n"
        '  - before c @ 60%: reads "not" w 2\n'
        "  - at b @ middle: concept density\n"
        "  - last c: mirrors a\n  - at d @ late: label colour = red\n"
        "  - last d: tension doubt\n  - at e @ 3: teacher\n"
    )
    plan = LowerLayers().run(checked, SupervisionPlan())
    assert held(plan.hidden) == [
        "layers.1: before c @ 60% reads  w 2",
        "layers.2: read(b) @ middle concept density w 1",
        "layers.3: last(c) @ middle mirrors  w 1",
        "layers.4: read(d) @ late label colourred w 1",
        "layers.5: last(d) @ middle tension doubt0.25 w 1",
        "layers.6: read(e) @ 3 teacher  w 1",
    ]


def test_knowledge_keeps_only_what_is_written_under_layers(scene_of: SceneOf) -> None:
    text = TEXT.replace("#a", "#a .density")
    body = text + 'logic:\n  - a => (x = "Kel")\n  - x, b => d\nlayers:\n  - at b @ middle: concept density\n'
    thinking, knowledge = scene_of(body), scene_of("stratum: knowledge\n" + body)
    before = LowerLayers().run(knowledge, LowerLogic().run(knowledge, SupervisionPlan()))
    after = HoldBackKnowledge().run(knowledge, before)
    assert [one.origin for one in before.hidden] == ["logic.1", "layers.1"]
    assert [one.origin for one in after.hidden] == ["layers.1"]
    assert [one.code for one in after.notes] == ["SL409"]
    assert after.attention == before.attention
    assert HoldBackKnowledge().run(thinking, before) == before


@pytest.mark.parametrize("one", PASSES, ids=lambda one: one.name)
def test_a_pass_is_pure_and_has_nothing_to_add_to_a_bare_scene(scene_of: SceneOf, one: object) -> None:
    checked = scene_of("beats:\n  - fact: Rain falls.\n")
    plan = plan_supervision(checked)
    assert one.run(checked, plan) == one.run(checked, plan)  # type: ignore[attr-defined]
    assert (plan.attention, plan.hidden, plan.notes) == ((), (), ())
    assert (plan.avoided, plan.exposure) == (frozenset(), ())
    assert plan.beat_weights == (1.0,)
