"""What the room of plain scenes gives to lint and to the compiler."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenelang.checking import Project
from scenelang.gathering import SceneRun
from scenelang.plain import (
    ArchetypeViews,
    NotPlain,
    anchor_tail,
    any_aim,
    band_of,
    lone_concepts,
    plain_text,
    prove_sound,
    scan,
    weight_of_aim,
    without_marks,
)
from scenelang.signals import NAMED_BANDS, HeadRule, HeadRuleKind

ROOT = Path(__file__).parents[2]
HERE = (ROOT / "scenes" / "discovery").as_posix()
TEXT = """\
scene: 1
id: tea
archetype: discovery
cast:
  ann: {role: thinker}
beats:
  - frame: |
      [The kettle is warm]{#warm}, and nobody is up yet.
  - ask(ann): |
      [Who was in here]{#who .guest}?
  - guess(ann): |
      The cat, [I would
      say]{#cat w=0.5}.
  - doubt: |
      It is not so.
  - turn: |
      There is [a second cup]{#cup}.
  - conclude(ann): |
      [Somebody had tea]{#answer}.
logic:
  - warm, cup => answer
self:
  - answer revises cat
anchors:
  - answer -> last(warm) @ middle top 2 w 0.5
layers:
  - last cup @ 60%: concept guest w 2
"""


def test_a_scene_in_the_plain_layout_is_scanned_into_tables() -> None:
    scene = scan(TEXT)
    assert [beat.id for beat in scene.beats] == ["frame", "ask", "guess", "doubt", "turn", "conclude"]
    assert list(scene.read) == ["warm", "who", "cat", "cup", "answer"]
    assert [span.id for span in scene.marked] == ["who", "cat"]
    assert scene.texts[2] == "The cat, I would\nsay.\n"
    assert scene.together == "".join(scene.texts)
    assert TEXT[slice(*scene.body)].startswith("\n  - frame")
    assert lone_concepts(scene) == ()


def test_what_rules_of_lint_ask_for_is_worked_out_when_it_is_asked_for() -> None:
    scene = scan(TEXT)
    with pytest.raises(AttributeError):
        scene.used  # noqa: B018 - it is not there yet
    scene.fill_in()
    assert scene.used >= {"warm", "cup", "answer", "cat"}
    assert scene.length == len(scene.together)
    assert scene.rests_on["answer"] == {"warm", "cup"}


def test_a_folder_s_archetype_is_looked_for_once() -> None:
    asked: list[Path] = []
    run = SceneRun(())

    def project_of(path: Path) -> Project:
        asked.append(path)
        return run.project(path)

    views = ArchetypeViews(project_of)
    first, again = views.seen(HERE, "discovery"), views.seen(HERE, "discovery")
    assert first is again
    assert first.archetype.name == "discovery"
    prove_sound(scan(TEXT), first.view)
    for _ in range(2):
        with pytest.raises(NotPlain):
            views.seen(HERE, "nothing")
    assert len(asked) == 2


def test_what_follows_a_rule_is_read_by_the_parser_of_its_language() -> None:
    rule = anchor_tail(" @ middle top 2 w 0.5")
    assert rule is not None
    assert (rule.layers, rule.weight) == (NAMED_BANDS["middle"], 0.5)
    assert rule.heads == HeadRule(HeadRuleKind.TOP, 2)
    assert anchor_tail(" @ midle") is None
    assert anchor_tail(" @ late h0") is None
    assert band_of(" @ late") == NAMED_BANDS["late"]
    assert weight_of_aim(any_aim("mirrors", " w 0.25")) == 0.25
    assert weight_of_aim(any_aim("teacher", "")) == 1.0
    assert weight_of_aim(any_aim("reads", " w -1")) is None


@pytest.mark.parametrize(
    "content", [b"", b"no end", b"blank \n", "\u200b\n".encode(), b"\xff\n", b"a" * 70_000 + b"\n"]
)
def test_a_file_with_other_signs_is_not_plain(content: bytes) -> None:
    assert plain_text(content) is None


def test_marks_are_taken_off() -> None:
    assert without_marks("It [was so]{#a .b} and [is]{w=2}.") == "It was so and is."
