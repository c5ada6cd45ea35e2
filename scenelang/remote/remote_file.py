"""A file on another machine, and how to know that it has not changed.

Takes: what a file system says of a file.
Gives: its size, and a stamp that is another one when the content is.
May assume: nothing; each file system names things as it likes.
Never does: trust a time that is told in whole seconds and has only just passed; the file may have been
    written again since.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

_OF_CONTENT = (
    "ETag", "etag", "VersionId", "version_id", "generation", "md5Hash", "crc32c", "content_md5",
    "Content-MD5", "Digest", "sha256", "checksum", "commit",
)  # fmt: skip
_OF_TIME = ("LastModified", "last_modified", "Last-Modified", "updated", "mtime", "modified", "created")
_YOUNG = 60.0
"""Seconds; so far the clocks of two machines may be apart."""


class RemoteFile(NamedTuple):
    """A file elsewhere: what the file system calls it, its size, and what changes when its content does.

    `stamp` is None where nothing tells that for sure; such a file is never taken for unchanged.
    """

    path: str
    size: int | None
    stamp: str | None


def remote_file(path: str, about: Mapping[str, object]) -> RemoteFile:
    """A file as a file system describes it."""
    told = {key: str(about[key]) for key in (*_OF_CONTENT, *_OF_TIME) if about.get(key) is not None}
    is_known = any(key in told for key in _OF_CONTENT) or any(
        key in told and not _is_young(about[key]) for key in _OF_TIME
    )
    size = about.get("size")
    stamp = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16] if is_known else None
    return RemoteFile(path, size if isinstance(size, int) else None, stamp)


def _is_young(told: object) -> bool:
    """Whether a file could be written once more and keep this time."""
    moment = _seconds(told)
    return moment is None or (moment.is_integer() and time.time() - moment < _YOUNG)


def _seconds(told: object) -> float | None:
    """A time in seconds, however it is told."""
    if isinstance(told, int | float):
        return float(told)
    if isinstance(told, datetime):
        return told.replace(tzinfo=told.tzinfo or UTC).timestamp()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _seconds(read(str(told)))
        except ValueError:
            continue
    return None
