"""What is told of one scene: text in words, masses, targets, fields, each with its class."""

from __future__ import annotations

import pytest
from conftest import ARCHETYPE, BELL, Compare

from scenelang.comparing import ChangeClass, Comparison
from scenelang.comparing.changes import FieldChange, MassChange, SceneChange, Status, TargetChange, TextChange

VARIED = """\
scene: 1
id: varied
archetype: bells
vary:
  count: 100
  seed: 3
  draw:
    a: [noon, dusk, dawn, night]
beats:
  - frame: |
      [The bell rings at ${a}]{#ring}.
  - turn: |
      [Wind]{#wind}.
  - conclude: |
      [It is the wind]{#answer}.
logic:
  - ring, wind => answer
"""


def only(comparison: Comparison) -> SceneChange:
    (scene,) = comparison.scenes
    return scene


def _fields(scene: SceneChange, kind: ChangeClass) -> list[tuple[str, str, str]]:
    return [(field.name, field.before, field.after) for field in scene.fields if field.change is kind]


def test_nothing_changed_is_no_change(compare: Compare) -> None:
    found = compare(BELL, BELL)
    assert (found.change, found.scenes, found.same, found.totals) == (ChangeClass.NONE, (), 1, ())


def test_a_changed_word_is_told_with_its_tokens_and_its_line(compare: Compare) -> None:
    scene = only(compare(BELL, BELL.replace("pulls the rope", "pulls at any rope")))
    assert scene.classes == {ChangeClass.TEXT}
    assert scene.text == (TextChange("frame", "the", "at any", 1, 2, 9),)
    assert scene.targets == (), "what follows moved and is the same"
    assert scene.masses == (MassChange("beat", "frame", 19.0, 20.0),)


def test_part_of_a_word_is_told_as_the_word(compare: Compare) -> None:
    scene = only(compare(BELL, BELL.replace("nobody pulls", "nobody pulled")))
    assert [(one.before, one.after) for one in scene.text] == [("pulls", "pulled")]


def test_words_that_came_or_went_stand_alone(compare: Compare) -> None:
    shorter = BELL.replace(" at noon,", ",")
    (gone,) = only(compare(BELL, shorter)).text
    (came,) = only(compare(shorter, BELL)).text
    assert (gone.before, gone.after) == (came.after, came.before)
    assert "at noon" in gone.before


def test_a_weight_changes_masses_and_nothing_in_the_text(compare: Compare) -> None:
    scene = only(compare(BELL, BELL.replace("w=2", "w=3")))
    assert scene.classes == {ChangeClass.SUPERVISION}
    assert (scene.text, scene.targets, scene.fields) == ((), (), ())
    assert [(one.kind, one.name) for one in scene.masses] == [("beat", "turn"), ("span", "wind")]
    span = scene.masses[1]
    assert span.after == pytest.approx((span.before or 0) * 1.5)


def test_an_avoided_span_has_a_mass_of_its_own(compare: Compare) -> None:
    scene = only(compare(BELL, BELL.replace("nobody pulls", "[nobody]{avoid} pulls")))
    assert [one[:2] for one in scene.masses] == [("beat", "frame"), ("avoid", "frame")]
    assert scene.masses[1].before is None
    weight, avoided = scene.masses
    assert (weight.before or 0) - (weight.after or 0) == avoided.after, "what is avoided is learned no more"


@pytest.mark.parametrize(
    ("rule", "difference"),
    [
        ('last wind @ late: reads "wind" w 0.5', ("layers", "middle", "late")),
        ('last wind @ middle: reads "wind"', ("weight", "0.5", "1")),
    ],
)
def test_a_target_that_asks_for_something_else_is_one_change(
    compare: Compare, rule: str, difference: tuple[str, str, str]
) -> None:
    scene = only(compare(BELL, BELL.replace('last wind @ middle: reads "wind" w 0.5', rule)))
    (target,) = scene.targets
    assert (target.action, target.kind, target.rule, target.sites) == ("changed", "reads", rule, 1)
    assert [one[:3] for one in target.differences] == [difference]
    assert scene.classes == {ChangeClass.SUPERVISION}


