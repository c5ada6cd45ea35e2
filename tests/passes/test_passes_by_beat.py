"""Passes that ask what kind of matter a beat is: strata, noise, tension, concepts, exposure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from scenelang.checking import CheckedScene, SpanEntry
from scenelang.lowering.depth_schedule import first_band, signal_band
from scenelang.lowering.passes.bind_premises import BindPremises
from scenelang.lowering.passes.expose_beats import ExposeBeats
from scenelang.lowering.passes.gather_concepts import GatherConcepts
from scenelang.lowering.passes.hold_back_knowledge import HoldBackKnowledge
from scenelang.lowering.passes.lower_layers import LowerLayers
from scenelang.lowering.passes.lower_logic import LowerLogic
from scenelang.lowering.passes.lower_references import LowerReferences
from scenelang.lowering.passes.lower_tension import LowerTension
from scenelang.lowering.passes.silence_revised import SilenceRevised
from scenelang.lowering.passes.stay_away_from_noise import StayAwayFromNoise
from scenelang.lowering.passes.weigh_beats import WeighBeats
from scenelang.lowering.passes.weigh_spans import WeighSpans
from scenelang.lowering.supervision_plan import AttentionIntent, HiddenIntent, Selector, SupervisionPlan
from scenelang.model import At, Exposure, Reference, Stratum
from scenelang.signals import NAMED_BANDS, LayerBand, Module
from scenelang.source import Span
from scenelang.tokens import HiddenKind

SceneOf = Callable[[str], CheckedScene]
THINKING, KNOWLEDGE, NOISE = Stratum.THINKING, Stratum.KNOWLEDGE, Stratum.NOISE
EMPTY = SupervisionPlan()

FOUR = """\
tension:
  doubt: 0.5 -> 0.25
