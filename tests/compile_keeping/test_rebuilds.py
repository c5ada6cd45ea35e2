"""A build that knows earlier ones gives what a fresh one gives: the same bytes, the same findings."""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path

import pytest
from keeping_projects import ARCHETYPE, SCENE, bytes_in, forget_cache, make_project, write_scenes

from scenelang.cli import main
from scenelang.compile import compile_paths
from scenelang.compile.keeping import Packs
from scenelang.compile.worker import Worker
from scenelang.diagnostics import Diagnostic
from scenelang.gathering import CACHE_FOLDER
from scenelang.shards import open_shards

SCENES = 12
REFERRING = f"{SCENE}self:\n  - answer recalls crown-001#answer\n"
VARYING = """\
scene: 1
id: {id}
archetype: plain
stratum: thinking
language: en
vary:
  count: 3
  draw:
    name: {{from: names}}
beats:
  - frame: |
      [${{name}} came in]{{#came}}.
  - ask: Why?
  - turn: So.
  - conclude: |
      [Thus it was]{{#thus}}.
logic:
  - came => thus
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_project(tmp_path / "project", SCENES)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are compiled."""
    names: list[str] = []
    portion = Worker.portion

    def counting(self: Worker, files: tuple[str, ...]) -> object:
        names.extend(Path(file).stem for file in files)
        return portion(self, files)

    monkeypatch.setattr(Worker, "portion", counting)
    return names


