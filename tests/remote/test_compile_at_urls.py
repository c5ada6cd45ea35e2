from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bucket import Bucket

from scenelang.cli import main
from scenelang.shards import open_shards

URL = "s3://books/proj/scenes"
OUT = "s3://books/shards"


@pytest.fixture
def here(bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with a project of its own, whose settings concern nobody else."""
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "scenelang.toml").write_text('[rules]\nSL214 = "error"\n')
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SCENELANG_TRIES", "2")
    return folder


@pytest.fixture
def project(bucket: Bucket, here: Path, tmp_path: Path, scene_file: Callable[..., Path]) -> Path:
    """A project, on this machine and in the bucket."""
    scene_file("crown")
    scene_file("ring", folder="scenes/small")
    folder = tmp_path / "project"
    for name in ("scenelang.toml", "archetypes", "scenes"):
        folder.mkdir(exist_ok=True)
        shutil.move(tmp_path / name, folder / name)
    bucket.put_tree(folder, "proj")
    return folder


def _local_build(project: Path) -> dict[str, bytes]:
    out = project.parent / "local"
    assert main(["compile", str(project / "scenes"), "--out", str(out)]) == 0
    return {path.name: path.read_bytes() for path in out.iterdir()}


def _remote_build(bucket: Bucket) -> dict[str, bytes]:
    return {name.removeprefix("shards/"): bucket.get(name) for name in bucket.names("shards/")}


def test_from_url_to_url_comes_to_the_same_bytes_as_from_disk_to_disk(
    project: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compile", URL, "--out", OUT]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(f"{OUT}: 2 rows")
    assert printed.err == ""
    assert _remote_build(bucket) == _local_build(project)


def test_workers_come_to_the_same_bytes(project: Path, bucket: Bucket) -> None:
    text = (project / "scenes/crown.scene").read_text(encoding="utf-8")
    for number in range(30):
        (project / f"scenes/many-{number}.scene").write_text(text.replace("id: crown", f"id: many-{number}"))
    bucket.put_tree(project, "proj")
    assert main(["compile", URL, "--out", OUT, "--workers", "2"]) == 0
    assert _remote_build(bucket) == _local_build(project)


def test_from_disk_to_url_and_from_url_to_disk(project: Path, bucket: Bucket, tmp_path: Path) -> None:
    assert main(["compile", str(project / "scenes"), "--out", OUT]) == 0
    assert main(["compile", f"{URL}/", "--out", str(tmp_path / "back")]) == 0
    expected = _local_build(project)
    assert _remote_build(bucket) == expected
    assert {path.name: path.read_bytes() for path in (tmp_path / "back").iterdir()} == expected


def test_nothing_of_an_upload_stays_here(project: Path, bucket: Bucket, tmp_path: Path, here: Path) -> None:
    assert main(["compile", URL, "--out", OUT]) == 0
    assert [path.name.partition("-")[0] for path in (tmp_path / "cache").iterdir() if path.is_dir()] == [
        "sources"
    ]
    assert [path.name for path in here.iterdir()] == ["scenelang.toml"]


def test_shards_at_a_url_are_read_as_those_on_disk(project: Path, bucket: Bucket) -> None:
    assert main(["compile", URL, "--out", OUT]) == 0
    shards, found = open_shards(OUT)
    assert shards is not None, [one.message for one in found]
    assert [row.scene for row in shards] == ["crown", "ring"]
    assert [shards.source_of(number) for number in range(2)] == [
        "scenes/crown.scene",
        "scenes/small/ring.scene",
    ]


def test_shards_of_another_tokenizer_are_told_by_their_url(project: Path, bucket: Bucket) -> None:
    assert main(["compile", URL, "--out", OUT]) == 0
    _, (found,) = open_shards(OUT, "f" * 64)
    assert (found.code, found.place.file) == ("SL506", f"{OUT}/manifest.json")


def test_a_copy_that_rotted_is_made_anew(project: Path, bucket: Bucket) -> None:
    assert main(["compile", URL, "--out", OUT]) == 0
    shards, _ = open_shards(OUT)
    assert shards is not None
    (path,) = shards.folder.glob("part-*")
    before, content = path.stat(), bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    again, found = open_shards(OUT)
    assert again is not None, [one.message for one in found]
    assert len(again) == 2


def test_a_finding_names_the_url_and_shows_the_line(
    project: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (project / "scenes/crown.scene").read_text().replace("weight, spill", "wieght, spill")
    bucket.put("proj/scenes/crown.scene", text.encode())
    assert main(["compile", URL, "--out", OUT]) == 1
    printed = capsys.readouterr().out
    assert f"{URL}/crown.scene:16:5" in printed
    assert "wieght, spill => answer" in printed
    assert "cache" not in printed
    assert bucket.names("shards/") == []


@pytest.mark.parametrize("form", ["json", "concise", "sarif", "github", "gitlab", "junit", "rdjson"])
def test_findings_name_the_url_in_every_form(
    project: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    bucket.put("proj/scenes/twin.scene", (project / "scenes/crown.scene").read_bytes())
    assert main(["compile", URL, "--out", OUT, "--output-format", form]) == 1
    printed = capsys.readouterr().out.replace("%3A", ":")
    assert "sources-" not in printed
    assert f"{URL}/twin.scene" in printed


def test_the_settings_of_the_project_at_the_url_hold(project: Path, bucket: Bucket) -> None:
    bucket.put("proj/scenelang.toml", b'out = "build/shards"\n')
    assert main(["compile", URL]) == 0
    assert "proj/build/shards/manifest.json" in bucket.names("proj/build")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["s3://bookz/x", "--out", OUT], "SL785"),
        ([URL, "--out", "s3://bookz/x"], "SL785"),
        ([URL, "--out", "https://example.org/x"], "SL789"),
        (["s3://books/nothing", "--out", OUT], "SL784"),
        (["gs://books/x", "--out", OUT], "SL782"),
        ([URL, "--out", "sw3://books"], "SL781"),
    ],
)
def test_what_cannot_be_used_is_said_before_anything_is_done(
    project: Path, bucket: Bucket, words: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compile", *words]) == 2
    printed = capsys.readouterr()
    assert code in printed.out
    assert "Traceback" not in printed.out + printed.err
    assert bucket.names("shards/") == []


def test_verbs_for_files_here_say_so(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", URL]) == 2
    assert f"'{URL}' is a URL" in capsys.readouterr().err


def test_a_file_url_is_a_path(project: Path, bucket: Bucket, tmp_path: Path) -> None:
    assert main(["compile", f"file://{project}/scenes", "--out", f"file://{tmp_path}/spaced%20out"]) == 0
    assert (tmp_path / "spaced out/manifest.json").is_file()


def test_a_folder_without_scenes_is_told_by_its_url(
    project: Path, bucket: Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compile", "s3://books/proj/archetypes", "--out", OUT]) == 2
    assert "no .scene file under `s3://books/proj/archetypes`" in capsys.readouterr().out
