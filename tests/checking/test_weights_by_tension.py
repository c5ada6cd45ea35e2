"""Weights of beats: numbers, expressions of tension, strata."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_projects import PLAIN, check, covered, said, write

from scenelang.model import Stratum

SCENE = """\
scene: 1
id: a
archetype: plain
tension: {{doubt: 0 -> 1}}
beats:
  - fact: One.
  - kind: think
    weight: {weight}
    text: Two.
  - conclude: Three.
"""


def one(root: Path, weight: str, archetype: str = PLAIN, **changes: str) -> Path:
    text = SCENE.format(weight=weight)
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    write(root, {"a.scene": text, "archetypes/plain.yaml": archetype})
    return root


@pytest.mark.parametrize(
    ("weight", "value"),
    [("0.5", 0.5), ("1 + doubt", 1.5), ("max(0, doubt - 0.75)", 0.0), ("int(doubt > 0.4) * 3", 3.0)],
)
def test_a_weight_takes_the_tension_of_its_beat(tmp_path: Path, weight: str, value: float) -> None:
    checked, found = check(one(tmp_path, weight), "a.scene")
    assert found == ()
    assert checked is not None
    assert checked.beat_weights == (1.0, value, 1.0)


def test_the_weight_of_a_kind_may_follow_the_tension_too(tmp_path: Path) -> None:
    archetype = PLAIN + "weights: {think: 0.5 + doubt, conclude: doubt * 2}\n"
    checked, found = check(one(tmp_path, "1 + doubt", archetype), "a.scene")
    assert found == ()
    assert checked is not None
    assert checked.beat_weights == (1.0, 1.5, 2.0)


@pytest.mark.parametrize(
    ("weight", "code", "place"),
    [
        ("1 + dubt", "SL202", "dubt"),
        ("1 + ease", "SL253", "ease"),
        ("1 - doubt * 4", "SL254", "1 - doubt * 4"),
        ("4000 * doubt", "SL254", "4000 * doubt"),
        ("doubt > 0.2", "SL254", "doubt > 0.2"),
        ("1 / (doubt - 0.5)", "SL321", "1 / (doubt - 0.5)"),
        ("doubt + 'x'", "SL320", "doubt + 'x'"),
    ],
)
def test_a_weight_that_is_none_is_told_with_its_place(
    tmp_path: Path, weight: str, code: str, place: str
) -> None:
    outcome = check(one(tmp_path, weight), "a.scene")
    assert outcome.value is None
    assert said(outcome) == [(code, place)]


def test_a_weight_out_of_range_says_what_it_comes_to(tmp_path: Path) -> None:
    (found,) = check(one(tmp_path, "1 - doubt * 4"), "a.scene").diagnostics
    assert found.message == "this weight comes to -1.0"


def test_an_axis_that_could_not_be_read_is_not_told_again(tmp_path: Path) -> None:
    outcome = check(one(tmp_path, "1 + doubt", **{"0 -> 1": "0 @ nowhere -> 1"}), "a.scene")
    assert [found.code for found in outcome.diagnostics] == ["SL223"]


@pytest.mark.parametrize(
    ("weight", "reason"),
    [
        ("1 / (doubt - 0.5)", "division by zero"),
        ("doubt * 3000", "it comes to 1500.0"),
        ("1 + ease", "this scene does not say how `ease` moves"),
    ],
)
def test_an_archetypes_weight_that_fails_is_told_at_the_beat(
    tmp_path: Path, weight: str, reason: str
) -> None:
    outcome = check(one(tmp_path, "1", f"{PLAIN}weights: {{think: {weight}}}\n"), "a.scene")
    (found,) = outcome.diagnostics
    assert (found.code, covered(found)) == ("SL255", "think")
    assert found.message == f"the weight that `plain` gives `think` fails here: {reason}"
    (related,) = found.related()
    text = (tmp_path / "archetypes" / "plain.yaml").read_text()
    assert text[related.place.start : related.place.end] == weight


def test_a_layer_target_needs_an_axis_that_moves(tmp_path: Path) -> None:
    text = SCENE.format(weight="1") + "layers:\n  - last think: tension ease\n  - last think: tension dubt\n"
    write(tmp_path, {"a.scene": text})
    assert said(check(tmp_path, "a.scene")) == [("SL253", "ease"), ("SL202", "dubt")]


def test_a_beats_stratum_is_its_own_else_its_kinds_else_the_scenes(tmp_path: Path) -> None:
    archetype = PLAIN + "strata: {think: knowledge, conclude: noise}\n"
    text = SCENE.format(weight="1").replace("    weight: 1\n", "    stratum: thinking\n")
    text = text.replace("archetype: plain\n", "archetype: plain\nstratum: knowledge\n")
    write(tmp_path, {"a.scene": text, "archetypes/plain.yaml": archetype})
    checked, found = check(tmp_path, "a.scene")
    assert found == ()
    assert checked is not None
    assert checked.strata == (Stratum.KNOWLEDGE, Stratum.THINKING, Stratum.NOISE)


def test_a_scene_whose_every_beat_is_noise_learns_nothing(tmp_path: Path) -> None:
    archetype = PLAIN + "strata: {fact: noise, think: noise, conclude: noise}\n"
    outcome = check(one(tmp_path, "1", archetype), "a.scene")
    assert said(outcome) == [("SL221", "a")]
    quiet = check(one(tmp_path, "1", archetype, **{"plain\n": "plain\nstratum: noise\n"}), "a.scene")
    assert quiet.diagnostics == ()


def test_a_leading_system_beat_fits_every_archetype(tmp_path: Path) -> None:
    lead = {"  - fact: One.": "  - system: Be brief.\n  - fact: One."}
    assert check(one(tmp_path, "1", **lead), "a.scene").diagnostics == ()
    late = {"  - conclude: Three.": "  - system: Be brief.\n  - conclude: Three."}
    assert said(check(one(tmp_path, "1", **late), "a.scene")) == [("SL219", "system")]
    twice = {"  - fact: One.": "  - system: Be brief.\n  - system: Be brief.\n  - fact: One."}
    assert said(check(one(tmp_path, "1", **twice), "a.scene")) == [("SL219", "system")]
