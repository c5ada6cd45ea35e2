"""What is printed reads back as the same scene: for the library, and for scenes of every shape."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_scenes import BEAT_TEXTS, EXPRESSIONS, SCENES, TEXTS

from scenelang.model import BeatText, Expression, Scene
from scenelang.parsing import parse_beat_text, parse_expression
from scenelang.printing import essence, flow_scalar, print_scene, print_scenes
from scenelang.printing.expressions import expression_text
from scenelang.printing.markup import markup_text
from scenelang.printing.yaml_text import block_scalar, line_scalar, quoted_scalar
from scenelang.reading import YamlMapping, YamlScalar, load_source, read_scenes, read_tree
from scenelang.source import ScalarText, SourceText, Span

slowly_drawn = settings(max_examples=100, suppress_health_check=list(HealthCheck))
"""Whole scenes take a while to draw, which is no fault."""

LIBRARY = sorted((Path(__file__).parents[2] / "scenes").glob("*/*.scene"))


def scalar(text: str) -> ScalarText:
    """A text that stands alone in its file."""
    return ScalarText(text, Span("text", 0, len(text)), range(len(text)), range(1, len(text) + 1))


def read_back(text: str) -> tuple[Scene, ...]:
    outcome = read_scenes(SourceText("printed", text))
    assert outcome.errors == (), (text, outcome.diagnostics)
    assert outcome.value is not None
    return outcome.value


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_every_scene_of_the_library_reads_back_as_it_was(path: Path) -> None:
    source = load_source(path)
    assert source.value is not None
    scenes = read_scenes(source.value).value
    assert scenes
    assert essence(read_back(print_scenes(scenes))) == essence(scenes)


@slowly_drawn
@given(SCENES)
def test_a_printed_scene_reads_back_as_it_was(scene: Scene) -> None:
    assert essence(read_back(print_scene(scene))) == essence((scene,))


@slowly_drawn
@given(st.lists(SCENES, min_size=2, max_size=3))
def test_several_scenes_of_one_file_read_back_as_they_were(scenes: list[Scene]) -> None:
    assert essence(read_back(print_scenes(scenes))) == essence(tuple(scenes))


@given(BEAT_TEXTS)
def test_markup_reads_back_as_it_was(text: BeatText) -> None:
    outcome = parse_beat_text(scalar(markup_text(text)))
    assert outcome.errors == ()
    assert essence(outcome.value) == essence(text)


@given(EXPRESSIONS)
def test_an_expression_reads_back_as_it_was(expression: Expression) -> None:
    outcome = parse_expression(scalar(expression_text(expression)))
    assert essence(outcome.value) == essence(expression)


@given(TEXTS)
def test_a_text_reads_back_from_every_kind_of_scalar(text: str) -> None:
    for written in (quoted_scalar(text), flow_scalar(text), line_scalar(text), block_scalar(text, 0)):
        tree = read_tree(SourceText("text", f"key: {written}\nnext: 1\n")).value
        assert isinstance(tree, YamlMapping)
        value = tree.entries[0].value
        assert isinstance(value, YamlScalar)
        assert value.text.value == text
        assert value.value == text, "no text turns into a number or a truth value"


def test_essence_is_blind_to_places_and_to_nothing_else() -> None:
    one = parse_beat_text(scalar("A [b]{#c}.")).value
    assert essence(one) == essence(parse_beat_text(scalar("\\A [b]{#c}.".replace("\\A", "A"))).value)
    assert essence(one) == essence(parse_beat_text(scalar("A [b]{ #c }.")).value)
    assert essence(one) != essence(parse_beat_text(scalar("A [b]{#d}.")).value)
    assert essence(one) != essence(parse_beat_text(scalar("A  [b]{#c}.")).value)
