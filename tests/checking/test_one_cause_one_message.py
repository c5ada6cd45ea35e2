"""A part that could not be read does not make the others look wrong."""

from __future__ import annotations

import pytest
from scene_files import NOWHERE

from scenelang.checking import check_scene
from scenelang.reading import read_scene
from scenelang.source import SourceText

SCENE = """scene: 1
id: jar
archetype: discovery
cast:
  ann: {role: thinker}
beats:
  - frame: "[The ${a} jar is shut.]{#shut}"
  - ask: "[Why?]{#why}"
  - think(ann): "[Cold air pulls the lid.]{#cold}"
  - turn: "[It gives.]{#gives}"
  - conclude(ann): "[The warm air let go.]{#answer}"
vary:
  count: 2
  draw: {a: [x, y]}
tension:
  doubt: 0.2 -> 0.9 @ turn
logic:
  - shut => (pull = "x")
  - pull => cold
  - cold, gives => answer
self:
  - answer answers why
"""


def codes(text: str) -> list[str]:
    outcome = read_scene(SourceText("a.scene", text))
    assert outcome.value is not None
    checked = check_scene(outcome.value, NOWHERE)
    assert checked.value is None
    return [found.code for found in (*outcome.diagnostics, *checked.diagnostics)]


def test_the_scene_is_sound() -> None:
    outcome = read_scene(SourceText("a.scene", SCENE))
    assert outcome.value is not None
    checked = check_scene(outcome.value, NOWHERE)
    assert (outcome.diagnostics, checked.diagnostics) == ((), ())
    assert checked.value is not None


@pytest.mark.parametrize(
    ("written", "broken", "expected"),
    [
        ("{#why}", "{#why", ["SL104"]),
        ("cast:", "casts:", ["SL030"]),
        ("cast:\n  ann: {role: thinker}", "cast: ann", ["SL033"]),
        ("archetype: discovery", "archetype: a/b", ["SL036"]),
        ("archetype: discovery", "archetype: discovry", ["SL203"]),
        ("vary:", "varry:", ["SL030"]),
        ("draw: {a: [x, y]}", "draw: {a: x}", ["SL058"]),
        ("count: 2", "count: two", ["SL057"]),
        ('shut => (pull = "x")', 'shut => (pull = "x"', ["SL122"]),
        ("- turn:", "- turn: x\n    more:", ["SL055"]),
        ("beats:", "beatz:", ["SL030"]),
        ("id: jar", "id: a jar", ["SL036"]),
        ("role: thinker", "role: thinkr", ["SL204"]),
        ("tension:", "tensions:", ["SL030"]),
    ],
)
def test_one_fault_gets_one_message(written: str, broken: str, expected: list[str]) -> None:
    assert written in SCENE
    assert codes(SCENE.replace(written, broken)) == expected


def test_faults_in_all_parts_are_told_in_one_run() -> None:
    text = (
        SCENE.replace("think(ann)", "think(anne)")
        .replace("@ turn", "@ trun")
        .replace("answers why", "answers whi")
        .replace("cold, gives", "cold, give")
        .replace("${a}", "${b}")
    )
    assert sorted(codes(text)) == ["SL200", "SL201", "SL206", "SL223", "SL230"]


def test_a_lost_id_does_not_make_the_scene_a_stranger_to_itself() -> None:
    text = SCENE.replace("id: jar\n", "") + "  - answer names jar\n"
    assert codes(text) == ["SL032"]
