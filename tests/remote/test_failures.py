from __future__ import annotations

import errno
import logging
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bucket import QUICK, Bucket
from builds import LAYOUT, make_build
from flaky_server import BROKEN, FlakyServer

from scenelang.cli import main
from scenelang.diagnostics import Diagnostic
from scenelang.remote import BuildUpload, Patience, mirror_sources
from scenelang.remote.failures import FailureKind, failure_of


@pytest.fixture
def flaky(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlakyServer]:
    """A server before the bucket that can fail."""
    bucket.put("proj/a.scene", b"scene: 1")
    with FlakyServer(bucket.address).running() as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.address)
        yield server


def _finding(url: str, patience: Patience = QUICK) -> Diagnostic:
    mirror, found = mirror_sources(url, patience)
    assert mirror is None
    assert len(found) == 1
    assert found[0].place.file.startswith(url.rstrip("/")[:5])
    return found[0]


@pytest.mark.parametrize("failures", [[503], [500, 502], [BROKEN], [429, BROKEN, 504]])
def test_what_may_pass_is_tried_again_and_the_log_says_so(
    flaky: FlakyServer, failures: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    flaky.failures = [*failures]
    with caplog.at_level(logging.WARNING, "scenelang.remote"):
        mirror, found = mirror_sources("s3://books/proj/a.scene", QUICK)
    assert mirror is not None, [one.message for one in found]
    assert (mirror.folder / "a.scene").read_bytes() == b"scene: 1"
    lines = [record.getMessage() for record in caplog.records]
    assert len(failures) >= len(lines) >= len(failures) - failures.count(BROKEN), (
        "aiohttp may reconnect unasked"
    )
    assert all(line.startswith("looking for s3://books/proj") and "; try " in line for line in lines), lines


def test_an_upload_goes_on_after_a_failure(flaky: FlakyServer, bucket: Bucket, tmp_path: Path) -> None:
    make_build(tmp_path / "new", "a")
    upload = BuildUpload("s3://books/shards", LAYOUT, QUICK)
    assert upload.refused() == ()
    flaky.failures = [503, BROKEN]
    assert upload.publish(tmp_path / "new").value is not None
    assert bucket.get("shards/part-a.arrow") == b"a" * 9


def test_a_server_that_never_recovers_is_told_after_so_many_tries(flaky: FlakyServer) -> None:
    flaky.failures = [503] * 100
    found = _finding("s3://books/proj")
    assert found.code == "SL788"
    assert "failed 4 times: the server is busy" in found.message
    assert flaky.requests == 4, "nobody below asks again on its own"


def test_a_server_that_is_not_there_is_told(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    found = _finding("s3://books/proj")
    assert found.code == "SL788"
    assert "the server cannot be reached" in found.message


def test_a_refusal_is_not_tried_again(flaky: FlakyServer, caplog: pytest.LogCaptureFixture) -> None:
    flaky.failures = [403] * 100
    assert _finding("s3://books/proj").code == "SL786"
    assert flaky.requests == 1
    assert not caplog.records


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("s3://bookz/proj", "SL785"),
        ("s3://books/nothing", "SL784"),
        ("s3://", "SL783"),
        ("s3://a_b!/x", "SL783"),
        ("s33://books/proj", "SL781"),
        ("gs://books/proj", "SL782"),
    ],
)
def test_each_way_to_miss_has_a_finding_of_its_own(bucket: Bucket, url: str, code: str) -> None:
    found = _finding(url)
    assert found.code == code
    assert "\n" not in found.message
    assert found.help_text


def test_a_missing_package_comes_with_the_line_to_type(bucket: Bucket) -> None:
    assert _finding("gs://books/proj").help_text == "run `pip install gcsfs`"


def test_without_s3fs_the_extra_is_named(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules["fsspec.registry"]._registry, "s3", raising=False)
    monkeypatch.setitem(sys.modules, "s3fs", None)
    found = _finding("s3://books/proj")
    assert (found.code, found.help_text) == ("SL782", "run `pip install 'scenelang[s3]'`")


@pytest.mark.usefixtures("keys_are_checked")
def test_keys_that_nobody_knows_are_told(bucket: Bucket) -> None:
    found = _finding("s3://books/proj")
    assert found.code in {"SL786", "SL787"}
    assert "AWS" in found.help_text or "credentials" in found.help_text


def test_without_keys_the_variables_are_named(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    found = _finding("s3://books/proj")
    assert found.code == "SL787"
    assert "AWS_ACCESS_KEY_ID" in found.help_text


def test_an_upload_without_the_right_to_write_is_refused_before_anything_is_made(
    flaky: FlakyServer,
) -> None:
    flaky.failures = [403] * 9
    (found,) = BuildUpload("s3://books/shards", LAYOUT, QUICK).refused()
    assert found.code == "SL786"


def test_a_full_disk_is_told_as_one(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    bucket.put("proj/a.scene", b"scene: 1")
    monkeypatch.setenv("SCENELANG_CACHE", "/proc/nowhere")
    assert _finding("s3://books/proj").code == "SL794"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "full"), FailureKind.NO_ROOM),
        (OSError(errno.ECONNRESET, "reset"), FailureKind.PASSING),
        (TimeoutError(), FailureKind.PASSING),
        (FileNotFoundError(), FailureKind.GONE),
        (PermissionError(), FailureKind.DENIED),
        (ValueError("what"), FailureKind.OTHER),
    ],
)
def test_failures_are_known_by_their_kind(error: Exception, kind: FailureKind) -> None:
    assert failure_of(error).kind is kind
    outer = RuntimeError("said by a library")
    outer.__cause__ = error
    assert failure_of(outer).kind is kind
    assert "said by" not in failure_of(outer).words


def test_the_variable_says_how_often_to_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCENELANG_TRIES", "2")
    assert Patience.of_this_run().tries == 2
    monkeypatch.setenv("SCENELANG_TRIES", "")
    assert Patience.of_this_run() == Patience()


@pytest.mark.parametrize("tries", ["abc", "0", "-1", "2.5", "\u0665", "10000", "9" * 5000])
def test_a_variable_that_is_no_number_of_tries_is_refused(
    tries: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCENELANG_TRIES", tries)
    (found,) = mirror_sources("memory://books/proj").diagnostics
    assert found.code == "SL795"
    assert found.place.file == "SCENELANG_TRIES"
    assert found.message == f"`SCENELANG_TRIES` is `{tries}`, and must be a whole number from 1 to 9999"
    assert "`unset SCENELANG_TRIES`" in found.help_text


def test_a_compile_to_a_url_says_that_the_variable_is_no_number(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCENELANG_TRIES", "abc")
    assert main(["compile", "memory://books/proj", "--out", "build"]) == 2
    assert capsys.readouterr().out.startswith("error[SL795]: `SCENELANG_TRIES` is `abc`")
