"""What holds for every scene of the library: layout is nothing, a word is text, a weight is supervision."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenelang.comparing import ChangeClass, HowLowered, compare_sets
from scenelang.comparing.scene_set import Origin, SceneSet, read_side
from scenelang.lowering import LowerOptions, SceneTokenizer
from scenelang.model import Literal, Scene
from scenelang.printing import print_scenes
from scenelang.reading import load_source, read_scenes

LIBRARY = Path(__file__).parents[2] / "scenes"
SCENES = sorted(
    path for path in LIBRARY.rglob("*.scene") if "recall: inline" not in path.read_text(encoding="utf-8")
)
ANY_SCENE = st.sampled_from(SCENES)
_WEIGHT = re.compile(r"(?<= w )0\.5$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{4,}")
laws = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the library in which a file can be written anew."""
    folder = tmp_path_factory.mktemp("library")
    for path in LIBRARY.rglob("*"):
        if path.is_file():
            copy = folder / "scenes" / path.relative_to(LIBRARY)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    (folder / "scenelang.toml").touch()
    return folder


def _class_of(path: Path, text: str, project: Path, tokenizer: SceneTokenizer) -> ChangeClass:
    """The class of a change to one file of the library."""
    copy = project / "scenes" / path.relative_to(LIBRARY)
    kept = copy.read_bytes()
    before = _side(copy, project)
    try:
        copy.write_text(text, encoding="utf-8", newline="")
        after = _side(copy, project)
        return compare_sets(before, after, HowLowered(tokenizer, LowerOptions(), 2)).change
    finally:
        copy.write_bytes(kept)


def _side(path: Path, project: Path) -> SceneSet:
    found = read_side((path,), Origin("before", "side", project))
    assert found.value is not None
    return found.value


def _read(path: Path) -> tuple[str, tuple[Scene, ...]]:
    source = load_source(path).value
    assert source is not None
    scenes = read_scenes(source).value
    assert scenes is not None
    return source.text, scenes


@laws
@given(path=ANY_SCENE)
def test_another_layout_is_no_more_than_metadata(
    path: Path, project: Path, tokenizer: SceneTokenizer
) -> None:
    text, scenes = _read(path)
    for other in (print_scenes(scenes), f"# a comment\n{text}\n# another\n", text.replace("\n", "\r\n")):
        assert _class_of(path, other, project, tokenizer) in {ChangeClass.NONE, ChangeClass.METADATA}


@laws
@given(path=ANY_SCENE, choice=st.integers(0, 10_000))
def test_another_word_is_text(path: Path, choice: int, project: Path, tokenizer: SceneTokenizer) -> None:
    text, scenes = _read(path)
    places = [
        beat.text.scalar.starts[piece.start + word.start()]
        for scene in scenes
        for beat in scene.beats
        for piece in beat.text.pieces
        if isinstance(piece, Literal)
        for word in _WORD.finditer(piece.text)
    ]
    if not places:
        return
    place = places[choice % len(places)]
    assert _class_of(path, f"{text[:place]}hum{text[place:]}", project, tokenizer) is ChangeClass.TEXT


@laws
@given(path=st.sampled_from([path for path in SCENES if _WEIGHT.search(path.read_text(encoding="utf-8"))]))
def test_another_weight_of_a_rule_is_supervision(
    path: Path, project: Path, tokenizer: SceneTokenizer
) -> None:
    text = _WEIGHT.sub("0.55", path.read_text(encoding="utf-8"), count=1)
    assert _class_of(path, text, project, tokenizer) is ChangeClass.SUPERVISION
