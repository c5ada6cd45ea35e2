from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from copies import besides_copies

from scenelang import compile as room
from scenelang.compile import Headway, check_file, compile_paths, plan_file
from scenelang.gathering import find_scene_files
from scenelang.linting import lint_paths
from scenelang.lowering import LowerOptions, Straddle
from scenelang.shards import open_shards

Write = Callable[..., Path]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_sound_scene_becomes_a_row(scene_file: Write, tmp_path: Path) -> None:
    path = scene_file()
    manifest, found = compile_paths([path], tmp_path / "out")
    assert found == ()
    assert manifest is not None
    assert manifest.rows == 1
    source, archetype = manifest.sources
    assert archetype.file == "archetypes/weighing.yaml"
    assert source.file == "scenes/crown.scene"
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    shards = open_shards(tmp_path / "out", manifest.tokenizer.fingerprint).value
    assert shards is not None
    row = shards[0]
    assert (row.scene, row.archetype, row.split) == ("crown", "weighing", "train")
    assert [certificate[0] for certificate in row.certificates] == ["weight", "spill", "answer"]
    assert {"logic.1"} <= set(manifest.origins)


def test_the_same_scenes_give_the_same_bytes_wherever_they_lie(scene_file: Write, tmp_path: Path) -> None:
    scene_file("one")
    scene_file("two")
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "scenes", elsewhere / "scenes")
    shutil.copytree(tmp_path / "archetypes", elsewhere / "archetypes")
    (elsewhere / "scenelang.toml").touch()
    compile_paths([tmp_path / "scenes"], tmp_path / "a")
    compile_paths([elsewhere / "scenes"], tmp_path / "b")
    compile_paths([elsewhere / "scenes"], tmp_path / "b")
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")


def test_one_error_in_one_scene_stops_the_build_and_keeps_the_old_one(
    scene_file: Write, tmp_path: Path
) -> None:
    scene_file("sound")
    compile_paths([tmp_path / "scenes"], tmp_path / "out")
    before = bytes_of(tmp_path / "out")
    scene_file("faulty", replace=("weight, spill =>", "weigth, spill =>"))
    manifest, found = compile_paths([tmp_path / "scenes"], tmp_path / "out")
    assert manifest is None
    assert len(found) == 1
    assert found[0].place.file.endswith("faulty.scene")
    assert bytes_of(tmp_path / "out") == before


def test_an_error_that_only_lowering_sees_keeps_the_old_build_too(scene_file: Write, tmp_path: Path) -> None:
    scene_file("sound")
    compile_paths([tmp_path / "scenes"], tmp_path / "out")
    before = bytes_of(tmp_path / "out")
    scene_file("split", replace=("as the gold]{#weight}", "as the go]{#weight}ld"))
    strict = LowerOptions(straddle=Straddle.ERROR)
    manifest, found = compile_paths([tmp_path / "scenes"], tmp_path / "out", options=strict)
    assert manifest is None
    assert [one.code[:3] for one in found] == ["SL4"]
    assert bytes_of(tmp_path / "out") == before


def test_the_same_id_in_two_files_is_an_error_with_both_places(scene_file: Write, tmp_path: Path) -> None:
    scene_file("crown")
    scene_file("again", replace=("id: again", "id: crown"))
    _, found = lint_paths([tmp_path / "scenes"])
    (taken,) = besides_copies(found)
    assert (taken.code, taken.message) == ("SL520", "scene id `crown` is taken")
    assert taken.help_text == "give this scene an id of its own, such as `crown-2`"
    (first,) = taken.related()
    assert taken.place.file.endswith("crown.scene")
    assert first.place.file.endswith("again.scene")
    assert compile_paths([tmp_path / "scenes"], tmp_path / "out").value is None
    assert not (tmp_path / "out").exists()


