from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from bucket import QUICK, Bucket
from builds import LAYOUT, MANIFEST, digests, make_build

from scenelang.remote import BuildCopy, BuildUpload
from scenelang.remote.store import Store

URL = "s3://books/shards"


def _publish(folder: Path) -> int:
    count, found = BuildUpload(URL, LAYOUT, QUICK).publish(folder)
    assert count is not None, [one.message for one in found]
    return count


def _names(bucket: Bucket) -> list[str]:
    return [name.removeprefix("shards/") for name in bucket.names("shards/")]


def test_a_build_takes_the_place_of_the_one_before(bucket: Bucket, tmp_path: Path) -> None:
    make_build(tmp_path / "old", "a", "b")
    make_build(tmp_path / "new", "b", "c")
    assert _publish(tmp_path / "old") == 4
    assert _publish(tmp_path / "new") == 3, "a shard that is there already is not written again"
    assert _names(bucket) == ["README.md", MANIFEST, "part-b.arrow", "part-c.arrow"]
    assert bucket.get(f"shards/{MANIFEST}") == (tmp_path / "new" / MANIFEST).read_bytes()
    assert bucket.get("shards/README.md") == b"about b c"


def test_what_a_killed_upload_left_goes_with_the_next_one(bucket: Bucket, tmp_path: Path) -> None:
    make_build(tmp_path / "new", "b")
    bucket.put("shards/part-orphan.arrow", b"left")
    bucket.put("shards/notes.txt", b"not ours")
    _publish(tmp_path / "new")
    assert _names(bucket) == ["README.md", MANIFEST, "notes.txt", "part-b.arrow"]


def test_a_shard_of_the_wrong_size_is_written_again(bucket: Bucket, tmp_path: Path) -> None:
    make_build(tmp_path / "new", "b")
    bucket.put("shards/part-b.arrow", b"torn")
    _publish(tmp_path / "new")
    assert bucket.get("shards/part-b.arrow") == b"b" * 9


class _Killed(BaseException):
    """As a kill: nothing may catch it."""


@pytest.mark.parametrize("after", [False, True])
def test_an_upload_killed_at_any_step_leaves_a_whole_build(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    old, new = make_build(tmp_path / "old", "a", "b"), make_build(tmp_path / "new", "b", "c", "d")
    steps = itertools.count()
    deadly = -1
    for kind in ("put", "delete"):
        monkeypatch.setattr(Store, kind, _deadly(getattr(Store, kind), lambda: next(steps) == deadly, after))
    seen = set()
    for deadly in range(20):  # noqa: B007 - the steps look at it
        for name in bucket.names():
            bucket.delete(name)
        steps = itertools.repeat(-2)
        _publish(tmp_path / "old")
        steps = itertools.count()
        try:
            _publish(tmp_path / "new")
        except _Killed:
            seen.add(_whole_build(bucket, old, new))
            steps = itertools.repeat(-2)
            _publish(tmp_path / "new")
            assert _names(bucket) == ["README.md", MANIFEST, *new], "the next build puts all in order"
        else:
            break
    assert deadly >= 4, "each step was the last one once"
    assert seen == {"old", "new"}


def _deadly(work: object, dies: object, after: bool) -> object:
    def step(self: Store, *arguments: object) -> None:
        arguments = (arguments[0] if len(arguments) > 1 else list(arguments[0]), *arguments[1:])  # type: ignore[call-overload]
        last = dies()  # type: ignore[operator]
        if last and not after:
            raise _Killed
        work(self, *arguments)  # type: ignore[operator]
        if last:
            raise _Killed

    return step


def _whole_build(bucket: Bucket, old: dict[str, str], new: dict[str, str]) -> str:
    """Reads what lies there, every digest checked, and says which build it is."""
    folder = BuildCopy(URL, MANIFEST, QUICK).fetch(digests)
    named = digests((folder / MANIFEST).read_bytes())
    assert named in (old, new)
    assert set(named) <= set(_names(bucket))
    return "old" if named == old else "new"


def test_a_text_of_somebody_else_beside_the_shards_is_left_alone(bucket: Bucket, tmp_path: Path) -> None:
    bucket.put("shards/README.md", b"my own words")
    make_build(tmp_path / "new", "b")
    _publish(tmp_path / "new")
    assert bucket.get("shards/README.md") == b"my own words"


def test_a_manifest_of_something_else_is_left_alone(bucket: Bucket, tmp_path: Path) -> None:
    bucket.put(f"shards/{MANIFEST}", b'{"name": "an app"}')
    make_build(tmp_path / "new", "b")
    (before,) = BuildUpload(URL, LAYOUT, QUICK).refused()
    _, (found,) = BuildUpload(URL, LAYOUT, QUICK).publish(tmp_path / "new")
    assert before.code == found.code == "SL791"
    assert _names(bucket) == [MANIFEST]


def test_a_web_server_takes_nothing(bucket: Bucket) -> None:
    (found,) = BuildUpload("https://example.org/shards", LAYOUT, QUICK).refused()
    assert (found.code, found.place.file) == ("SL789", "https://example.org/shards")


def test_shards_that_another_build_swept_away_are_brought_again(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = make_build(tmp_path / "new", "b", "c")
    plain = Store.put

    def put(self: Store, local: Path, name: str) -> None:
        plain(self, local, name)
        if name == MANIFEST:
            bucket.delete("shards/part-b.arrow")

    monkeypatch.setattr(Store, "put", put)
    _publish(tmp_path / "new")
    assert set(named) <= set(_names(bucket))


def test_a_later_build_of_someone_else_keeps_its_shards(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_build(tmp_path / "new", "b")
    theirs = make_build(tmp_path / "theirs", "x")
    plain = Store.read

    def read(self: Store, name: str) -> bytes | None:
        if bucket.names(f"shards/{MANIFEST}") and not bucket.names("shards/part-x"):
            bucket.put_tree(tmp_path / "theirs", "shards")
        return plain(self, name)

    monkeypatch.setattr(Store, "read", read)
    _publish(tmp_path / "new")
    assert set(theirs) <= set(_names(bucket))
