"""What is a path and what is a URL, and where copies of what lies elsewhere are kept.

Takes: words of a command line or of a settings file.
Gives: a path, or a URL as plain text.
May assume: nothing.
Never does: load fsspec or ask anybody; turn a URL into a `Path`, which would eat one of its slashes.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

PROJECT_MARKS = ("scenelang.toml", "pyproject.toml", ".git")
"""What marks the root of a project; the nearest folder above a scene that has one is its project."""

MIRROR_MARK = ".scenelang-remote"
"""Lies at the top of every copy and says what is in it; no project reaches above it."""

CACHE_VARIABLE = "SCENELANG_CACHE"
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_LOCAL = frozenset({"file", "local"})


def is_url(text: str) -> bool:
    """Whether a text is a URL: two letters at least, and `://`. A drive of Windows is none."""
    return _URL.match(text) is not None


def protocol_of(url: str) -> str:
    """What stands before `://`, in lower case."""
    return url.partition("://")[0].lower()


def path_or_url(text: str) -> Path | str:
    """A path, or a URL as it was written; `file://` is a path like any other."""
    if not is_url(text):
        return Path(text)
    if protocol_of(text) not in _LOCAL:
        return text
    from urllib.parse import unquote, urlsplit  # noqa: PLC0415 - lint loads this file, and no URL

    parts = urlsplit(text)
    return Path(unquote(parts.path if parts.netloc in ("", "localhost") else parts.netloc + parts.path))


def bare(url: str) -> str:
    """The URL without slashes at its end."""
    protocol, sign, rest = url.partition("://")
    return f"{protocol}{sign}{rest.rstrip('/')}"


def joined(url: str, name: str) -> str:
    """The URL of a name below another URL."""
    return f"{bare(url)}/{name}" if name else url


def kept_folder() -> Path:
    """Where copies are kept: `SCENELANG_CACHE`, else `.scenelang/remote` in the project around here."""
    named = os.environ.get(CACHE_VARIABLE)
    return Path(named).absolute() if named else _root_around(Path.cwd()) / ".scenelang" / "remote"


def copy_folder(url: str, kind: str) -> Path:
    """The folder for one kind of copy of what a URL means, the same on every run."""
    import hashlib  # noqa: PLC0415 - lint loads this file, and no URL

    digest = hashlib.sha256(bare(url).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return kept_folder() / f"{kind}-{digest}"


def staging_folder(url: str) -> Path:
    """Where a build is made that is then taken to a URL."""
    return copy_folder(url, "out")


def _root_around(folder: Path) -> Path:
    for above in (folder, *folder.parents):
        if any((above / mark).exists() for mark in PROJECT_MARKS):
            return above
    return folder
