"""A look at a file without reading it misses nothing that reading finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenelang.checking.scene_sketch import sketch_of
from scenelang.reading import load_source, read_scenes

FORMS = (
    "id: {}",
    "id:   {}   # a comment",
    '"id": {}',
    "'id' : '{}'",
    'id: "{}"',
    "id: >-\n  {}",
    "id: |-\n  {}",
    "id:\n  {}",
    "id: !!str {}",
    '"\\u0069d": {}',
    "? id\n: {}",
)
BODY = "archetype: recall\nbeats:\n  - fact: 'A [b]{{.{}}}.'\n"
names = st.from_regex(r"[a-zа-яё_][a-zа-яё0-9_]{0,5}([.-][a-zа-яё0-9_]{1,4}){0,2}", fullmatch=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FORMS), names, names)
def test_whatever_reading_finds_the_sketch_holds(tmp_path: Path, form: str, name: str, concept: str) -> None:
    text = f"scene: 1\n{form.format(name)}\n{BODY.format(concept)}"
    path = tmp_path / f"{abs(hash(text))}.scene"
    path.write_text(text, encoding="utf-8")
    source = load_source(path).value
    assert source is not None
    scenes = read_scenes(source).value or ()
    sketch = sketch_of(path)
    for scene in scenes:
        assert sketch.is_open or scene.id.text in sketch.ids | {""}
        carried = {word.text for beat in scene.beats for span in beat.text.spans() for word in span.concepts}
        assert sketch.is_open or carried <= sketch.concepts


def test_flow_style_and_several_documents_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.scene"
    path.write_text("--- {scene: 1, id: one, archetype: recall}\n---\n  id: two\n--- {'id':'three'}\n")
    assert {"one", "two"} <= sketch_of(path).ids
    assert not sketch_of(path).is_open


@pytest.mark.parametrize("name", ["missing.scene", "a\0b"])
def test_what_cannot_be_read_holds_nothing(tmp_path: Path, name: str) -> None:
    assert sketch_of(tmp_path / name) == (frozenset(), frozenset(), False)


def test_a_file_that_changed_is_looked_at_again(tmp_path: Path) -> None:
    path = tmp_path / "a.scene"
    path.write_text("id: one\n")
    assert sketch_of(path).ids == {"one"}
    path.write_text("id: second\n")
    assert sketch_of(path).ids == {"second"}
