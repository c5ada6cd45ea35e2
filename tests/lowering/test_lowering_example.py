"""The worked example of docs/explanation/lowering.md becomes what the page says of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scenelang.checking import check_scene, find_project
from scenelang.expanding import plan_instances
from scenelang.lowering import SceneTokenizer, lower_scene
from scenelang.reading import read_scene
from scenelang.signals import HeadRuleKind
from scenelang.source import SourceText
from scenelang.tokens import HiddenKind, TokenProgram

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "explanation" / "lowering.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def program(built_in: SceneTokenizer) -> TokenProgram:
    (text,) = re.findall(r"^```yaml\n(scene: 1\n.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    path = ROOT / "scenes" / "in_docs.scene"
    scene = read_scene(SourceText(str(path), text)).value
    assert scene is not None
    checked, found = check_scene(scene, find_project(path))
    assert checked is not None
    plan = plan_instances(checked).value
    assert plan is not None
    ((value, said),) = lower_scene(checked, plan, built_in)
    assert (found, said) == ((), ())
    assert value is not None
    return value


def text_of(program: TokenProgram, beat: int) -> str:
    pairs = zip(program.pieces, program.beats, strict=True)
    return "".join(piece for piece, of in pairs if of == beat)


def around(program: TokenProgram, position: int) -> str:
    """The text up to a position, to see at which word it stands."""
    return "".join(program.pieces[: position + 1])


def test_beats_weigh_by_their_stratum_and_avoided_words_weigh_against(program: TokenProgram) -> None:
    weights = [
        {weight for weight, of in zip(program.weights, program.beats, strict=True) if of == beat}
        for beat in range(6)
    ]
    assert weights == [{0.0, 1.0}, {0.0}, {0.3}, {1.0}, {0.0, 1.0}, {1.0}]
    assert program.weights[0] == 0.0
    assert set(program.weights[1 : program.beats.index(1)]) == {1.0}
    pairs = zip(program.pieces, program.avoid, strict=True)
    assert "".join(piece for piece, avoided in pairs if avoided) == "Not in a bag"
    assert set(program.avoid) == {0.0, 1.0}


def test_thinking_beats_behind_the_noise_stay_away_from_it(program: TokenProgram) -> None:
    targets = [target for target in program.attention if target.origin == "noise.distract"]
    assert [program.beats[target.queries[-1]] for target in targets] == [3, 4, 5]
    for target in targets:
        ((*keys,),) = target.key_groups
        assert (target.away, target.weight, target.heads.kind) == (True, 0.1, HeadRuleKind.EACH)
        assert str(target.layers) == "all"
        assert "".join(program.pieces[key] for key in keys) == text_of(program, 1)


def test_tension_is_read_at_the_end_of_each_thinking_beat(program: TokenProgram) -> None:
    targets = [target for target in program.hidden if target.origin == "tension.effort"]
    assert [program.beats[target.positions[0]] for target in targets] == [0, 3, 4, 5]
    assert [round(float(target.value), 2) for target in targets] == [0.2, 0.56, 0.68, 0.8]
    assert {(str(target.layers), target.weight) for target in targets} == {("middle", 1.0)}


def test_each_place_is_an_instance_of_the_concept(program: TokenProgram) -> None:
    targets = [target for target in program.hidden if target.kind is HiddenKind.CONCEPT]
    assert [(target.origin, target.name, target.weight) for target in targets] == [
        ("concept.place", "place", 0.0)
    ] * 2
    ends = [around(program, target.positions[0]) for target in targets]
    assert [end.endswith(word) for end, word in zip(ends, ("third coat", "in the hall"), strict=True)] == [
        True,
        True,
    ]


def test_neighbouring_beats_share_an_exposed_range(program: TokenProgram) -> None:
    shown = [
        (sorted(set(program.beats[one.start : one.end])), one.module.value, str(one.layers))
        for one in program.exposure
    ]
    assert shown == [([0, 1], "all", "middle"), ([2], "mlp", "early"), ([3, 4, 5], "all", "middle")]
    assert (program.exposure[0].start, program.exposure[-1].end) == (0, len(program.ids))
