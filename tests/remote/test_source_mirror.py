from __future__ import annotations

import fsspec
import pytest
from bucket import QUICK, Bucket

from scenelang.remote import mirror_sources

PROJECT = {
    "scenelang.toml": b"[lint]\n",
    "scenes/a.scene": b"scene: 1",
    "scenes/deep/b.scene": b"scene: 1",
    "scenes2/c.scene": b"scene: 1",
    "archetypes/weighing.yaml": b"archetype: weighing",
    "lexicon/names.txt": b"Kel",
    "build/part-00000.arrow": b"no scene needs this",
    "notes.pdf": b"nor this",
    ".hidden/d.scene": b"nor this",
}
NEEDED = sorted(set(PROJECT) - {"build/part-00000.arrow", "notes.pdf", ".hidden/d.scene"})


@pytest.fixture
def project(bucket: Bucket) -> Bucket:
    for name, content in PROJECT.items():
        bucket.put(f"proj/{name}", content)
    bucket.put("proj-of-another/x.scene", b"")
    return bucket


def _copied(url: str) -> int:
    mirror, found = mirror_sources(url, QUICK)
    assert mirror is not None, [one.message for one in found]
    return mirror.copied


def test_all_that_a_project_needs_is_copied_and_nothing_else(project: Bucket) -> None:
    mirror, found = mirror_sources("s3://books/proj/scenes/", QUICK)
    assert mirror is not None, [one.message for one in found]
    assert mirror.url == "s3://books/proj"
    assert mirror.path == mirror.folder / "scenes"
    there = (
        path.relative_to(mirror.folder).as_posix() for path in mirror.folder.rglob("*") if path.is_file()
    )
    assert sorted(name for name in there if name != ".scenelang-remote") == NEEDED
    assert (mirror.folder / "lexicon/names.txt").read_bytes() == b"Kel"


def test_a_second_run_copies_nothing(project: Bucket) -> None:
    assert [_copied("s3://books/proj/scenes") for _ in range(2)] == [len(NEEDED), 0]


def test_what_changed_is_copied_again_and_what_is_gone_goes(project: Bucket) -> None:
    mirror, _ = mirror_sources("s3://books/proj", QUICK)
    project.put("proj/scenes/a.scene", b"scene: 2")
    project.delete("proj/lexicon/names.txt")
    assert _copied("s3://books/proj") == 1
    assert mirror is not None
    assert (mirror.folder / "scenes/a.scene").read_bytes() == b"scene: 2"
    assert not (mirror.folder / "lexicon/names.txt").exists()


def test_a_copy_that_somebody_edited_is_made_anew(project: Bucket) -> None:
    mirror, _ = mirror_sources("s3://books/proj", QUICK)
    assert mirror is not None
    (mirror.folder / "scenes/a.scene").write_bytes(b"scene: 9")
    assert _copied("s3://books/proj") == 1
    assert (mirror.folder / "scenes/a.scene").read_bytes() == b"scene: 1"


def test_a_single_scene_brings_its_project_along(project: Bucket) -> None:
    mirror, found = mirror_sources("s3://books/proj/scenes/a.scene", QUICK)
    assert mirror is not None, [one.message for one in found]
    assert mirror.path == mirror.folder / "scenes/a.scene"
    assert (mirror.folder / "archetypes/weighing.yaml").is_file()


def test_without_settings_the_folder_itself_is_all(bucket: Bucket) -> None:
    bucket.put("loose/a.scene", b"scene: 1")
    bucket.put("other/b.scene", b"scene: 1")
    mirror, _ = mirror_sources("s3://books/loose", QUICK)
    assert mirror is not None
    assert (mirror.url, mirror.path, mirror.copied) == ("s3://books/loose", mirror.folder, 1)


def test_memory_is_a_place_like_any_other(bucket: Bucket) -> None:
    files = fsspec.filesystem("memory")
    files.pipe_file("/shelf/a.scene", b"scene: 1")
    assert [_copied("memory://shelf") for _ in range(2)] == [1, 0]
    files.pipe_file("/shelf/a.scene", b"scene: 2")
    assert _copied("memory://shelf") == 1
    files.rm("/shelf", recursive=True)


def test_names_that_leave_the_folder_are_refused(bucket: Bucket) -> None:
    bucket.put("odd/a.scene", b"scene: 1")
    bucket.put("odd/up\\b.scene", b"scene: 1")
    mirror, (found,) = mirror_sources("s3://books/odd", QUICK)
    assert mirror is None
    assert found.code == "SL790"
