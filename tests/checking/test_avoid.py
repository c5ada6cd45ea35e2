"""An `avoid` that weighs nothing whatever the tokens are is an error of checking."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checking.small_projects import check, refers, said, scene, write

FACT = "Well, {} is [it]{{#it}}."
BACK = "drop `avoid`: `revises` makes it weigh nothing already; or take `revises {0}` out, to avoid it"


@pytest.mark.parametrize(
    ("text", "lines", "covered", "help_begins"),
    [
        ("[this]{#a avoid}", refers("end revises a"), "[this]{#a avoid}", BACK.format("a")),
        ("[so [this]{avoid}]{#a}", refers("end revises a"), "[this]{avoid}", BACK.format("a")),
        ("[this]{avoid}", refers("end revises fact"), "[this]{avoid}", BACK.format("fact")),
        ("[so [this]{avoid}]{read}", "", "[this]{avoid}", "drop `avoid` if it is only to be read"),
        ("[this]{w=0 avoid}", "", "[this]{w=0 avoid}", "drop `avoid`, or make `w=` more than 0"),
        ("[[this]{read}]{avoid}", "", "[[this]{read}]{avoid}", "drop `avoid`, or give the spans inside"),
        ("[so [[this]{avoid}]{avoid}]{read}", "", "[[this]{avoid}]{avoid}", "drop `avoid` if"),
    ],
)
def test_an_avoid_that_weighs_nothing_is_told_once_with_which_of_the_two_to_drop(
    tmp_path: Path, text: str, lines: str, covered: str, help_begins: str
) -> None:
    write(tmp_path, {"a.scene": scene("a", lines, text=FACT.format(text))})
    outcome = check(tmp_path, "a.scene")
    assert outcome.value is None
    assert said(outcome) == [("SL271", covered)]
    assert outcome.diagnostics[0].help_text.startswith(help_begins)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("weight: 0", "this beat has the weight 0"),
        ("stratum: noise", "this beat is noise"),
    ],
)
def test_a_beat_that_weighs_nothing_has_nothing_to_avoid(tmp_path: Path, body: str, reason: str) -> None:
    text = (
        "scene: 1\nid: a\narchetype: plain\nbeats:\n"
        f"  - kind: fact\n    {body}\n    text: Well, [this]{{avoid}}.\n"
        "  - conclude: So it is.\n"
    )
    write(tmp_path, {"a.scene": text})
    (found,) = check(tmp_path, "a.scene").diagnostics
    assert (found.code, found.message) == ("SL271", f"`avoid` does nothing here: {reason}")


@pytest.mark.parametrize("text", ["[this]{avoid}", "[so [this]{read} it]{avoid}", "[this]{w=0.1 avoid}"])
def test_an_avoid_with_a_weight_is_fine(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"a.scene": scene("a", text=FACT.format(text))})
    assert check(tmp_path, "a.scene").diagnostics == ()


def test_a_scene_that_weighs_nothing_at_all_is_told_alone(tmp_path: Path) -> None:
    text = "scene: 1\nid: a\narchetype: plain\nbeats:\n  - fact: '[Well [this]{avoid}.]{read}'\n"
    write(tmp_path, {"a.scene": text})
    assert [found.code for found in check(tmp_path, "a.scene").diagnostics] == ["SL221"]
