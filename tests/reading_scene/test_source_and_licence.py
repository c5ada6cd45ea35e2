"""Where a text comes from, and what may be done with it: read, printed, published in the schema."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scenelang.model import Scene
from scenelang.printing import essence, print_scene
from scenelang.reading import read_scenes, scene_schema
from scenelang.source import SourceText

TEXT = "scene: 1\nid: a\narchetype: recall\n{}beats:\n  - fact: It was dark.\n  - ask: Why?\n"


def _read(text: str) -> tuple[Scene, list[str]]:
    outcome = read_scenes(SourceText("a.scene", text))
    assert outcome.value is not None
    return outcome.value[0], [found.code for found in outcome.diagnostics]


def test_source_and_licence_are_read_with_their_places() -> None:
    source = 'source: "Letters, 1901: no. 3"\n'
    scene, found = _read(TEXT.format(f"{source}licence: CC-BY-4.0\n"))
    assert found == []
    assert scene.source is not None
    assert scene.licence is not None
    assert (scene.source.text, scene.licence.text) == ("Letters, 1901: no. 3", "CC-BY-4.0")
    text = TEXT.format(f"{source}licence: CC-BY-4.0\n")
    assert text[scene.licence.place.start : scene.licence.place.end] == "CC-BY-4.0"


def test_a_scene_without_them_says_nothing_of_them() -> None:
    scene, found = _read(TEXT.format(""))
    assert (scene.source, scene.licence, found) == (None, None, [])


def test_an_empty_one_is_an_error_and_the_american_spelling_is_told_the_other() -> None:
    assert _read(TEXT.format('licence: " "\n'))[1] == ["SL038"]
    assert _read(TEXT.format("source:\n"))[1] == ["SL038"]
    outcome = read_scenes(SourceText("a.scene", TEXT.format("license: MIT\n")))
    (found,) = outcome.diagnostics
    assert found.code == "SL030"
    assert found.help_text.startswith("did you mean `licence`?")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_text_is_printed_so_that_it_reads_back(note: str) -> None:
    scene, _ = _read(TEXT.format("source: x\nlicence: y\n"))
    assert scene.source is not None
    changed = print_scene(scene).replace("source: x", f"source: {_printed(note)}")
    again, found = _read(changed)
    assert found == []
    assert again.source is not None
    assert again.source.text == note
    assert essence(_read(print_scene(again))[0]) == essence(again)


def test_the_schema_has_both_keys() -> None:
    properties = scene_schema()["properties"]
    assert isinstance(properties, dict)
    assert {"source", "licence"} <= properties.keys()


def _printed(note: str) -> str:
    from scenelang.printing.yaml_text import quoted_scalar  # noqa: PLC0415

    return quoted_scalar(note)