def test_heads_of_an_attention_target_are_told(compare: Compare) -> None:
    before = BELL + "anchors:\n  - answer -> ring @ middle any\n"
    (target,) = only(compare(before, before.replace("any", "top 2"))).targets
    assert (target.kind, target.rule) == ("attention", "answer -> ring @ middle top 2")
    assert [one[:3] for one in target.differences] == [("heads", "any", "top 2")]


def test_targets_that_came_and_went_are_told_with_their_words(compare: Compare) -> None:
    with_anchor = BELL + "anchors:\n  - answer -> ring @ middle any w 2\n"
    (came,) = only(compare(BELL, with_anchor)).targets
    assert came == TargetChange(
        action="added",
        kind="attention",
        rule="answer -> ring @ middle any w 2",
        where='"It is the wind that rings." -> "rings"',
        layers="middle",
        heads="any",
        weight=2.0,
        sites=came.sites,
    )
    (went,) = only(compare(with_anchor, BELL)).targets
    assert went == came._replace(action="removed")


def test_a_target_that_moved_to_other_words_of_the_same_text_is_told(compare: Compare) -> None:
    moved = BELL.replace("[The wind does it]{#wind w=2}", "The wind [does it]{#wind w=2}")
    scene = only(compare(BELL, moved))
    assert ChangeClass.TEXT not in scene.classes
    assert {one.action for one in scene.targets} == {"changed"}
    assert any(one.differences[0].name == "where" for one in scene.targets)


def test_exposure_is_a_target(compare: Compare) -> None:
    (came,) = only(compare(BELL, BELL + "expose: attention @ early\n")).targets
    assert (came.action, came.kind, came.rule, came.layers) == (
        "added",
        "exposure",
        "attention @ early",
        "early",
    )


def test_tension_is_told_by_axis_and_beat_and_once(compare: Compare) -> None:
    slower = {"bell.scene": BELL, "archetypes/bells.yaml": ARCHETYPE.replace("0.9", "0.7")}
    scene = only(compare(BELL, slower))
    assert scene.classes == {ChangeClass.SUPERVISION}, "an archetype counts by what it does to a scene"
    told = _fields(scene, ChangeClass.SUPERVISION)
    assert ("tension doubt at frame", "0.9", "0.7") in told
    assert told[0][0] == "curriculum"
    assert scene.targets == ()


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("tags: [bells]", "tags: [bells, wind]", ("tags", "bells", "bells, wind")),
        ("language: en", "language: de", ("language", "en", "de")),
        ("beats:", "# a word\nbeats:", ("layout", "", "")),
        ("tags: [bells]", 'tags: ["bells"]', ("layout", "", "")),
        ("stratum: thinking\nlanguage: en", "language: en\nstratum: thinking", ("layout", "", "")),
        ("nobody pulls", "[nobody]{#who} pulls", ("beats", "", "")),
    ],
)
def test_what_a_model_does_not_see_is_metadata(
    compare: Compare, old: str, new: str, field: tuple[str, str, str]
) -> None:
    scene = only(compare(BELL, BELL.replace(old, new)))
    assert scene.classes == {ChangeClass.METADATA}
    assert field in _fields(scene, ChangeClass.METADATA)


def test_an_archetype_of_another_name_that_does_the_same_is_metadata(compare: Compare) -> None:
    other = ARCHETYPE.replace("archetype: bells", "archetype: chimes")
    files = {
        "bell.scene": BELL.replace("archetype: bells", "archetype: chimes"),
        "archetypes/chimes.yaml": other,
    }
    scene = only(compare(BELL, files))
    assert _fields(scene, ChangeClass.METADATA) == [("archetype", "bells", "chimes")]
    assert scene.change is ChangeClass.METADATA


def test_a_change_that_all_instances_share_is_told_once(compare: Compare) -> None:
    scene = only(compare(VARIED, VARIED.replace("[Wind]", "[A wind]"), instances=5))
    assert (scene.instances, scene.instances_before) == (5, 100)
    assert [one.times for one in scene.text] == [5]


def test_other_values_change_the_text_and_fewer_instances_too(compare: Compare) -> None:
    scene = only(compare(VARIED, VARIED.replace("dusk", "rest")))
    assert ChangeClass.TEXT in scene.classes
    scene = only(compare(VARIED, VARIED.replace("count: 100", "count: 50"), instances=3))
    assert ("instances", "100", "50") in _fields(scene, ChangeClass.TEXT)


