"""What has not changed is not looked at again, and what was kept never changes what is found."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from spoilt_texts import bench_scenes

from scenelang.diagnostics import Diagnostic
from scenelang.gathering import CACHE_FOLDER, NotKept, kept_findings, read_findings
from scenelang.linting import LintOptions, lint_paths
from scenelang.linting.findings import FileFindings
from scenelang.linting.keeping.cache import CACHE_FILE, forget_cache

COUNT = 40
KEPT = LintOptions(jobs=1)
FRESH = LintOptions(jobs=1, uses_cache=False)
Found = tuple[Diagnostic, ...]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of some sound scenes and some that are not, written a while ago."""
    (tmp_path / "scenelang.toml").write_text('sources = ["scenes"]\n', encoding="utf-8")
    folder = tmp_path / "scenes"
    folder.mkdir()
    for number, text in enumerate(bench_scenes(COUNT)):
        spoilt = text.replace("-> last(", "-> last(x", 1) if number % 10 == 0 else text
        (folder / f"{number:02d}.scene").write_text(spoilt, encoding="utf-8")
    long_ago(tmp_path)
    return tmp_path


@pytest.fixture
def full_looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were looked at in full, as they come."""
    from scenelang.linting import lint_run  # noqa: PLC0415 - what is watched

    looked: list[str] = []
    look = lint_run._Lint.fully

    def watched(self: object, file: str) -> FileFindings:
        looked.append(Path(file).name)
        return look(self, file)  # type: ignore[arg-type]

    monkeypatch.setattr(lint_run._Lint, "fully", watched)
    return looked


def long_ago(folder: Path) -> None:
    """Makes all files old enough to be known by their times."""
    then = time.time() - 60
    for path in folder.rglob("*"):
        if CACHE_FOLDER not in path.parts:
            os.utime(path, (then, then))


def found_in(project: Path, options: LintOptions = KEPT) -> Found:
    return lint_paths([project / "scenes"], options=options).diagnostics


def test_a_second_run_finds_the_same_and_looks_at_nothing(project: Path, full_looks: list[str]) -> None:
    first = lint_paths([project / "scenes"], options=KEPT)
    assert len(first.diagnostics) == COUNT // 10
    assert len(full_looks) == COUNT // 10
    full_looks.clear()
    assert lint_paths([project / "scenes"], options=KEPT) == first
    assert full_looks == []
    assert first.diagnostics == found_in(project, FRESH)


def test_only_a_file_that_changed_is_looked_at_again(project: Path, full_looks: list[str]) -> None:
    before = found_in(project)
    full_looks.clear()
    spoilt = project / "scenes" / "10.scene"
    spoilt.write_text(spoilt.read_text(encoding="utf-8").replace("last(x", "last("), encoding="utf-8")
    after = found_in(project)
    assert full_looks == []
    assert set(after) < set(before)
    assert after == found_in(project, FRESH)


def test_rules_for_all_scenes_are_asked_of_what_is_known_too(project: Path) -> None:
    twin = project / "scenes" / "99.scene"
    twin.write_text(bench_scenes(2)[1].replace("id: scene-000001", "id: twin"), encoding="utf-8")
    (project / "scenelang.toml").write_text('sources = ["scenes"]\nseeds = 7\n', encoding="utf-8")
    before = found_in(project)
    assert {"SL901", "SL040"} <= {one.code for one in before}
    assert found_in(project) == before
    (project / "scenes" / "05.scene").touch()
    assert found_in(project) == before


def test_a_file_is_known_by_its_content_where_its_time_is_new(project: Path, full_looks: list[str]) -> None:
    before = found_in(project)
    full_looks.clear()
    for path in (project / "scenes").iterdir():
        path.touch()
    assert found_in(project) == before
    assert full_looks == []


def test_a_change_within_one_tick_of_the_clock_is_seen(project: Path) -> None:
    path = project / "scenes" / "05.scene"
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound.replace("=> ", "=> y", 1), encoding="utf-8")
    status = path.stat()
    spoilt = found_in(project)
    path.write_text(sound.replace("=> ", "=> z", 1), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert found_in(project) == found_in(project, FRESH) != spoilt


def test_a_time_that_was_set_back_hides_no_change(project: Path) -> None:
    path = project / "scenes" / "05.scene"
    text = path.read_text(encoding="utf-8")
    before = found_in(project)
    assert found_in(project) == before
    status = path.stat()
    with path.open("r+", encoding="utf-8") as file:  # the file keeps its number and its size
        file.write(text.replace("=> ", "=> q", 1)[: len(text)])
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert found_in(project) == found_in(project, FRESH) != before


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "scenelang.toml").write_text('[rules]\nSL200 = "error"\nSL830 = "off"\n'),
        lambda root: (
            (root / "archetypes").mkdir()
            or (root / "archetypes" / "discovery.yaml").write_text("archetype: discovery\npurpose: None.\n")
        ),
        lambda root: (root / "scenes" / "scenelang.toml").write_text("[axes]\n"),
        lambda root: (root / "scenes" / "99.scene").write_text(bench_scenes(1)[0]),
        lambda root: (root / "scenes" / "07.scene").unlink(),
        lambda root: (root / "scenes" / "07.scene").rename(root / "scenes" / "07b.scene"),
    ],
    ids=["settings", "an archetype nearer by", "another root", "a new file", "a file less", "a new name"],
)
def test_whatever_findings_depend_on_is_watched(project: Path, change: Callable[[Path], object]) -> None:
    found_in(project)
    found_in(project)
    change(project)
    outcome = lint_paths([project / "scenes"], options=KEPT)
    assert outcome == lint_paths([project / "scenes"], options=FRESH)


def test_a_scene_that_refers_to_another_is_looked_at_when_that_one_changes(project: Path) -> None:
    asking = project / "scenes" / "20.scene"
    text = bench_scenes(21)[20].replace("self:\n", "self:\n  - ask recalls scene-000003#turn\n")
    asking.write_text(text, encoding="utf-8")
    long_ago(project)
    before = found_in(project)
    assert not [one for one in before if one.place.file.endswith("20.scene")]
    other = project / "scenes" / "03.scene"
    other.write_text(other.read_text(encoding="utf-8").replace("id: scene-", "id: was-"), encoding="utf-8")
    after = found_in(project)
    assert [one.code for one in after if one.place.file.endswith("20.scene")] == ["SL258"]
    assert after == found_in(project, FRESH)


def test_a_scene_that_names_a_file_is_looked_at_when_that_comes_or_goes(project: Path) -> None:
    asking = project / "scenes" / "21.scene"
    text = asking.read_text(encoding="utf-8").replace("cast:", "use: [words/kinds]\ncast:")
    asking.write_text(text, encoding="utf-8")
    long_ago(project)
    assert "SL252" in [one.code for one in found_in(project)]
    (project / "words").mkdir()
    (project / "words" / "kinds.txt").write_text("a\nb\n", encoding="utf-8")
    assert "SL252" not in [one.code for one in found_in(project)]
    (project / "words" / "kinds.txt").unlink()
    assert "SL252" in [one.code for one in found_in(project)]


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\xff\xfe\x00",
        b"not a cache",
        b"{}\n{}\n{}\n",
        b"[" * 100_000,
    ],
)
def test_a_torn_cache_is_none(project: Path, garbage: bytes) -> None:
    before = found_in(project)
    (project / CACHE_FOLDER / CACHE_FILE).write_bytes(garbage)
    assert found_in(project) == before
    assert found_in(project) == before


@pytest.mark.parametrize("put", ["null", "[]", '{"state": 1}', "7", '"x"', "[" * 50_000, '{"a": [1, 2]}'])
def test_a_cache_that_somebody_changed_is_none(project: Path, put: str) -> None:
    before = found_in(project)
    cache = project / CACHE_FOLDER / CACHE_FILE
    head, whole, files, _ = cache.read_text(encoding="utf-8").split("\n")
    cache.write_text(f"{head}\n{put}\n{files}\n", encoding="utf-8")
    assert found_in(project) == before
    cache.write_text(f"{head}\n{put}\n{put}\n", encoding="utf-8")
    assert found_in(project) == before
    entries = json.loads(files)
    broken = {name: json.loads(put) if put[0] != "[" or len(put) < 9 else None for name in entries}
    cache.write_text("\n".join((head, "{}", json.dumps(broken), "")), encoding="utf-8")
    assert found_in(project) == before
    assert whole


@pytest.mark.parametrize(
    "kept",
    [
        [["os", "system", None, ["true"]]],
        [["scenelang.cli.dispatch", "main", None, []]],
        [["scenelang.nothing", "Nothing", None, []]],
        [["scenelang.diagnostics", "Severity", None, ["error"]]],
        [["scenelang.checking.messages_names", "UnknownSpan", None, []]],
        [
            [
                "scenelang.checking.messages_names",
                "UnknownSpan",
                "loud",
                [["place", "a", 0, 1], "b", ["tuple"]],
            ]
        ],
        [["scenelang.checking.messages_names", "UnknownSpan", None, [["place", "a", 5, 1], "b", ["tuple"]]]],
        [7],
        {},
    ],
)
def test_nothing_but_findings_is_made_of_what_was_kept(kept: object) -> None:
    with pytest.raises(NotKept):
        read_findings(kept)  # type: ignore[arg-type]


def test_findings_come_back_as_they_were(project: Path) -> None:
    (project / "scenelang.toml").write_text('[rules]\nSL830 = "error"\n', encoding="utf-8")
    loose = project / "scenes" / "30.scene"
    text = loose.read_text(encoding="utf-8")
    loose.write_text(text[: text.index("logic:")], encoding="utf-8")
    found = found_in(project, FRESH)
    assert {"SL200", "SL830"} <= {one.code for one in found}
    again = read_findings(json.loads(json.dumps(kept_findings(found))))
    assert again == found
    assert [one.severity for one in again] == [one.severity for one in found]
    assert [one.message for one in again] == [one.message for one in found]


def test_the_cache_lies_at_the_root_and_is_no_part_of_the_repository(project: Path) -> None:
    found_in(project)
    folder = project / CACHE_FOLDER
    assert sorted(path.name for path in folder.iterdir()) == [".gitignore", CACHE_FILE]
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert forget_cache(project)
    assert not folder.exists()
    assert not forget_cache(project)


def test_nothing_is_kept_where_nobody_asks_for_it_or_nothing_can_be_written(project: Path) -> None:
    found_in(project, FRESH)
    lint_paths([project / "scenes"])
    assert not (project / CACHE_FOLDER).exists()
    (project / CACHE_FOLDER).write_text("a file of this name", encoding="utf-8")
    assert found_in(project) == found_in(project, FRESH)


def test_a_run_over_some_files_leaves_what_is_known_of_the_others(
    project: Path, full_looks: list[str]
) -> None:
    before = found_in(project)
    some = sorted((project / "scenes").iterdir())[:35]
    assert lint_paths(some, options=KEPT).diagnostics == tuple(
        one for one in before if Path(one.place.file) in some
    )
    full_looks.clear()
    assert found_in(project) == before
    assert full_looks == []
