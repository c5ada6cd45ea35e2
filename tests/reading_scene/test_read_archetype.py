"""An archetype file becomes an archetype; those that are shipped are sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenelang.diagnostics import render_text
from scenelang.model import ArchetypeFile, Binary, ChatRole, Constant, Stratum
from scenelang.parsing import archetype_folder
from scenelang.reading import load_source, read_archetype
from scenelang.signals import LayerBand
from scenelang.source import SourceText

SOUND = """archetype: small
purpose: One thing after another.
leaves: A habit.
measured: By its looks.
roles: {required: [teller], optional: [asker]}
axes: {doubt: 0.2 -> 0.8 @ turn}
beats: fact+ turn? ask
weights: {fact: 0.5, ask: 1 + doubt, system: 0}
strata: {turn: noise}
first_band: early
depth_bands: [25%, 40%..60%, late]
bands: {concept: late, references: 10%..40%}
chat: {teller: assistant, narrator: user}
example: |
  scene: 1
  id: one-two
  archetype: small
  beats:
    - fact: |
        [One]{#one}.
    - ask: Two?
"""
SHIPPED = sorted(archetype_folder().glob("*.yaml"))


def said(text: str) -> str:
    source = SourceText("archetypes/small.yaml", text)
    return render_text(read_archetype(source).diagnostics, lambda _: source)


def read(text: str) -> ArchetypeFile:
    outcome = read_archetype(SourceText("archetypes/small.yaml", text))
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


def without(*keys: str) -> str:
    """The sound file without the lines of these keys."""
    return "".join(line for line in SOUND.splitlines(keepends=True) if line.split(":")[0] not in keys)


def test_a_sound_file_gives_every_part() -> None:
    archetype = read(SOUND)
    assert (str(archetype.name), archetype.extends, archetype.file) == (
        "small",
        None,
        "archetypes/small.yaml",
    )
    assert archetype.purpose == "One thing after another."
    assert (archetype.leaves, archetype.measured) == ("A habit.", "By its looks.")
    assert (archetype.required_roles, archetype.optional_roles) == (("teller",), ("asker",))
    assert archetype.axes is not None
    assert [axis.axis.text for axis in archetype.axes] == ["doubt"]
    assert archetype.pattern is not None
    assert [kind.text for kind, _ in archetype.weights] == ["fact", "ask", "system"]
    first, second, _ = [weight for _, weight in archetype.weights]
    assert isinstance(first, Constant)
    assert first.value == 0.5
    assert isinstance(second, Binary)
    assert SOUND[second.place.start : second.place.end] == "1 + doubt"
    assert [(kind.text, stratum) for kind, stratum in archetype.strata] == [("turn", Stratum.NOISE)]
    assert archetype.first_band == LayerBand.percent(0, 100 / 3)
    assert archetype.depth_bands is not None
    assert [str(band) for band in archetype.depth_bands] == ["25%", "40%..60%", "late"]
    assert {signal: str(band) for signal, band in archetype.bands} == {
        "references": "10%..40%",
        "concept": "late",
    }
    chat = {role.text: words for role, words in archetype.chat}
    assert chat == {"teller": ChatRole.ASSISTANT, "narrator": ChatRole.USER}
    assert archetype.example is not None
    assert archetype.example.startswith("scene: 1\nid: one-two\n")
    assert archetype.example.endswith("- ask: Two?\n")


def test_parts_that_are_left_out_are_nothing() -> None:
    archetype = read("archetype: small\npurpose: Little.\nbeats: ask\n")
    parts = (archetype.required_roles, archetype.optional_roles, archetype.axes, archetype.first_band)
    assert parts == (None, None, None, None)
    assert (archetype.leaves, archetype.measured, archetype.example, archetype.depth_bands) == (None,) * 4
    assert (archetype.weights, archetype.strata, archetype.bands, archetype.chat) == ((), (), (), ())


def test_an_archetype_that_extends_another_needs_only_its_name() -> None:
    archetype = read("archetype: small\nextends: doubt\n")
    assert str(archetype.extends) == "doubt"
    assert (archetype.purpose, archetype.pattern) == (None, None)


def test_what_it_inherits_may_be_spoken_of() -> None:
    lines = ("extends: doubt", "axes: {fear: 0.1 @ turn}", "weights: {turn: 2}", "chat: {pupil: user}")
    assert [kind.text for kind, _ in read("\n".join(("archetype: small", *lines))).weights] == ["turn"]


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
        said(SOUND.replace("archetype: small", "archetype: tall", 1))
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
 --> archetypes/small.yaml:6:28
  |
6 | axes: {doubt: 0.2 -> 0.8 @ trun}
  |                            ^^^^ no beat of this kind
  = help: did you mean `turn`? kinds in the pattern are `ask`, `fact`, `turn`

error[SL061]: the pattern under `beats` has no `facts`
 --> archetypes/small.yaml:8:11
  |
8 | weights: {facts: 0.5, ask: 1 + doubt, system: 0}
  |           ^^^^^ no beat of this kind
  = help: did you mean `fact`? kinds in the pattern are `ask`, `fact`, `turn`"""
    )


