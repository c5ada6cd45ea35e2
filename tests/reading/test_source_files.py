from __future__ import annotations

import os
from pathlib import Path

import pytest

from scenelang.diagnostics import Diagnostic
from scenelang.reading import load_source, shown_source
from scenelang.reading.source_files import MAX_BYTES


def refusal(path: Path) -> Diagnostic:
    outcome = load_source(path)
    assert outcome.value is None
    (found,) = outcome.diagnostics
    assert found.place.file == path.as_posix()
    return found


def test_a_file_is_named_as_it_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a").mkdir()
    Path("a/b.scene").write_text("scene: 1\n", encoding="utf-8")
    source = load_source(Path("a/b.scene")).value
    assert source is not None
    assert (source.name, source.text) == ("a/b.scene", "scene: 1\n")


def test_line_breaks_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "breaks.scene"
    path.write_bytes(b"a: 1\r\nb: 2\rc: 3\n")
    source = load_source(path).value
    assert source is not None
    assert source.text == "a: 1\r\nb: 2\rc: 3\n"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "mark.scene"
    path.write_bytes(b"\xef\xbb\xbfscene: 1")
    source = load_source(path).value
    assert source is not None
    assert source.text == "scene: 1"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_bytes_that_are_not_utf8_are_told_with_their_place(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "latin.scene"
    path.write_bytes(mark + "é: 1\r\ncaf".encode() + b"\xe9: 2\n")
    found = refusal(path)
    offset = len(mark) + 10
    assert found.code == "SL004"
    assert found.message == f"this is not UTF-8: byte 0xE9 at offset {offset} (line 2, column 4)"
    assert found.label_text == "the first byte that cannot be read"
    assert found.help_text == "save the file as UTF-8"
    assert (found.place.start, found.place.end) == (9, 10)


def test_utf_16_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "wide.scene"
    path.write_bytes("scene: 1\n".encode("utf-16"))
    assert refusal(path).help_text == "save the file as UTF-8; it looks like UTF-16 now"


def test_the_place_of_bytes_that_are_not_utf8_can_be_shown(tmp_path: Path) -> None:
    path = tmp_path / "latin.scene"
    path.write_bytes("\ufeffé: 1\ncafé caf".encode() + b"\xe9\xff: 2\n")
    shown = shown_source(path)
    assert shown is not None
    assert shown.text_of(refusal(path).place) == "\ufffd"
    assert shown.text[: refusal(path).place.start] == "é: 1\ncafé caf"


def test_a_sound_file_is_shown_as_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sound.scene"
    path.write_bytes("\ufeffé: 1\r\n".encode())
    assert shown_source(path) == load_source(path).value


def test_what_has_no_text_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "empty.scene").write_bytes(b" \n")
    assert shown_source(tmp_path / "empty.scene") is None
    assert shown_source(tmp_path / "missing.scene") is None
    assert shown_source(tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\t\n"])
def test_an_empty_file_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.scene"
    path.write_bytes(content)
    found = refusal(path)
    assert (found.code, found.message) == ("SL005", "this file has no content")
    assert found.help_text == "write something into it, or leave it out"


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "big.scene"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("opened"))
    found = refusal(path)
    assert found.code == "SL003"
    assert found.message == f"`{path.as_posix()}` has 52428800 bytes; {MAX_BYTES} are allowed"
    assert found.help_text == (
        "split the file; for many instances of one thought write one scene with `vary`"
    )


def test_a_file_that_grows_while_it_is_read_is_refused_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "growing.scene"
    path.write_bytes(b"x" * 100)
    small = os.stat_result((*path.stat()[:6], 5, *path.stat()[7:]))
    monkeypatch.setattr("scenelang.reading.source_files.MAX_BYTES", 10)
    monkeypatch.setattr(Path, "stat", lambda *_, **__: small)
    assert refusal(path).code == "SL003"


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    missing = tmp_path / "none.scene"
    found = refusal(missing)
    assert (found.code, found.message) == ("SL001", f"there is no file `{missing.as_posix()}`")
    assert found.help_text == "check the path; relative paths start in the folder the command runs in"
    assert refusal(tmp_path / "none" / "deeper").code == "SL001"
    found = refusal(tmp_path)
    assert found.code == "SL002"
    assert found.message == f"`{tmp_path.as_posix()}` cannot be read: it is a folder"
    assert found.help_text == "name a file that you may read"


def test_what_is_no_file_on_disk_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refusal(pipe).message == f"`{pipe.as_posix()}` cannot be read: it is not a file on disk"


@pytest.mark.parametrize(
    ("error", "reason"),
    [(PermissionError(), "access is denied"), (OSError(5, "io"), "the system cannot open it")],
)
def test_what_the_system_refuses_is_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    path = tmp_path / "closed.scene"
    path.write_text("x", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    found = refusal(path)
    assert (found.code, found.message) == ("SL002", f"`{path.as_posix()}` cannot be read: {reason}")


def test_a_path_that_no_system_has_is_a_message() -> None:
    assert refusal(Path("a\0b")).code == "SL002"
