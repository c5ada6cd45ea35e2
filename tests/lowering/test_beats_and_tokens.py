"""What beats ask for, on the tokens of an instance: exposure, noise, tension, concepts, splits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

import pytest

from scenelang.checking import CheckedScene
from scenelang.diagnostics import Diagnostic
from scenelang.expanding import plan_instances
from scenelang.lowering import SceneTokenizer, lower_scene
from scenelang.model import Exposure, Stratum
from scenelang.signals import NAMED_BANDS, HeadRuleKind, Module
from scenelang.source import Span
from scenelang.tokens import HiddenKind, Split, TokenProgram

SceneOf = Callable[[str], CheckedScene]
LowerChecked = Callable[..., tuple[TokenProgram | None, tuple[Diagnostic, ...]]]
THINKING, KNOWLEDGE, NOISE = Stratum.THINKING, Stratum.KNOWLEDGE, Stratum.NOISE
THREE = (
    "tension:\n  doubt: 0.25 -> 0.75\nbeats:\n"
    "  - fact: 'Well, so it is.'\n  - ask: 'Who is it?'\n  - turn: 'Then it is Clara.'\n"
)


@pytest.fixture
def lower_checked(built_in: SceneTokenizer) -> LowerChecked:
    def run(checked: CheckedScene) -> tuple[TokenProgram | None, tuple[Diagnostic, ...]]:
        plan = plan_instances(checked).value
        assert plan is not None
        (outcome,) = islice(lower_scene(checked, plan, built_in), 1)
        return outcome.value, outcome.diagnostics

    return run


def exposure(start: int, module: Module = Module.ALL, band: str = "early") -> Exposure:
    return Exposure(module, NAMED_BANDS[band], Span("little.scene", start, start + 1))


def exposed(
    checked: CheckedScene, scene: tuple[Exposure, ...] = (), **beats: tuple[Exposure, ...]
) -> CheckedScene:
    """The scene with what it and its beats are exposed to."""
    written = tuple(
        replace(beat, expose=beats.get(beat.kind.text, beat.expose)) for beat in checked.scene.beats
    )
    return replace(checked, scene=replace(checked.scene, expose=scene, beats=written))


def text_of(program: TokenProgram, start: int, end: int) -> str:
    return "".join(program.pieces[start:end]).strip()


def test_neighbouring_beats_that_are_exposed_alike_make_one_range(
    scene_of: SceneOf, lower_checked: LowerChecked
) -> None:
    program, found = lower_checked(exposed(scene_of(THREE), (exposure(1),)))
    assert program is not None
    assert found == ()
    (one,) = program.exposure
    assert (one.start, one.end, one.module, one.layers) == (
        0,
        len(program.ids),
        Module.ALL,
        NAMED_BANDS["early"],
    )


def test_a_beat_s_own_exposure_parts_the_scene_s(scene_of: SceneOf, lower_checked: LowerChecked) -> None:
    own = (exposure(2, Module.ATTENTION, "late"), exposure(3, Module.MLP, "middle"))
    program, found = lower_checked(exposed(scene_of(THREE), (exposure(1),), ask=own))
    assert program is not None
    assert found == ()
    shown = [(text_of(program, one.start, one.end), one.module, str(one.layers)) for one in program.exposure]
    assert shown == [
        ("Well, so it is.", Module.ALL, "early"),
        ("Who is it?", Module.ATTENTION, "late"),
        ("Who is it?", Module.MLP, "middle"),
        ("Then it is Clara.", Module.ALL, "early"),
    ]
    assert [one.place.start for one in program.exposure] == [1, 2, 3, 1]


def test_a_scene_without_exposure_has_none(scene_of: SceneOf, lower_checked: LowerChecked) -> None:
    program, _ = lower_checked(scene_of(THREE))
    assert program is not None
    assert program.exposure == ()


def silent(checked: CheckedScene, *beats: int) -> CheckedScene:
    """The scene with beats of weight 0 and no tension to read there."""
    weights = tuple(0.0 if number in beats else 1.0 for number in range(len(checked.beat_ids)))
    return replace(checked, beat_weights=weights, scene=replace(checked.scene, tension=()))


@pytest.mark.parametrize(
    "make",
    [
        lambda checked: exposed(silent(checked, 1), ask=(exposure(7),)),
        lambda checked: exposed(silent(checked, 0, 1), (exposure(7),), turn=(exposure(8),)),
        lambda checked: exposed(
            checked, (exposure(7),), fact=(exposure(8),), ask=(exposure(8),), turn=(exposure(8),)
        ),
        lambda checked: exposed(
            replace(checked, strata=(THINKING, THINKING, NOISE)), turn=(exposure(7, Module.MLP),)
        ),
    ],
    ids=["a beat of weight 0", "a scene whose rest is silent", "a scene of which nothing is left", "noise"],
)
def test_an_exposure_that_holds_for_nothing_is_an_error(
    scene_of: SceneOf, lower_checked: LowerChecked, make: Callable[[CheckedScene], CheckedScene]
) -> None:
    program, found = lower_checked(make(scene_of(THREE)))
    assert program is None
    assert [(one.code, one.message, one.place.start) for one in found] == [
        ("SL412", "this `expose` holds for nothing that is learned", 7)
    ]


def test_a_target_alone_is_enough_to_be_exposed(scene_of: SceneOf, lower_checked: LowerChecked) -> None:
    body = THREE.replace("Who is", "Who [is]{#x}")
    plain = silent(scene_of(body), 1)
    rule = silent(scene_of(body + "layers:\n  - last x @ late: label mood = calm\n"), 1)
    look = silent(scene_of(body + "anchors:\n  - last(x) -> fact\n"), 1)
    (silenced,) = lower_checked(exposed(plain, ask=(exposure(7),)))[1]
    assert silenced.code == "SL412"
    for checked in (rule, look):
        program, found = lower_checked(exposed(checked, ask=(exposure(7),)))
        assert found == ()
        assert program is not None


def test_thinking_stays_away_from_every_token_of_noise(
    scene_of: SceneOf, lower_checked: LowerChecked
) -> None:
    checked = replace(scene_of(THREE), strata=(THINKING, NOISE, THINKING))
    program, found = lower_checked(checked)
    assert program is not None
    assert found == ()
    (away,) = program.attention
    assert (away.origin, away.away, away.weight, away.heads.kind) == (
        "noise.ask", True, 0.1, HeadRuleKind.EACH
    )  # fmt: skip
    ((*keys,),) = away.key_groups
    assert text_of(program, keys[0], keys[-1] + 1) == "Who is it?"
    last = len(program.ids) - 1
    assert away.queries == tuple(range(keys[-1] + 1, last))
    assert {weight for weight, beat in zip(program.weights, program.beats, strict=True) if beat == 1} == {0.0}
    assert [one.origin for one in program.hidden] == ["tension.doubt"] * 2, "noise has no tension to read"


def test_a_position_that_is_itself_noise_is_not_asked_to_stay_away(
    scene_of: SceneOf, lower_checked: LowerChecked
) -> None:
    body = (
        "beats:\n  - fact: |\n      Rain falls.\n  - ask: |\n      I\n  - turn: |\n      Nobody hears it.\n"
    )
    checked = replace(scene_of(body), strata=(NOISE, THINKING, THINKING))
    program, found = lower_checked(checked)
    assert program is not None
    assert found == ()
    for away in program.attention:
        assert min(away.queries) > max(away.key_groups[0])
    noise = [number for number, beat in enumerate(program.beats) if beat == 0]
    assert program.attention[0].key_groups == (tuple(noise),)
    assert program.beats[min(program.attention[0].queries)] == 1


def test_tension_is_read_at_the_last_content_token_of_each_beat(
    scene_of: SceneOf, lower_checked: LowerChecked
) -> None:
    checked = scene_of(THREE)
    program, _ = lower_checked(checked)
    assert program is not None
    targets = [one for one in program.hidden if one.name == "doubt"]
    assert {one.kind for one in targets} == {HiddenKind.TENSION}
    assert [program.pieces[one.positions[0]] for one in targets] == [" is", " it", " Clara"]
    assert [one.value for one in targets] == ["0.25", "0.5", "0.75"]
    assert {one.place for one in targets} == {checked.scene.tension[0].place}


def test_concepts_of_spans_without_a_name_are_found(scene_of: SceneOf, lower_checked: LowerChecked) -> None:
    body = THREE.replace("so it", "[so]{.water} [it]{#down .motion}").replace(
        "Clara", "[[Clara]{.water}]{.sound}"
    )
    program, found = lower_checked(scene_of(body))
    assert program is not None
    assert found == ()
    instances = [one for one in program.hidden if one.kind is HiddenKind.CONCEPT]
    assert [(one.origin, program.pieces[one.positions[0]], one.weight) for one in instances] == [
        ("concept.water", " so", 0.0),
        ("concept.motion", " it", 0.0),
        ("concept.sound", " Clara", 0.0),
        ("concept.water", " Clara", 0.0),
    ]


def test_a_beat_whose_id_a_span_took_is_still_found(scene_of: SceneOf, lower_checked: LowerChecked) -> None:
    body = THREE.replace("Who is", "[Who]{#turn} is")
    program, found = lower_checked(replace(scene_of(body), strata=(THINKING, THINKING, NOISE)))
    assert program is not None
    assert found == ()
    program, found = lower_checked(scene_of(body))
    assert program is not None
    ends = [program.pieces[one.positions[0]] for one in program.hidden if one.name == "doubt"]
    assert ends == [" is", " it", " Clara"]


def test_all_instances_of_a_held_out_scene_are_held_out(scene_of: SceneOf, built_in: SceneTokenizer) -> None:
    body = "vary:\n  count: 6\n  seed: 1\n  draw:\n    n: {range: 1..40}\nbeats:\n  - fact: Well ${n} then.\n"
    checked = scene_of(body)
    kept = replace(checked, scene=replace(checked.scene, held_out=True))
    for scene, split in ((kept, Split.HELD_OUT), (checked, Split.TRAIN)):
        plan = plan_instances(scene).value
        assert plan is not None
        splits = [outcome.value and outcome.value.split for outcome in lower_scene(scene, plan, built_in)]
        assert splits == [split] * 6


def test_prerequisites_are_carried(scene_of: SceneOf, lower_checked: LowerChecked) -> None:
    program, _ = lower_checked(replace(scene_of(THREE), prerequisites=("earlier", "first")))
    assert program is not None
    assert program.prerequisites == ("earlier", "first")
    assert (program.recalled, program.rendering) == ((), "plain")
