from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import pytest
from bucket import QUICK

from scenelang.cli import main
from scenelang.remote import is_url, kept_folder, mirror_sources, path_or_url
from scenelang.remote.remote_file import remote_file
from scenelang.shards import open_shards

NOW = 1_790_000_000.0
"""Whole seconds, as servers tell them."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def here(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder in which nothing is, and a cache of this test's own."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SCENELANG_CACHE", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("SCENELANG_TRIES", "2")
    return folder


@pytest.fixture
def site(here: Path, tmp_path: Path, scene_file: Callable[..., Path]) -> Iterator[str]:
    """A web server that shows a project and lists its folders."""
    scene_file("crown")
    scene_file("ring", folder="scenes/small ones")
    handler = partial(_Quiet, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_scenes_on_a_web_server_are_compiled(site: str, here: Path) -> None:
    assert main(["compile", f"{site}/scenes", "--out", str(here / "out")]) == 0
    shards, _ = open_shards(here / "out")
    assert shards is not None
    assert [row.scene for row in shards] == ["crown", "ring"]
    assert shards.source_of(1) == "scenes/small ones/ring.scene"


def test_one_scene_on_a_web_server_is_compiled(site: str, here: Path) -> None:
    assert main(["compile", f"{site}/scenes/crown.scene", "--out", str(here / "out")]) == 0


def test_what_a_web_server_says_of_changes_is_enough(site: str, tmp_path: Path) -> None:
    def copied() -> int:
        mirror, found = mirror_sources(f"{site}/scenes", QUICK)
        assert mirror is not None, [one.message for one in found]
        return mirror.copied

    assert [copied(), copied()] == [4, 4], "a second is too long to trust files that are younger"
    for path in tmp_path.rglob("*"):
        if path.is_file():
            os.utime(path, (1_000_000_000, 1_000_000_000))
    assert [copied(), copied()] == [4, 0]
    path = tmp_path / "scenes" / "crown.scene"
    path.write_text(path.read_text(encoding="utf-8").replace("gold", "lead"), encoding="utf-8")
    mirror, _ = mirror_sources(f"{site}/scenes", QUICK)
    assert mirror is not None
    assert (mirror.path / "crown.scene").read_bytes() == path.read_bytes()


def test_shards_on_a_web_server_are_read(site: str, here: Path, tmp_path: Path) -> None:
    assert main(["compile", str(tmp_path / "scenes"), "--out", str(tmp_path / "shards")]) == 0
    shards, found = open_shards(f"{site}/shards")
    assert shards is not None, [one.message for one in found]
    assert len(shards) == 2


@pytest.mark.parametrize(("path", "code"), [("scenes/none.scene", "SL784"), ("nowhere", "SL784")])
def test_what_a_web_server_has_not_is_told(site: str, path: str, code: str) -> None:
    mirror, (found,) = mirror_sources(f"{site}/{path}", QUICK)
    assert mirror is None
    assert (found.code, found.place.file) == (code, f"{site}/{path}")


def test_from_memory_to_memory(here: Path, tmp_path: Path, scene_file: Callable[..., Path]) -> None:
    path = scene_file("crown")
    files = fsspec.filesystem("memory")
    files.put(f"{tmp_path}/archetypes", "/shelf/archetypes", recursive=True)
    files.pipe_file("/shelf/crown.scene", path.read_bytes())
    assert main(["compile", "memory://shelf", "--out", "memory://shelf/built"]) == 0
    shards, found = open_shards("memory://shelf/built")
    assert shards is not None, [one.message for one in found]
    assert len(shards) == 1
    files.rm("/shelf", recursive=True)


@pytest.mark.parametrize("verb", ["inspect", "verify"])
def test_verbs_that_look_into_shards_take_urls(
    verb: str, here: Path, tmp_path: Path, scene_file: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = scene_file("crown")
    assert main(["compile", str(path), "--out", "memory://one/built"]) == 0
    assert main([verb, "memory://one/built"]) == 0
    assert main([verb, "memory://none"]) == 2
    assert "memory://none" in "".join(capsys.readouterr())
    fsspec.filesystem("memory").rm("/one", recursive=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("s3://b/k", "s3://b/k"),
        ("scenes/a.scene", Path("scenes/a.scene")),
        ("C:/scenes", Path("C:/scenes")),
        ("file:///a/b%20c", Path("/a/b c")),
        ("file://localhost/a", Path("/a")),
        ("https://h/x?y=1", "https://h/x?y=1"),
    ],
)
def test_a_url_never_becomes_a_path(text: str, expected: Path | str) -> None:
    assert path_or_url(text) == expected
    assert is_url(text) == ("://" in text)


def test_copies_lie_in_the_project_around_or_where_the_variable_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scenelang.toml").touch()
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    assert kept_folder() == tmp_path / ".scenelang" / "remote"
    monkeypatch.setenv("SCENELANG_CACHE", str(tmp_path / "other"))
    assert kept_folder() == tmp_path / "other"


@pytest.mark.parametrize(
    "line", ['out = "s3://b/x"', 'sources = ["s3://b/x"]', 'recipes = ["https://h/r.yaml"]']
)
def test_settings_take_no_url_and_make_no_folder_of_one(
    here: Path, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "scenelang.toml").write_text(f"{line}\n", encoding="utf-8")
    assert main(["compile"]) != 0
    printed = "".join(capsys.readouterr())
    assert "SL042" in printed
    assert "--out s3://bucket/shards" in printed
    assert [path.name for path in here.iterdir()] == ["scenelang.toml"]


@pytest.mark.parametrize(
    ("about", "is_known"),
    [
        ({"ETag": '"1"'}, True),
        ({"mtime": 1e9}, True),
        ({"mtime": NOW}, False),
        ({"created": NOW + 0.25}, True),
        ({"LastModified": datetime(2020, 1, 1, tzinfo=UTC)}, True),
        ({"LastModified": datetime.fromtimestamp(NOW, UTC)}, False),
        ({"Last-Modified": "Wed, 01 Jan 2020 00:00:00 GMT"}, True),
        ({"updated": "2020-01-01T00:00:00Z"}, True),
        ({"updated": "some day"}, False),
        ({"size": 3}, False),
    ],
)
def test_a_file_is_known_by_what_changes_with_it(
    about: dict[str, object], is_known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: NOW + 1)
    assert (remote_file("a", about).stamp is not None) == is_known
    assert remote_file("a", {**about, "ETag": "x"}).stamp != remote_file("a", {**about, "ETag": "y"}).stamp
