"""A file of several scenes gives each of them, with its places in the one file."""

from __future__ import annotations

from scenelang.model import Scene
from scenelang.reading import read_scene, read_scenes
from scenelang.source import SourceText


def scene_text(name: str, more: str = "") -> str:
    return (
        f"scene: 1\nid: {name}\narchetype: discovery\nbeats:\n  - ask: |\n      [Why {name}]{{#why}}?\n{more}"
    )


def read_all(*texts: str) -> tuple[SourceText, tuple[Scene, ...], list[str]]:
    source = SourceText("a.scene", "---\n".join(texts))
    outcome = read_scenes(source)
    return source, outcome.value or (), [found.code for found in outcome.diagnostics]


def test_each_scene_knows_its_place_in_the_one_file() -> None:
    source, scenes, codes = read_all(scene_text("one"), scene_text("two"), scene_text("three"))
    assert codes == []
    assert [scene.id.text for scene in scenes] == ["one", "two", "three"]
    assert [source.text_of(scene.id.place) for scene in scenes] == ["one", "two", "three"]
    assert [source.text_of(scene.place) for scene in scenes] == [
        scene_text(name) for name in ("one", "two", "three")
    ]
    spans = [next(scene.beats[0].text.spans()) for scene in scenes]
    assert [source.text_of(span.place) for span in spans] == [
        f"[Why {name}]{{#why}}" for name in ("one", "two", "three")
    ]


def test_a_file_of_one_scene_gives_that_scene() -> None:
    source = SourceText("a.scene", scene_text("one"))
    assert read_scenes(source).value == (read_scene(source).value,)


def test_a_mistake_in_one_scene_leaves_the_others_readable() -> None:
    source, scenes, codes = read_all(
        scene_text("one"), scene_text("two", "tagz: [a]\n"), "- 3\n", "scene: [\n", scene_text("five")
    )
    assert codes == ["SL030", "SL033", "SL011"]
    assert [(scene.id.text, scene.unread) for scene in scenes] == [
        ("one", frozenset()),
        ("two", {"tags"}),
        ("five", frozenset()),
    ]
    assert source.text_of(scenes[2].id.place) == "five"


def test_every_scene_says_its_version_first() -> None:
    _, scenes, codes = read_all(scene_text("one"), scene_text("two").replace("scene: 1\n", ""))
    assert codes == ["SL032"]
    assert len(scenes) == 2


def test_a_file_without_a_scene_gives_none() -> None:
    for text in ("", "---\n", "[\n---\n{\n", "- 1\n---\n- 2\n"):
        outcome = read_scenes(SourceText("a.scene", text))
        assert outcome.value is None
        assert outcome.diagnostics


def test_a_file_of_several_scenes_is_not_one_scene() -> None:
    outcome = read_scene(SourceText("a.scene", scene_text("one") + "---\n" + scene_text("two")))
    assert [found.code for found in outcome.diagnostics] == ["SL025"]