LINES = [
    ("weights: {facts: 0.5}", "SL061", "facts"),
    ("weights: {fact: -1}", "SL057", "-1"),
    ("weights: {fact: 1 +}", "SL122", ""),
    ("strata: {trun: noise}", "SL061", "trun"),
    ("strata: {turn: noize}", "SL037", "noize"),
    ("strata: {turn: [noise]}", "SL033", "turn"),
    ("bands: {concepts: late}", "SL030", "concepts"),
    ("bands: {concept: lat}", "SL133", "lat"),
    ("first_band: 4-8", "SL154", "4-8"),
    ("chat: {teler: assistant}", "SL067", "teler"),
    ("chat: {teller: bot}", "SL062", "bot"),
    ("chat: {teller: }", "SL038", "teller"),
    ("leaves: ", "SL038", "leaves"),
    ("purpose: ''", "SL038", "''"),
    ("extends: a b", "SL036", " "),
    ("extendz: doubt", "SL030", "extendz"),
]


@pytest.mark.parametrize(("line", "code", "covered"), LINES, ids=[line for line, _, _ in LINES])
def test_what_cannot_be_read_is_told_in_its_place(line: str, code: str, covered: str) -> None:
    key = line.split(":", maxsplit=1)[0]
    text = without(key) + line + "\n"
    found = read_archetype(SourceText("archetypes/small.yaml", text)).diagnostics
    assert [(one.code, text[one.place.start : one.place.end]) for one in found] == [(code, covered)]
    assert found[0].place.start >= text.rindex(line)


def test_the_help_names_the_nearest_role() -> None:
    assert "did you mean `teller`? roles here are `teller`, `asker`, `narrator`" in said(
        SOUND.replace("chat: {teller", "chat: {teler")
    )


EXAMPLES = [
    ("beats:\n    - fact: |\n        [One]", "beatz:\n    - fact: |\n        [One]", "SL030", "beatz"),
    ("[One]{#one}", "[One]{#one", "SL104", "{"),
    ("archetype: small\n  beats", "archetype: tall\n  beats", "SL068", "tall"),
    ("scene: 1\n  ", "", "SL032", "id"),
    ("- ask: Two?", "- ask: [Two", "SL011", "["),
]


@pytest.mark.parametrize("indent", ["  ", "      "])
@pytest.mark.parametrize(("old", "new", "code", "covered"), EXAMPLES, ids=[row[2] for row in EXAMPLES])
def test_a_mistake_in_the_example_is_told_inside_it(
    old: str, new: str, code: str, covered: str, indent: str
) -> None:
    assert old in SOUND
    head, example = SOUND.replace(old, new, 1).split("example: |\n")
    lines = [indent + line[2:] for line in example.splitlines(keepends=True)]
    text = f"{head}example: |\n{''.join(lines)}"
    found = read_archetype(SourceText("archetypes/small.yaml", text)).diagnostics
    assert [(one.code, text[one.place.start : one.place.end]) for one in found] == [(code, covered)]
    assert found[0].place.start > text.index("example:")


def test_places_beside_a_finding_in_the_example_are_in_the_file_too() -> None:
    text = SOUND.replace("- ask: Two?", "- ask: '[Two]{#x #y}'")
    (found,) = read_archetype(SourceText("archetypes/small.yaml", text)).diagnostics
    (first,) = found.related()
    assert (text[found.place.start : found.place.end], text[first.place.start : first.place.end]) == (
        "#y",
        "x",
    )


def test_an_example_in_quotes_is_mapped_too() -> None:
    text = without("example").split("  scene: 1")[0] + 'example: "scene: 1\\nid: a\\narchetipe: small\\n"\n'
    found = read_archetype(SourceText("archetypes/small.yaml", text)).diagnostics
    assert ("SL030", "archetipe") in [(one.code, text[one.place.start : one.place.end]) for one in found]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_archetypes_that_are_shipped_have_no_older_spelling(path: Path) -> None:
    source = load_source(path).value
    assert source is not None
    assert all(found.code != "SL153" for found in read_archetype(source).diagnostics)


def test_a_weight_is_a_number() -> None:
    assert (
        said(SOUND.replace("fact: 0.5", "fact: [1]"))
        == """error[SL057]: `fact` must be a number from 0 to 1000, and `a list` is not
 --> archetypes/small.yaml:8:11
  |
8 | weights: {fact: [1], ask: 1 + doubt, system: 0}
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
