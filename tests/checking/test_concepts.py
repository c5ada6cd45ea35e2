"""`concept NAME`: an instance must be there to be pulled toward."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_projects import check, said, scene, write

RULE = "layers:\n  - last one: concept thing\n"
BARE, OWN = "[One]{#one} is [two]{#two}.", "[One]{#one .thing} is [two]{#two}."
BOTH, OTHER = "[One]{#one .thing} is [two]{#two .thing}.", "[One]{#one} is [two]{#two .thing}."


@pytest.mark.parametrize(
    ("own", "elsewhere", "code"),
    [
        (BARE, BARE, "SL267"),
        (OWN, BARE, "SL268"),
        (OTHER, BARE, ""),
        (BOTH, BARE, ""),
        (BARE, OTHER, ""),
        (OWN, OTHER, ""),
        (BARE, "A .thing. Some.thing .thingy", "SL267"),
    ],
)
def test_a_concept_has_an_instance_beside_the_rules_own_span(
    tmp_path: Path, own: str, elsewhere: str, code: str
) -> None:
    files = {"deep/b.scene": scene("b", text=elsewhere), "c.scene": scene("c", text="Of [no]{.nothing} use.")}
    write(tmp_path, {"a.scene": scene("a", RULE, text=own), **files})
    assert said(check(tmp_path, "a.scene")) == ([(code, "thing")] if code else [])


def test_the_one_span_of_a_scene_that_varies_has_many_instances(tmp_path: Path) -> None:
    vary = "vary:\n  count: 2\n  draw: {n: {range: 1..9}}\n"
    write(tmp_path, {"a.scene": scene("a", RULE, vary, text="[One]{#one .thing} of ${n}.")})
    assert check(tmp_path, "a.scene").diagnostics == ()


def test_the_nearest_concept_is_one_that_is_there(tmp_path: Path) -> None:
    files = {"b.scene": scene("b", text="Any .thinq of [it]{.things}")}
    write(tmp_path, {"a.scene": scene("a", RULE, text=BARE), **files})
    (found,) = check(tmp_path, "a.scene").diagnostics
    assert found.help_text == "did you mean `things`? mark a span with it: `[…]{.thing}`"


def test_a_scene_names_itself_without_an_instance(tmp_path: Path) -> None:
    write(tmp_path, {"a.scene": scene("a", "self:\n  - end names a\n")})
    assert check(tmp_path, "a.scene").diagnostics == ()


def test_an_instance_written_with_an_escape_counts(tmp_path: Path) -> None:
    other = scene("b").replace("'[One]{#one} is [two]{#two}.'", '"[One]{#one \\u002ething} is."')
    assert "u002e" in other
    write(tmp_path, {"a.scene": scene("a", RULE, text=BARE), "b.scene": other})
    assert check(tmp_path, "a.scene").diagnostics == ()