beats:
  - fact: Well, [one thing]{#a .wave} is so.
  - ask: Is [it [all]{.wave .whole}]{#b}?
  - turn: Then [that]{#turn} came.
  - conclude: So [it is]{#d}.
"""


def four_beats(scene_of: SceneOf, *strata: Stratum, body: str = "") -> CheckedScene:
    return replace(scene_of(FOUR + body), strata=strata or (THINKING,) * 4)


def looks(intents: tuple[AttentionIntent, ...]) -> list[str]:
    return [
        f"{one.origin}: {one.query} {'-/>' if one.away else '->'} {', '.join(map(str, one.keys))} "
        f"@ {one.layers} {one.heads} w {one.weight:g}"
        for one in intents
    ]


def holds(intents: tuple[HiddenIntent, ...]) -> list[str]:
    return [
        f"{one.origin}: {one.where} @ {one.layers} {one.kind} {one.name} {one.value} w {one.weight:g}"
        for one in intents
    ]


def banded(checked: CheckedScene, **bands: LayerBand) -> CheckedScene:
    return replace(checked, archetype=replace(checked.archetype, bands=tuple(bands.items())))


def test_each_beat_weighs_by_its_own_stratum(scene_of: SceneOf) -> None:
    checked = replace(four_beats(scene_of, THINKING, KNOWLEDGE, NOISE, THINKING), beat_weights=(1, 0.5, 9, 2))
    assert WeighBeats().run(checked, EMPTY).beat_weights == (1.0, 0.15, 0.0, 2.0)


def test_an_avoided_span_keeps_its_weight_and_is_set_apart(scene_of: SceneOf) -> None:
    checked = scene_of("beats:\n  - fact: Well, [so]{w=0.5} [this]{w=0.25 avoid} and [that]{#x read}.\n")
    spans = list(checked.scene.beats[0].text.spans())
    before = replace(EMPTY, beat_weights=(1.0,))
    after = WeighSpans().run(checked, before)
    assert [after.span_weights[span.place] for span in spans] == [0.5, 0.25, 0.0]
    assert after.avoided == {spans[1].place}
    assert replace(after, span_weights={}, avoided=frozenset()) == before


def test_thinking_stays_away_from_the_noise_before_it(scene_of: SceneOf) -> None:
    plan = StayAwayFromNoise().run(four_beats(scene_of, NOISE, THINKING, NOISE, THINKING), EMPTY)
    assert looks(plan.attention) == [
        "noise.fact: produce(ask) -/> read(fact) @ all each w 0.1",
        "noise.fact: produce(conclude) -/> read(fact) @ all each w 0.1",
        "noise.turn: produce(conclude) -/> read(beat turn) @ all each w 0.1",
    ]
    assert all(one.apart for one in plan.attention)
    assert plan.hidden == ()


@pytest.mark.parametrize(
    "strata",
    [
        (THINKING,) * 4,
        (NOISE,) * 4,
        (NOISE, KNOWLEDGE, KNOWLEDGE, KNOWLEDGE),
        (THINKING, THINKING, THINKING, NOISE),
    ],
)
def test_noise_asks_nothing_of_what_is_not_thinking_or_stands_before_it(
    scene_of: SceneOf, strata: tuple[Stratum, ...]
) -> None:
    assert StayAwayFromNoise().run(four_beats(scene_of, *strata), EMPTY) == EMPTY


def test_tension_is_read_where_a_thinking_beat_ends(scene_of: SceneOf) -> None:
    checked = four_beats(scene_of, THINKING, KNOWLEDGE, THINKING, NOISE)
    plan = LowerTension().run(checked, EMPTY)
    doubt = [vector[checked.axes.index("doubt")] for vector in checked.tension]
    assert holds(plan.hidden) == [
        f"tension.doubt: last(fact) @ middle tension doubt {doubt[0]!r} w 1",
        f"tension.doubt: last(beat turn) @ middle tension doubt {doubt[2]!r} w 1",
    ]
    assert checked.axes == ("doubt", "stakes"), "the archetype's other axis is no target"
    (written,) = checked.scene.tension
    assert {one.place for one in plan.hidden} == {written.place}
    late = LowerTension().run(banded(checked, tension=NAMED_BANDS["late"]), EMPTY)
    assert {str(one.layers) for one in late.hidden} == {"late"}


def test_every_marked_concept_is_an_instance_of_weight_zero(scene_of: SceneOf) -> None:
    checked = four_beats(scene_of, KNOWLEDGE, NOISE, THINKING, THINKING)
    plan = GatherConcepts().run(checked, EMPTY)
    inner = list(checked.scene.beats[1].text.spans())[1]
    assert holds(plan.hidden) == [
        "concept.wave: last(a) @ middle concept wave  w 0",
        f"concept.wave: last(span {inner.place.start}) @ middle concept wave  w 0",
        f"concept.whole: last(span {inner.place.start}) @ middle concept whole  w 0",
    ]
    own = GatherConcepts().run(banded(checked, concept=LayerBand.percent(40)), EMPTY)
    assert {str(one.layers) for one in own.hidden} == {"40%"}


def exposure(start: int, module: Module = Module.ALL) -> Exposure:
    return Exposure(module, NAMED_BANDS["early"], Span("little.scene", start, start + 5))


def test_a_beat_s_own_exposure_stands_in_place_of_its_scene_s(scene_of: SceneOf) -> None:
    checked = scene_of(FOUR)
    of_scene, of_beat = (exposure(1), exposure(2, Module.MLP)), (exposure(3, Module.ATTENTION),)
    beats = (
        checked.scene.beats[0],
        replace(checked.scene.beats[1], expose=of_beat),
        *checked.scene.beats[2:],
    )
    exposed = replace(checked, scene=replace(checked.scene, beats=beats, expose=of_scene))
    assert ExposeBeats().run(exposed, EMPTY).exposure == (of_scene, of_beat, of_scene, of_scene)
    alone = replace(checked, scene=replace(checked.scene, beats=beats))
    assert ExposeBeats().run(alone, EMPTY).exposure == ((), of_beat, (), ())
    assert ExposeBeats().run(checked, EMPTY) == EMPTY


def test_only_knowledge_beats_hold_back_what_is_not_written_under_layers(scene_of: SceneOf) -> None:
    body = 'logic:\n  - a => (x = "Kel")\n  - x => b\n  - b => (y = "Mia")\n  - y => d\n'
    layers = "layers:\n  - at b @ middle: concept wave\nself:\n  - d mirrors a\n"
    checked = four_beats(scene_of, THINKING, KNOWLEDGE, THINKING, THINKING, body=body + layers)
    before = EMPTY
    for one in (LowerReferences(), LowerLogic(), LowerLayers()):
        before = one.run(checked, before)
    after = HoldBackKnowledge().run(checked, before)
    assert [one.origin for one in before.hidden] == ["self.1", "logic.1", "logic.3", "layers.1"]
    assert [one.origin for one in after.hidden] == ["self.1", "logic.3", "layers.1"]
    (note,) = after.notes
    assert (note.code, note.place) == ("SL409", before.hidden[1].place)
    assert after.attention == before.attention


def test_the_archetype_s_bands_are_the_defaults_of_each_signal(scene_of: SceneOf) -> None:
    checked = scene_of(
        FOUR + "self:\n  - d answers b\n  - d mirrors a\n  - d names little\nlayers:\n"
        "  - at a: concept wave\n  - last d: mirrors a\n  - at b: label colour = red\n"
        '  - last d: tension doubt\n  - before d: reads "x"\n  - at d @ late: concept wave\n'
        "  - at d: teacher\n"
    )
    bands = {
        signal: LayerBand.percent(number)
        for number, signal in enumerate(("references", "mirrors", "concept", "tension", "label"), start=1)
    }
    own = banded(checked, **bands)
    references = LowerReferences().run(own, EMPTY)
    assert [str(one.layers) for one in references.attention] == ["1%"]
    assert [str(one.layers) for one in references.hidden] == ["2%", "3%"]
    rules = LowerLayers().run(own, EMPTY)
    assert [str(one.layers) for one in rules.hidden] == ["3%", "2%", "5%", "4%", "middle", "late", "middle"]
    assert signal_band(checked, "references") == first_band(checked)
    assert {str(one.layers) for one in LowerLayers().run(checked, EMPTY).hidden} == {"middle", "late"}


def in_another_scene(checked: CheckedScene) -> CheckedScene:
    """The scene with each reference and premise `a` turned to another scene's span."""
    references = tuple(
        replace(one, target=replace(one.target, text="other#a")) if one.target.text == "a" else one
        for one in checked.scene.references
    )
    steps = tuple(
        replace(step, premises=tuple("other#a" if one == "a" else one for one in step.premises))
        for step in checked.steps
    )
    return replace(checked, scene=replace(checked.scene, references=references), steps=steps)


ACROSS = (
    "self:\n  - d recalls a\n  - d mirrors a\n  - d answers b\nlogic:\n  - a, b => d\n"
    '  - a => (x = "so")\n  - x => turn\n'
)


def test_a_reference_to_a_scene_outside_the_window_asks_for_nothing(scene_of: SceneOf) -> None:
    checked = in_another_scene(four_beats(scene_of, body=ACROSS))
    references = LowerReferences().run(checked, EMPTY)
    assert [one.origin for one in references.attention] == ["self.3"]
    assert references.hidden == ()
    logic = LowerLogic().run(checked, EMPTY)
    assert [(one.origin, one.keys) for one in logic.attention] == [("logic.1", (Selector(At.LAST, "b"),))]
    assert [one.origin for one in logic.hidden] == ["logic.2"]
    assert [one.origin for one in BindPremises().run(checked, EMPTY).attention] == ["binding.b"]


def test_a_recalled_scene_in_the_window_is_looked_at(scene_of: SceneOf) -> None:
    across = in_another_scene(four_beats(scene_of, body=ACROSS))
    entry = replace(across.spans["a"], id="other#a", scene="other")
    checked = replace(across, spans={**across.spans, "other#a": entry})
    references = LowerReferences().run(checked, EMPTY)
    assert [one.keys for one in references.attention] == [
        (Selector(At.LAST, "other#a"),),
        (Selector(At.LAST, "b"),),
    ]
    assert [(one.kind, one.other) for one in references.hidden] == [
        (HiddenKind.MIRRORS, Selector(At.LAST, "other#a"))
    ]
    logic = LowerLogic().run(checked, EMPTY)
    assert [one.origin for one in logic.attention] == ["logic.1", "logic.2"]
    assert logic.attention[0].keys == (Selector(At.LAST, "other#a"), Selector(At.LAST, "b"))
    assert "binding.other#a" in [one.origin for one in BindPremises().run(checked, EMPTY).attention]


def test_a_recalled_scene_as_a_whole_is_looked_at_by_its_spans(scene_of: SceneOf) -> None:
    checked = in_another_scene(four_beats(scene_of, body="self:\n  - d recalls a\n"))
    whole = SpanEntry("other#a", -1, None, -1, ("other#x", "other#y"), "other")
    plan = LowerReferences().run(replace(checked, spans={**checked.spans, "other#a": whole}), EMPTY)
    assert plan.attention[0].keys == (Selector(At.LAST, "other#x"), Selector(At.LAST, "other#y"))


def test_revising_another_scene_silences_nothing_here(scene_of: SceneOf) -> None:
    checked = in_another_scene(four_beats(scene_of, body="self:\n  - d revises a\n"))
    (revision,) = checked.scene.references
    assert isinstance(revision, Reference)
    before = WeighSpans().run(checked, WeighBeats().run(checked, EMPTY))
    for entry in (
        SpanEntry("other#a", 1, None, -1, (), "other"),
        SpanEntry("other#a", 1, checked.spans["a"].marked, -1, (), "other"),
    ):
        with_recalled = replace(checked, spans={**checked.spans, "other#a": entry})
        assert SilenceRevised().run(with_recalled, before) == before
    assert SilenceRevised().run(checked, before) == before