def test_only_the_first_instances_are_compiled_where_so_asked(scene_file: Write, tmp_path: Path) -> None:
    scene = scene_file()
    vary = "vary:\n  count: 40\n  seed: 1\n  draw:\n    a: {range: 1..1000}\n"
    text = scene.read_text().replace("Is it gold", "Is bar ${a} gold")
    scene.write_text(text + vary)
    everything, found = compile_paths([scene], tmp_path / "all")
    assert (found, everything.rows if everything else 0) == ((), 40)
    some, _ = compile_paths([scene], tmp_path / "some", instances=3)
    assert some is not None
    assert some.rows == 3
    seen: list[Headway] = []
    compile_paths([scene], tmp_path / "all", progress=seen.append)
    assert seen == [Headway(0, 1), Headway(1, 1, scenes=1, rows=40)]


def test_files_are_found_in_folders_once_and_in_order(scene_file: Write, tmp_path: Path) -> None:
    b, a, c = scene_file("b"), scene_file("a"), scene_file("c", folder="scenes/deep")
    scene_file("hidden", folder="scenes/.trash")
    scene_file("installed", folder="scenes/venv/lib/python3/site-packages/other")
    (tmp_path / "scenes" / "note.txt").touch()
    assert find_scene_files([tmp_path / "scenes"]).value == (a, b, c)
    assert find_scene_files([b, tmp_path / "scenes", b]).value == (b, a, c)


def test_paths_of_no_use_are_all_named(scene_file: Write, tmp_path: Path) -> None:
    scene_file("crown")
    (tmp_path / "empty").mkdir()
    slip = tmp_path / "scenes" / "crwon.scene"
    value, found = find_scene_files([slip, tmp_path / "empty", tmp_path / "scenes", Path("/no/such")])
    assert value is None
    assert [(one.code, one.message) for one in found] == [
        ("SL701", f"there is no file or folder `{slip}`"),
        ("SL702", f"no .scene file under `{tmp_path / 'empty'}`"),
        ("SL701", f"there is no file or folder `{Path('/no/such')}`"),
    ]
    assert found[0].help_text == (
        "name a .scene file, or a folder that holds some; "
        f"did you mean `{tmp_path / 'scenes' / 'crown.scene'}`?"
    )


@pytest.mark.parametrize(
    ("written", "near"), [("crwon.scene", True), ("crown", True), ("crow", True), ("ask.scene", False)]
)
def test_the_ending_of_scene_files_makes_no_two_names_alike(
    scene_file: Write, tmp_path: Path, written: str, near: bool
) -> None:
    crown = scene_file("crown")
    (found,) = find_scene_files([tmp_path / "scenes" / written]).diagnostics
    assert found.help_text.endswith(f"; did you mean `{crown}`?") == near


def test_checking_stops_before_instances_and_planning_makes_them(scene_file: Write, tmp_path: Path) -> None:
    scene = scene_file()
    scene.write_text(
        scene.read_text().replace("Is it gold", "Is bar ${a} gold")
        + "vary:\n  count: 3\n  seed: 1\n  draw:\n    a: {range: 1..9}\n  where: a > 10\n"
    )
    assert check_file(scene).errors == ()
    planned = plan_file(scene)
    assert planned.value is None
    assert [found.code[:3] for found in planned.errors] == ["SL3"]
    assert [found.code[:3] for found in lint_paths([scene]).errors] == ["SL3"]


def test_a_tokenizer_that_is_none_is_said_beside_the_scenes_findings(
    scene_file: Write, tmp_path: Path
) -> None:
    scene_file(replace=("weight, spill =>", "weigth, spill =>"))
    broken = tmp_path / "tokenizer.json"
    broken.write_text("{}", encoding="utf-8")
    manifest, found = compile_paths([tmp_path / "scenes"], tmp_path / "out", broken)
    assert manifest is None
    assert {one.code[:3] for one in found} == {"SL2", "SL4"}


def test_what_the_room_does_not_have_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"scenelang\.compile has no nothing"):
        room.nothing  # noqa: B018
