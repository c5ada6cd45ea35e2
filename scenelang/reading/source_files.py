"""From a path to text.

Takes: a path. Gives: the decoded text without its byte-order mark. May assume: nothing about the path.
Never does: read more than the limit, guess an encoding, raise at an author.
"""

from __future__ import annotations

import codecs
import stat
from pathlib import Path

from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.reading.messages_files import EmptyFile, FileMissing, FileNotReadable, FileTooLarge, NotUtf8
from scenelang.source import SourceText, Span

MAX_BYTES = 4 * 1024 * 1024
"""A scene has some kilobytes, the longest lexicon some hundreds of them."""


def load_source(path: Path) -> Outcome[SourceText]:
    """The text of a file, named by the path as it was given.

    Args:
        path: a file in UTF-8, with or without a byte-order mark, of at most `MAX_BYTES`.
    """
    name = path.as_posix()
    content = _bytes_of(path, Span.start_of(name))
    return Outcome(None, (content,)) if isinstance(content, Diagnostic) else decoded_source(name, content)


def decoded_source(name: str, content: bytes) -> Outcome[SourceText]:
    """The text that a file's bytes are, in UTF-8, with or without a byte-order mark."""
    mark = len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0
    try:
        text = content[mark:].decode("utf-8")
    except UnicodeDecodeError as error:
        return Outcome(None, (_not_utf8(name, content, mark, mark + error.start),))
    if not text.strip():
        return Outcome(None, (EmptyFile(Span.start_of(name)),))
    return Outcome(SourceText(name, text))


def shown_source(path: Path) -> SourceText | None:
    """A file's text as messages show it, with a stand-in for bytes that are no UTF-8; None without any text.

    Up to the first such byte, places are those that `load_source` speaks of.
    """
    name = path.as_posix()
    content = _bytes_of(path, Span.start_of(name))
    if isinstance(content, Diagnostic):
        return None
    text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace")
    return SourceText(name, text) if text.strip() else None


def _bytes_of(path: Path, place: Span) -> bytes | Diagnostic:
    name = place.file
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            reason = "it is a folder" if stat.S_ISDIR(status.st_mode) else "it is not a file on disk"
            return FileNotReadable(place, name, reason)
        if status.st_size > MAX_BYTES:
            return FileTooLarge(place, name, status.st_size, MAX_BYTES)
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        return _not_opened(place, error)
    return content if len(content) <= MAX_BYTES else FileTooLarge(place, name, len(content), MAX_BYTES)


def _not_opened(place: Span, error: OSError | ValueError) -> Diagnostic:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileMissing(place, place.file)
    denied = isinstance(error, PermissionError)
    return FileNotReadable(place, place.file, "access is denied" if denied else "the system cannot open it")


def _not_utf8(name: str, content: bytes, mark: int, offset: int) -> NotUtf8:
    before = content[mark:offset].decode("utf-8")
    where = SourceText(name, before).position(len(before))
    guess = ""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        guess = "; it looks like UTF-16 now"
    place = Span(name, len(before), len(before) + 1)
    return NotUtf8(place, f"0x{content[offset]:02X}", offset, where.line, where.column, guess)