@pytest.fixture(autouse=True)
def no_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files may be known by their stamps right after they were written; this file system has a fine clock."""
    monkeypatch.setattr("scenelang.gathering.stamps.TICK", 0)


def build(*, cache: bool = True, out: str = "out", **wishes: object) -> tuple[Diagnostic, ...]:
    time.sleep(0.01)
    outcome = compile_paths([Path("scenes")], Path(out), workers=1, cache=cache, **wishes)  # type: ignore[arg-type]
    if outcome.value is not None:
        assert open_shards(Path(out)).value is not None
    return outcome.diagnostics


def assert_as_fresh(found: tuple[Diagnostic, ...], **wishes: object) -> None:
    """The folder holds, and the build said, what a fresh one does."""
    wishes.pop("cache_size", None)
    assert found == build(cache=False, out="fresh", **wishes)
    assert bytes_in(Path("out")) == bytes_in(Path("fresh"))


def test_where_nothing_has_changed_nothing_is_done(project: Path, compiled: list[str]) -> None:
    first = build()
    assert len(compiled) == SCENES
    written = {path.name: path.stat().st_mtime_ns for path in Path("out").iterdir()}
    compiled.clear()
    assert build() == first
    assert compiled == []
    assert {path.name: path.stat().st_mtime_ns for path in Path("out").iterdir()} == written
    assert_as_fresh(first)


def test_only_the_file_that_has_changed_is_compiled(project: Path, compiled: list[str]) -> None:
    build()
    compiled.clear()
    write_scenes(project, (3,), "of it")
    found = build()
    assert compiled == ["crown_003"]
    assert_as_fresh(found)


def test_files_that_come_and_go_leave_the_others_known(project: Path, compiled: list[str]) -> None:
    build()
    compiled.clear()
    write_scenes(project, (50,), "the way")
    (project / "scenes" / "crown_004.scene").unlink()
    found = build()
    assert compiled == ["crown_050"]
    assert_as_fresh(found)


def test_a_file_that_was_only_touched_is_known_by_its_content(project: Path, compiled: list[str]) -> None:
    build()
    compiled.clear()
    for path in (project / "scenes").iterdir():
        os.utime(path)
    build()
    build()
    assert compiled == []


def test_a_change_behind_the_back_of_the_clock_is_seen(project: Path, compiled: list[str]) -> None:
    path = project / "scenes" / "crown_003.scene"
    before = path.stat()
    build()
    compiled.clear()
    path.write_text(path.read_text("utf-8").replace("gold all", "iron all"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    found = build()
    assert compiled == ["crown_003"]
    assert_as_fresh(found)


@pytest.mark.parametrize("tick", [0, 10**12])
def test_a_file_written_in_the_tick_before_a_build_is_read_again(
    project: Path, monkeypatch: pytest.MonkeyPatch, tick: int
) -> None:
    """Within one tick of a coarse clock, a second change leaves the stamp as it was."""
    now = time.time_ns()
    monkeypatch.setattr("scenelang.gathering.stamps.TICK", tick)
    monkeypatch.setattr("scenelang.gathering.stamps._word", lambda status: f"{now}.{now}.0.{status.st_ino}")
    build()
    path = project / "scenes" / "crown_003.scene"
    path.write_text(path.read_text("utf-8").replace("gold all", "iron all"), encoding="utf-8")
    build()
    build(cache=False, out="fresh")
    is_seen = bytes_in(Path("out")) == bytes_in(Path("fresh"))
    assert is_seen == (tick > 0), "with a tick of nothing the change would not be seen"


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("archetypes/plain.yaml", ARCHETYPE.replace("hold(0.5)", "hold(0.75)")),
        ("scenes/archetypes/plain.yaml", ARCHETYPE.replace("hold(0.5)", "hold(0.25)")),
        ("scenelang.toml", '[axes]\nextra = "another axis"\n'),
    ],
)
def test_other_surroundings_make_all_files_new(
    project: Path, compiled: list[str], file: str, text: str
) -> None:
    build()
    compiled.clear()
    (project / file).parent.mkdir(exist_ok=True)
    (project / file).write_text(text, encoding="utf-8")
    found = build()
    assert sorted(compiled) == sorted(f"crown_{number:03}" for number in range(SCENES))
    assert_as_fresh(found)


def test_another_way_to_compile_has_a_cache_of_its_own(project: Path, compiled: list[str]) -> None:
    build()
    build(instances=1)
    compiled.clear()
    build()
    build(instances=1)
    assert compiled == []
    build(shard_rows=1, instances=2)
    assert len(compiled) == SCENES


def test_a_lexicon_is_looked_at_by_those_who_name_it(project: Path, compiled: list[str]) -> None:
    (project / "names.txt").write_text("Ann\nBob\nEve\n", encoding="utf-8")
    (project / "scenes" / "varying.scene").write_text(VARYING.format(id="varying"), encoding="utf-8")
    assert_as_fresh(build())
    compiled.clear()
    (project / "names.txt").write_text("Ann\nBob\nCid\nEve\n", encoding="utf-8")
    found = build()
    assert compiled == ["varying"]
    assert_as_fresh(found)
    compiled.clear()
    (project / "scenes" / "names.txt").write_text("Zoe\nYan\nWim\n", encoding="utf-8")
    found = build()
    assert compiled == ["varying"], "a nearer lexicon is another one"
    assert_as_fresh(found)


def test_scenes_that_refer_to_others_hang_on_all_of_them(project: Path, compiled: list[str]) -> None:
    (project / "scenes" / "after.scene").write_text(
        REFERRING.format(id="after", word="by then"), encoding="utf-8"
    )
    found = build()
    compiled.clear()
    assert build() == found
    assert compiled == []
    write_scenes(project, (1,), "once more")
    found = build()
    assert sorted(compiled) == ["after", "crown_001"]
    assert_as_fresh(found)
    (project / "scenes" / "crown_001.scene").unlink()
    assert build() == build(cache=False, out="fresh")


def test_errors_are_told_each_time_and_the_rest_stays_known(project: Path, compiled: list[str]) -> None:
    build()
    path = project / "scenes" / "crown_003.scene"
    path.write_text(path.read_text("utf-8").replace("weight, spill", "weight, spilt"), encoding="utf-8")
    write_scenes(project, (5,), "of it")
    compiled.clear()
    first = build()
    assert first
    assert sorted(compiled) == ["crown_003", "crown_005"]
    compiled.clear()
    assert build() == first
    assert compiled == ["crown_003"]
    write_scenes(project, (3,), "of it")
    assert_as_fresh(build())


def test_an_id_that_is_taken_is_said_though_both_files_are_known(project: Path) -> None:
    build()
    path = project / "scenes" / "crown_011.scene"
    path.write_text(path.read_text("utf-8").replace("crown-011", "crown-001"), encoding="utf-8")
    found = build()
    assert [one.code for one in found] == [one.code for one in build()]
    assert found == build(cache=False, out="fresh")
    assert found


@pytest.mark.parametrize("harm", ["shard gone", "shard changed", "manifest gone", "manifest changed"])
def test_a_shard_folder_that_is_not_as_it_was_is_made_whole(project: Path, harm: str) -> None:
    build()
    what, how = harm.split()
    (path,) = Path("out").glob("part-*" if what == "shard" else "manifest.json")
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-9] + b"012345678")
    assert_as_fresh(build())


@pytest.mark.parametrize("name", ["README.md", "features.json"])
def test_a_card_that_is_gone_is_written_again(project: Path, compiled: list[str], name: str) -> None:
    build()
    compiled.clear()
    written = (Path("out") / name).read_bytes()
    (Path("out") / name).unlink()
    build()
    assert (Path("out") / name).read_bytes() == written
    assert compiled == []


def test_a_card_of_somebody_else_is_kept_and_costs_one_look(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build()
    (Path("out") / "README.md").write_text("my own words", encoding="utf-8")
    build()
    monkeypatch.setattr("scenelang.compile.compile.load_tokenizer", None)  # asked for by no unchanged build
    build()
    assert (Path("out") / "README.md").read_text(encoding="utf-8") == "my own words"


def test_what_a_killed_build_left_is_cleared_where_nothing_has_changed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build()
    names = {path.name for path in Path("out").iterdir()}
    left = Path("out") / ".building" / "packs"
    left.mkdir(parents=True)
    (left / "some.rows").write_bytes(b"x" * 1000)
    monkeypatch.setattr("scenelang.compile.compile.load_tokenizer", None)
    build()
    assert {path.name for path in Path("out").iterdir()} == names


def test_another_build_in_the_same_folder_is_no_longer_this_one(project: Path) -> None:
    build()
    other = compile_paths([Path("scenes/crown_001.scene")], Path("out"), workers=1, cache=True)
    assert other.value is not None
    assert other.value.rows == 1
    assert_as_fresh(build())


def test_a_torn_index_is_none(project: Path, compiled: list[str]) -> None:
    build()
    (index,) = (project / CACHE_FOLDER / "compile-cache").glob("*.index")
    content = index.read_bytes()
    dice = random.Random(3)
    for _ in range(12):
        place = dice.randrange(len(content))
        index.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert_as_fresh(build())
    for broken in (b"", content[: len(content) // 2], b"\xff\n\n\n", b"scenelang compile cache 9\n\n"):
        index.write_bytes(broken)
        assert_as_fresh(build())


def test_a_torn_pack_is_none(project: Path) -> None:
    build()
    for number in range(3):
        for path in (project / CACHE_FOLDER / "compile-cache").glob("*.rows"):
            content = path.read_bytes()
            path.write_bytes(content[: len(content) // 2] + b"x" + content[len(content) // 2 + 1 :])
        write_scenes(project, (number,), "of it")
        assert_as_fresh(build())


def test_packs_that_are_gone_are_made_anew(project: Path) -> None:
    build()
    for path in (project / CACHE_FOLDER / "compile-cache").glob("*.rows"):
        path.unlink()
    write_scenes(project, (2,), "of it")
    assert_as_fresh(build())


def test_a_pack_that_goes_while_a_build_runs_does_no_harm(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build()
    write_scenes(project, (2,), "of it")
    taken = Packs.rows
    calls = iter(range(100))

    def lost(self: Packs, *place: object) -> object:
        if next(calls) == 0:
            forget_cache(project)
        return taken(self, *place)  # type: ignore[arg-type]

    monkeypatch.setattr(Packs, "rows", lost)
    assert_as_fresh(build())


def test_many_small_changes_leave_few_packs(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenelang.compile.keeping.thin_packs._MANY_PACKS", 4)
    monkeypatch.setattr("scenelang.compile.keeping.thin_packs._FEW_PACKS", 2)
    monkeypatch.setattr("scenelang.compile.keeping.kept_size._A_WHILE", 0.0)
    for number in range(SCENES):
        write_scenes(project, (number,), f"of {number} it")
        build()
    assert len([*(project / CACHE_FOLDER / "compile-cache").glob("*.rows")]) <= 6
    assert_as_fresh(build())


def test_a_cache_keeps_within_its_bound(project: Path) -> None:
    for number in range(8):
        write_scenes(project, range(SCENES), f"of {number} it")
        assert_as_fresh(build(cache_size=100_000))
        folder = project / CACHE_FOLDER / "compile-cache"
        assert sum(path.stat().st_size for path in folder.iterdir()) <= 100_000


def test_a_cache_that_may_keep_nothing_stops_no_build(project: Path) -> None:
    assert_as_fresh(build(cache_size=1))
    write_scenes(project, (3,), "of it")
    assert_as_fresh(build(cache_size=1))


def test_the_size_of_the_cache_is_asked_for_in_words(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["compile", "scenes", "--out", "out", "--workers", "1"]
    assert main([*words, "--cache-size", "50kB"]) == 0
    folder = project / CACHE_FOLDER / "compile-cache"
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 50_000
    assert main([*words, "--cache-size", "1MB", "--no-cache"]) == 2
    assert "--cache-size goes without `--no-cache`" in capsys.readouterr().err


def test_rows_that_other_processes_made_are_known_too(project: Path, compiled: list[str]) -> None:
    first = compile_paths([Path("scenes")], Path("out"), workers=2, portion=2, cache=True)
    assert first.value is not None
    compiled.clear()
    write_scenes(project, (3,), "of it")
    found = build()
    assert compiled == ["crown_003"]
    assert_as_fresh(found)


def test_an_unchanged_project_with_a_scene_of_many_instances_is_not_compiled_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = (
        VARYING.format(id="many")
        .replace("count: 3", "count: 2500")
        .replace("{from: names}", "{range: 1..9000}")
    )
    (project / "scenes" / "many.scene").write_text(many, encoding="utf-8")
    assert build() == ()
    before = bytes_in(Path("out"))
    assert json.loads(before["manifest.json"])["splits"]["train"]["rows"] == SCENES + 2500
    monkeypatch.setattr(Worker, "portion", None)
    monkeypatch.setattr(Worker, "lower", None)
    assert build() == ()
    assert bytes_in(Path("out")) == before
