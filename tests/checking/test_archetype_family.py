"""`extends`: what an archetype inherits, and families that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_projects import covered, said, scene, word, write

from scenelang.checking import check_scene, find_project, read_scene_file
from scenelang.diagnostics import Outcome
from scenelang.model import Archetype, ChatRole, Constant, Stratum
from scenelang.signals import NAMED_BANDS, LayerBand

PARENT = """\
archetype: parent
purpose: To be told from.
leaves: What stays.
roles: {required: [thinker], optional: [friend, rival]}
axes: {doubt: 0.9, stakes: 0.5}
beats: fact+ think* conclude
weights: {fact: 0.5, think: 1 + doubt}
strata: {fact: knowledge}
first_band: early
bands: {mirrors: late, concept: early}
chat: {thinker: assistant, friend: user}
"""
CHILD = """\
archetype: child
extends: parent
purpose: To tell.
roles: {required: [rival], optional: [judge]}
axes: {stakes: 0.1, ease: 0 -> 1 @ conclude}
weights: {fact: 0.7, conclude: 1 + ease * stakes}
strata: {think: noise}
bands: {concept: middle}
depth_bands: [10%..20%, 40%]
chat: {friend: assistant, judge: user}
"""


def archetype(root: Path, name: str, folder: str = "") -> Outcome[Archetype]:
    return find_project(root / folder / "a.scene").archetype(word(name))


def test_roles_are_joined_and_the_rest_is_replaced_name_by_name(tmp_path: Path) -> None:
    write(tmp_path, {"archetypes/parent.yaml": PARENT, "archetypes/child.yaml": CHILD})
    child, found = archetype(tmp_path, "child")
    assert found == ()
    assert child is not None
    assert (child.name, child.purpose, child.leaves) == ("child", "To tell.", "What stays.")
    assert child.required_roles == ("thinker", "rival")
    assert child.optional_roles == ("friend", "judge")
    assert [axis.axis.text for axis in child.axes] == ["doubt", "stakes", "ease"]
    weights = dict(child.weights)
    assert list(weights) == ["fact", "think", "conclude"]
    fact = weights["fact"]
    assert isinstance(fact, Constant)
    assert fact.value == 0.7
    assert dict(child.strata) == {"fact": Stratum.KNOWLEDGE, "think": Stratum.NOISE}
    assert child.first_band == NAMED_BANDS["early"]
    assert dict(child.bands) == {"mirrors": NAMED_BANDS["late"], "concept": NAMED_BANDS["middle"]}
    assert child.depth_bands == (LayerBand.percent(10, 20), LayerBand.percent(40))
    assert dict(child.chat) == {
        "thinker": ChatRole.ASSISTANT,
        "friend": ChatRole.ASSISTANT,
        "judge": ChatRole.USER,
    }
    parent = archetype(tmp_path, "parent").value
    assert parent is not None
    assert child.pattern == parent.pattern
    assert (parent.family, child.family) == ((), ("parent",))
    assert [Path(file).name for file in child.files] == ["child.yaml", "parent.yaml"]


def test_a_grandchild_inherits_through_its_parent(tmp_path: Path) -> None:
    files = {"archetypes/parent.yaml": PARENT, "archetypes/child.yaml": CHILD}
    write(tmp_path, {**files, "archetypes/small.yaml": "archetype: small\nextends: child\nbeats: fact\n"})
    small, found = archetype(tmp_path, "small")
    assert found == ()
    assert small is not None
    assert small.family == ("child", "parent")
    assert small.purpose == "To tell."
    assert dict(small.weights).keys() == {"fact", "think", "conclude"}


def test_a_family_is_read_again_when_any_file_of_it_changes(tmp_path: Path) -> None:
    write(tmp_path, {"archetypes/parent.yaml": PARENT, "archetypes/child.yaml": CHILD})
    before = archetype(tmp_path, "child").value
    assert archetype(tmp_path, "child").value is before
    (tmp_path / "archetypes" / "parent.yaml").write_text(PARENT.replace("What stays.", "Something else."))
    after = archetype(tmp_path, "child").value
    assert after is not None
    assert after.leaves == "Something else."


def test_a_parent_is_looked_for_from_the_child_and_never_from_the_scene(tmp_path: Path) -> None:
    nearer = PARENT.replace("What stays.", "What the scene sees.")
    files = {"archetypes/parent.yaml": PARENT, "archetypes/child.yaml": CHILD}
    write(tmp_path, {**files, "deep/archetypes/parent.yaml": nearer})
    child, parent = (archetype(tmp_path, name, "deep").value for name in ("child", "parent"))
    assert child is not None
    assert parent is not None
    assert (child.leaves, parent.leaves) == ("What stays.", "What the scene sees.")


def test_an_archetype_may_extend_a_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, {"archetypes/mine.yaml": "archetype: mine\nextends: discovery\naxes: {itch: 0.2}\n"})
    mine, found = archetype(tmp_path, "mine")
    assert found == ()
    assert mine is not None
    assert mine.family == ("discovery",)
    assert {"doubt", "itch"} <= {axis.axis.text for axis in mine.axes}


def test_an_unknown_parent_is_told_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, {"archetypes/mine.yaml": "archetype: mine\nextends: discovry\n"})
    outcome = archetype(tmp_path, "mine")
    assert outcome.value is None
    assert said(outcome) == [("SL203", "discovry")]
    assert outcome.diagnostics[0].help_text.startswith("did you mean `discovery`? archetypes are ")
    assert "`mine`" not in outcome.diagnostics[0].help_text


@pytest.mark.parametrize("start", ["b", "c"])
def test_a_circle_is_told_whole_and_at_one_place_whoever_meets_it(tmp_path: Path, start: str) -> None:
    one = "archetype: {}\nextends: {}\n"
    files = {"a": "b", "b": "c", "c": "b"}
    write(tmp_path, {f"archetypes/{own}.yaml": one.format(own, other) for own, other in files.items()})
    outcome = archetype(tmp_path, start)
    assert outcome.value is None
    (found,) = outcome.diagnostics
    assert found.code == "SL256"
    assert found.message == "these archetypes extend each other in a circle: b -> c -> b"
    assert Path(found.place.file).name == "b.yaml"
    assert covered(found) == "c"
    assert [(covered_place.label) for covered_place in found.related()] == ["`c` extends it here"]
    assert archetype(tmp_path, "a").diagnostics == outcome.diagnostics


def test_an_archetype_that_extends_itself_is_a_circle(tmp_path: Path) -> None:
    write(tmp_path, {"archetypes/a.yaml": "archetype: a\nextends: a\n"})
    (found,) = archetype(tmp_path, "a").diagnostics
    assert (found.code, found.message.rpartition(": ")[2]) == ("SL256", "a -> a")


def test_what_a_child_says_must_fit_what_it_inherits(tmp_path: Path) -> None:
    child = (
        "archetype: child\nextends: parent\naxes: {ease: 0 -> 1 @ trun}\n"
        "weights: {thnk: 0.5, system: 0, fact: 1 + dobt}\nstrata: {turn: noise}\n"
    )
    write(tmp_path, {"archetypes/parent.yaml": PARENT, "archetypes/child.yaml": child})
    outcome = archetype(tmp_path, "child")
    assert said(outcome) == [("SL257", "trun"), ("SL257", "thnk"), ("SL202", "dobt"), ("SL257", "turn")]
    assert (
        outcome.diagnostics[1].help_text == "did you mean `think`? its beats are `fact`, `think`, `conclude`"
    )
    assert outcome.diagnostics[2].help_text == (
        "did you mean `doubt`? axes of `child` are `doubt`, `stakes`, `ease`"
    )


def test_what_is_wrong_in_a_parent_is_told_of_the_parents_file(tmp_path: Path) -> None:
    write(tmp_path, {"archetypes/parent.yaml": PARENT + "tenor: 1\n", "archetypes/child.yaml": CHILD})
    (found,) = archetype(tmp_path, "child").diagnostics
    assert Path(found.place.file).name == "parent.yaml"


def test_files_of_a_project_are_shown_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"archetypes/mine.yaml": "archetype: mine\nextends: nobody\n", "w/deep.txt": ""})
    monkeypatch.chdir(tmp_path)
    (found,) = archetype(tmp_path, "mine").diagnostics
    assert found.place.file == "archetypes/mine.yaml"
    monkeypatch.chdir(tmp_path / "w")
    (found,) = archetype(tmp_path, "mine").diagnostics
    assert found.place.file == (tmp_path / "archetypes" / "mine.yaml").as_posix()


def test_axes_that_the_project_declares_stand_in_every_scene(tmp_path: Path) -> None:
    head = "tension: {trust: 0.2 -> 0.8}\n"
    toml = '[axes]\ntrust = "How far the one believes the other."\n'
    write(tmp_path, {"a.scene": scene("a", head=head), "scenelang.toml": toml})
    path = tmp_path / "a.scene"
    scenes = read_scene_file(path).value
    assert scenes is not None
    checked, found = check_scene(scenes[0], find_project(path))
    assert found == ()
    assert checked is not None
    assert checked.axes == ("trust", "doubt")
    (tmp_path / "scenelang.toml").write_text("")
    assert [one.code for one in check_scene(scenes[0], find_project(path)).diagnostics] == ["SL202"]


def test_a_chat_role_of_nobody_in_the_family_is_found_where_it_is_written(tmp_path: Path) -> None:
    child = CHILD.replace("judge: user}", "juge: user}")
    write(tmp_path, {"archetypes/parent.yaml": PARENT, "archetypes/child.yaml": child})
    (found,) = archetype(tmp_path, "child").diagnostics
    assert (found.code, covered(found)) == ("SL204", "juge")
