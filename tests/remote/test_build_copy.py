from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from bucket import QUICK, Bucket
from builds import LAYOUT, MANIFEST, digests, make_build

from scenelang.diagnostics import Refusal
from scenelang.remote import BuildCopy, BuildUpload
from scenelang.remote.store import Store, Wanted

URL = "s3://books/shards"


def _fetch() -> Path:
    return BuildCopy(URL, MANIFEST, QUICK).fetch(digests)


@pytest.fixture
def build(bucket: Bucket, tmp_path: Path) -> dict[str, str]:
    named = make_build(tmp_path / "one", "a", "b")
    bucket.put_tree(tmp_path / "one", "shards")
    return named


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of all files that are copied."""
    names: list[str] = []
    plain = Store.fetch

    def fetch(self: Store, wanted: Sequence[Wanted], check: Callable[[Sequence[Wanted]], None]) -> None:
        names.extend(name for name, _ in wanted)
        plain(self, wanted, check)

    monkeypatch.setattr(Store, "fetch", fetch)
    return names


def test_a_build_is_copied_once(build: dict[str, str], fetched: list[str]) -> None:
    folder = _fetch()
    assert _fetch() == folder
    assert sorted(fetched) == sorted(build)
    assert (folder / "part-a.arrow").read_bytes() == b"a" * 9


def test_of_a_newer_build_only_new_shards_are_copied(
    build: dict[str, str], fetched: list[str], tmp_path: Path
) -> None:
    folder = _fetch()
    make_build(tmp_path / "two", "b", "c")
    assert BuildUpload(URL, LAYOUT, QUICK).publish(tmp_path / "two").value is not None
    del fetched[:]
    _fetch()
    assert fetched == ["part-c.arrow"]
    assert not (folder / "part-a.arrow").exists()


def test_a_copy_that_somebody_touched_is_made_anew(build: dict[str, str], fetched: list[str]) -> None:
    folder = _fetch()
    (folder / "part-a.arrow").write_bytes(b"A" * 9)
    _fetch()
    assert (folder / "part-a.arrow").read_bytes() == b"a" * 9


def test_a_shard_that_is_damaged_there_is_never_used(build: dict[str, str], bucket: Bucket) -> None:
    bucket.put("shards/part-a.arrow", b"A" * 9)
    with pytest.raises(Refusal) as refused:
        _fetch()
    assert refused.value.diagnostic.code == "SL792"
    assert refused.value.diagnostic.place.file == "s3://books/shards/part-a.arrow"


def test_a_build_that_is_replaced_while_it_is_read_is_read_anew(
    build: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = make_build(tmp_path / "two", "c")
    plain = Store.fetch
    turns = iter([True])

    def fetch(self: Store, wanted: Sequence[Wanted], check: Callable[[Sequence[Wanted]], None]) -> None:
        if next(turns, False):
            assert BuildUpload(URL, LAYOUT, QUICK).publish(tmp_path / "two").value is not None
        plain(self, wanted, check)

    monkeypatch.setattr(Store, "fetch", fetch)
    assert digests((_fetch() / MANIFEST).read_bytes()) == newer


def test_where_no_build_is_nothing_is_found(bucket: Bucket) -> None:
    with pytest.raises(Refusal) as refused:
        _fetch()
    assert refused.value.diagnostic.code == "SL784"