def test_instances_that_were_not_compared_are_not_called_the_same(compare: Compare) -> None:
    longer = VARIED.replace("noon, dusk, dawn, night", "noon, dusk, dawn, night") + "\n"
    rarer = longer.replace("    a: [noon", "    b: [one, two]\n    a: [noon")
    scene = only(compare(VARIED, rarer, instances=1))
    assert scene.change is ChangeClass.TEXT


def test_a_split_that_changed_is_a_change_of_what_is_read(compare: Compare) -> None:
    scene = only(compare(BELL, BELL + "split: held_out\n"))
    assert _fields(scene, ChangeClass.TEXT) == [("split", "train", "held out")]


def test_scenes_are_found_again_under_another_id(compare: Compare) -> None:
    two = {"a.scene": BELL, "b.scene": VARIED}
    scene = only(compare(two, {**two, "a.scene": BELL.replace("id: bell", "id: chime")}))
    assert (scene.status, scene.former_id, scene.id) == (Status.RENAMED, "bell", "chime")
    assert scene.classes == {ChangeClass.METADATA}


def test_two_lone_scenes_are_compared_whatever_they_are_called(compare: Compare) -> None:
    other = BELL.replace("id: bell", "id: chime").replace("at noon", "at dusk")
    scene = only(compare(BELL, {"chime.scene": other}))
    assert (scene.status, scene.change) == (Status.RENAMED, ChangeClass.TEXT)
    assert FieldChange("file", "bell.scene", "chime.scene", ChangeClass.METADATA) in scene.fields


def test_scenes_that_came_and_went_count_as_text(compare: Compare) -> None:
    two = {"a.scene": BELL, "b.scene": VARIED}
    came = compare({"a.scene": BELL}, two)
    assert [(one.id, one.status, one.change) for one in came.scenes] == [
        ("varied", Status.ADDED, ChangeClass.TEXT)
    ]
    assert came.totals[0] == ("instances", 0.0, 8.0)
    went = compare(two, {"a.scene": BELL})
    assert only(went).status is Status.REMOVED


def test_a_scene_that_does_not_compile_on_a_side_is_told_with_its_reasons(compare: Compare) -> None:
    broken = BELL.replace("=> answer", "=> anser")
    scene = only(compare(BELL, broken))
    assert (scene.status, scene.change) == (Status.BROKEN, ChangeClass.TEXT)
    assert [(one.side, one.code, one.line) for one in scene.problems] == [("after", "SL200", 15)]
    mended = only(compare(broken, BELL))
    assert [one.side for one in mended.problems] == ["before"]
    assert compare(broken, broken).change is ChangeClass.NONE
    assert only(compare(broken, broken.replace("noon", "dusk"))).change is ChangeClass.TEXT


def test_a_scene_that_fails_only_as_tokens_is_told(compare: Compare) -> None:
    scene = only(
        compare(BELL, BELL.replace("answer\nlayers", "answer\nanchors:\n  - ring -> answer\nlayers"))
    )
    assert scene.status is Status.BROKEN
    assert [one.side for one in scene.problems] == ["after"]


def test_a_file_that_does_not_read_stands_for_its_scenes(compare: Compare) -> None:
    files = {"two.scene": f"{BELL}---\n{VARIED}"}
    found = compare(files, {"two.scene": files["two.scene"].replace("vary:", "vary: [")})
    told = {one.id: one.status for one in found.scenes}
    assert told["varied"] is Status.BROKEN
    whole = compare({"a.scene": BELL, "b.scene": "x: [\n"}, {"a.scene": BELL, "b.scene": "y: [\n"})
    assert [(one.id, one.file) for one in whole.scenes] == [("", "b.scene")]


def test_only_the_scene_of_a_file_that_changed_is_told(compare: Compare) -> None:
    both = f"{BELL}---\n{VARIED}"
    assert only(compare(both, both.replace("# ", "").replace("seed: 3", "seed: 4"))).id == "varied"
    assert only(compare(both, both.replace("id: varied", "id: varied # now"))).id == "varied"
