"""An archetype file becomes an archetype; those that are shipped are sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenelang.diagnostics import render_text
from scenelang.model import Archetype
from scenelang.parsing import archetype_folder
from scenelang.reading import load_source, read_archetype
from scenelang.signals import LayerBand
from scenelang.source import SourceText

SOUND = """archetype: small
purpose: One thing after another.
roles: {required: [teller], optional: [asker]}
axes: {doubt: 0.2 -> 0.8 @ turn}
beats: fact+ turn? ask
weights: {fact: 0.5}
first_band: early
depth_bands: [25%, 40%..60%, late]
"""
SHIPPED = sorted(archetype_folder().glob("*.yaml"))


def said(text: str) -> str:
    source = SourceText("archetypes/small.yaml", text)
    return render_text(read_archetype(source).diagnostics, lambda _: source)


def test_a_sound_file_gives_every_part() -> None:
    outcome = read_archetype(SourceText("archetypes/small.yaml", SOUND))
    archetype = outcome.value
    assert outcome.diagnostics == ()
    assert isinstance(archetype, Archetype)
    assert (archetype.name, archetype.purpose) == ("small", "One thing after another.")
    assert (archetype.required_roles, archetype.optional_roles) == (("teller",), ("asker",))
    assert [axis.axis.text for axis in archetype.axes] == ["doubt"]
    assert [(kind, weight.value) for kind, weight in archetype.weights] == [("fact", 0.5)]
    assert archetype.first_band == LayerBand.percent(0, 100 / 3)
    assert archetype.depth_bands is not None
    assert [str(band) for band in archetype.depth_bands] == ["25%", "40%..60%", "late"]


def test_bands_that_are_left_out_take_the_even_schedule() -> None:
    outcome = read_archetype(SourceText("small.yaml", SOUND.split("weights", maxsplit=1)[0]))
    assert outcome.value is not None
    assert (outcome.value.first_band, outcome.value.depth_bands, outcome.value.weights) == (None, None, ())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_archetype_is_sound(path: Path) -> None:
    source = load_source(path)
    assert source.value is not None
    outcome = read_archetype(source.value)
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    assert outcome.value.purpose


def test_the_library_has_the_archetypes_that_scenes_use() -> None:
    assert {path.stem for path in SHIPPED} >= {
        "discovery",
        "doubt",
        "proof",
        "counterexample",
        "mentor",
        "recall",
    }


def test_the_name_is_that_of_the_file() -> None:
    assert (
        said(SOUND.replace("archetype: small", "archetype: tall"))
        == """error[SL060]: this file makes the archetype `small`, not `tall`
 --> archetypes/small.yaml:1:12
  |
1 | archetype: tall
  |            ^^^^ differs from the file's name
  = help: write `archetype: small`, or rename the file to `tall.yaml`"""
    )


def test_weights_and_axes_speak_of_beats_in_the_pattern() -> None:
    assert (
        said(SOUND.replace("fact: 0.5", "facts: 0.5").replace("@ turn", "@ trun"))
        == """error[SL061]: the pattern under `beats` has no `trun`
 --> archetypes/small.yaml:4:28
  |
4 | axes: {doubt: 0.2 -> 0.8 @ trun}
  |                            ^^^^ no beat of this kind
  = help: did you mean `turn`? kinds in the pattern are `ask`, `fact`, `turn`

error[SL061]: the pattern under `beats` has no `facts`
 --> archetypes/small.yaml:6:11
  |
6 | weights: {facts: 0.5}
  |           ^^^^^ no beat of this kind
  = help: did you mean `fact`? kinds in the pattern are `ask`, `fact`, `turn`"""
    )


def test_a_weight_is_a_number() -> None:
    assert (
        said(SOUND.replace("fact: 0.5", "fact: [1]"))
        == """error[SL057]: `fact` must be a number from 0 to 1000, and `a list` is not
 --> archetypes/small.yaml:6:11
  |
6 | weights: {fact: [1]}
  |           ^^^^ expected a number from 0 to 1000
  = help: write for example `fact: 0.5`"""
    )


def test_a_file_that_is_a_list_is_no_archetype() -> None:
    outcome = read_archetype(SourceText("small.yaml", "- discovery\n"))
    assert outcome.value is None
    assert [found.code for found in outcome.diagnostics] == ["SL033"]


def test_an_archetype_needs_name_purpose_and_beats() -> None:
    outcome = read_archetype(SourceText("small.yaml", "roles: {required: []}\n"))
    assert outcome.value is None
    assert [found.message for found in outcome.diagnostics] == [
        "an archetype needs the key `archetype`",
        "an archetype needs the key `purpose`",
        "an archetype needs the key `beats`",
    ]
