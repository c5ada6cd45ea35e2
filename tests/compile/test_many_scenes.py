"""Several scenes: in one file, across files, one resting on another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from copies import besides_copies

from scenelang.compile import check_file, compile_paths, plan_file, plan_paths
from scenelang.linting import lint_file, lint_paths
from scenelang.shards import open_shards

Write = Callable[..., Path]
BREAK = "---\n"


@pytest.fixture
def library(scene_file: Write, tmp_path: Path) -> Callable[[dict[str, tuple[str, ...]]], Path]:
    """Writes scenes, each with the ids of those that it refers to; gives their folder."""

    def write(asked: dict[str, tuple[str, ...]]) -> Path:
        for name, others in asked.items():
            path = scene_file(name)
            lines = "".join(f"  - answer recalls {other}#spill\n" for other in others)
            path.write_text(path.read_text() + (f"self:\n{lines}" if lines else ""), encoding="utf-8")
        return tmp_path / "scenes"

    return write


def ids(paths: list[Path]) -> list[str]:
    planned, found = plan_paths(paths)
    assert found == ()
    assert planned is not None
    return [scene.checked.scene.id.text for scene in planned]


def test_a_file_may_hold_several_scenes(scene_file: Write, tmp_path: Path) -> None:
    one, two = scene_file("one"), scene_file("two")
    both = tmp_path / "both.scene"
    both.write_text(one.read_text() + BREAK + two.read_text().replace("[It spills", "[It overflows"))
    assert [checked.scene.id.text for checked in check_file(both).value or ()] == ["one", "two"]
    assert [scene.checked.scene.id.text for scene in plan_file(both).value or ()] == ["one", "two"]
    assert lint_paths([both]).value == (1, 2, 0)
    manifest, found = compile_paths([both], tmp_path / "out")
    assert found == ()
    assert manifest is not None
    assert [source.file for source in manifest.sources] == ["both.scene", "archetypes/weighing.yaml"]
    shards = open_shards(tmp_path / "out", manifest.tokenizer.fingerprint).value
    assert shards is not None
    assert [row.scene for row in shards] == ["one", "two"]
    text = both.read_text()
    marks = [text[slice(*(int(place) for place in row.sources[-2]))] for row in shards]
    assert len({row.sources[-2][0] for row in shards}) == 2, marks


def test_a_faulty_scene_leaves_its_neighbours_in_the_file_alone(scene_file: Write, tmp_path: Path) -> None:
    one, two = scene_file("one", replace=("weight, spill", "wieght, spill")), scene_file("two")
    both = tmp_path / "both.scene"
    both.write_text(one.read_text() + BREAK + two.read_text())
    for outcome in (check_file(both), lint_file(both)):
        assert [checked.scene.id.text for checked in outcome.value or ()] == ["two"]
        assert [found.code for found in outcome.diagnostics] == ["SL201"]
    assert compile_paths([both], tmp_path / "out").value is None


def test_an_id_stands_for_one_scene_in_one_file_too(scene_file: Write, tmp_path: Path) -> None:
    one = scene_file("one")
    both = tmp_path / "both.scene"
    both.write_text(one.read_text() + BREAK + one.read_text())
    (found,) = besides_copies(lint_paths([both]).diagnostics)
    assert found.code == "SL520"
    text = both.read_text()
    assert text[found.place.start : found.place.end] == "one"
    assert found.place.start > text.index(BREAK)
    assert found.related()[0].place.start == text.index("one")


def test_a_scene_is_written_behind_those_that_it_refers_to(
    library: Callable[[dict[str, tuple[str, ...]]], Path],
) -> None:
    folder = library({"a": ("d",), "b": (), "c": ("b",), "d": ("e",), "e": (), "f": ("a",)})
    assert ids([folder]) == ["e", "d", "a", "b", "c", "f"]
    assert ids([folder / "f.scene", folder]) == ["e", "d", "a", "f", "b", "c"]


def test_a_scene_that_is_not_compiled_still_orders_those_that_are(
    library: Callable[[dict[str, tuple[str, ...]]], Path],
) -> None:
    folder = library({"a": ("between",), "between": ("z",), "z": ()})
    assert ids([folder / "a.scene", folder / "z.scene"]) == ["z", "a"]
    assert ids([folder / "a.scene"]) == ["a"]


def test_scenes_without_references_stay_as_they_were_found(
    library: Callable[[dict[str, tuple[str, ...]]], Path],
) -> None:
    folder = library({"c": (), "a": (), "b": ()})
    assert ids([folder / "b.scene", folder]) == ["b", "a", "c"]


def test_one_circle_is_one_finding(library: Callable[[dict[str, tuple[str, ...]]], Path]) -> None:
    folder = library({"a": ("b",), "b": ("c",), "c": ("a",), "d": ("a",)})
    (found,) = besides_copies(lint_paths([folder]).diagnostics)
    assert (found.code, found.message.rpartition(": ")[2]) == ("SL263", "a -> b -> c -> a")
    planned, told = plan_paths([folder])
    assert planned is not None
    assert [one.code for one in told] == ["SL263"]


def test_a_faulty_scene_is_told_once_and_not_by_those_that_refer_to_it(
    library: Callable[[dict[str, tuple[str, ...]]], Path], tmp_path: Path
) -> None:
    folder = library({"a": ("old",), "b": ("old",), "old": ()})
    old = folder / "old.scene"
    old.write_text(old.read_text().replace("weight, spill", "wieght, spill"))
    assert [found.code for found in besides_copies(lint_paths([folder]).diagnostics)] == ["SL201"]
    two = [folder / "a.scene", folder / "b.scene"]
    assert [found.code for found in besides_copies(lint_paths(two).diagnostics)] == ["SL261"]
    assert compile_paths(two, tmp_path / "out").value is None


def test_rows_know_their_prerequisites_and_the_manifest_what_was_recalled(
    library: Callable[[dict[str, tuple[str, ...]]], Path], tmp_path: Path
) -> None:
    folder = library({"a": ("old",), "old": ()})
    path = folder / "a.scene"
    path.write_text(path.read_text().replace("archetype:", "recall: inline\narchetype:"))
    manifest, found = compile_paths([path], tmp_path / "out")
    assert found == ()
    assert manifest is not None
    assert [source.file for source in manifest.sources] == [
        "scenes/a.scene",
        "archetypes/weighing.yaml",
        "scenes/old.scene",
    ]
    assert all(source.sha256 for source in manifest.sources)
    shards = open_shards(tmp_path / "out", manifest.tokenizer.fingerprint).value
    assert shards is not None
    assert shards[0].prerequisites == ("old",)
    assert shards[0].scene == "a"


def test_archetypes_with_their_families_and_lexicons_are_in_the_manifest(
    scene_file: Write, tmp_path: Path
) -> None:
    path = scene_file(replace=("archetype: weighing", "archetype: heavy"))
    vary = "vary:\n  count: 2\n  draw:\n    a: {from: lexicon/names}\n"
    path.write_text(path.read_text().replace("Is it gold", "Is ${a} gold") + vary)
    (tmp_path / "archetypes" / "heavy.yaml").write_text("archetype: heavy\nextends: weighing\n")
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "names.txt").write_text("Ann\nBo\nCy\n")
    manifest, found = compile_paths([path], tmp_path / "out")
    assert found == ()
    assert manifest is not None
    assert [source.file for source in manifest.sources] == [
        "scenes/crown.scene",
        "archetypes/heavy.yaml",
        "archetypes/weighing.yaml",
        "lexicon/names.txt",
    ]


def test_a_shipped_archetype_has_one_name_wherever_it_is_installed(scene_file: Write, tmp_path: Path) -> None:
    path = scene_file(replace=("archetype: weighing", "archetype: recall"))
    path.write_text(path.read_text().replace("turn:", "fact:").replace("  - ask", "  - fact", 1))
    path.write_text("scene: 1\nid: crown\narchetype: recall\nbeats:\n  - fact: A is B.\n  - ask: B?\n")
    manifest, found = compile_paths([path], tmp_path / "out")
    assert found == ()
    assert manifest is not None
    assert [source.file for source in manifest.sources] == [
        "scenes/crown.scene",
        "scenelang/archetypes/recall.yaml",
    ]
