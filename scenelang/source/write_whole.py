"""Writes a file whole or not at all, for what others may read or write at the same time."""

from __future__ import annotations

import os
from pathlib import Path

UNFINISHED = ".unfinished"
"""How the name of a file ends that is still being written; a killed process may leave one."""


def write_whole(place: Path, content: bytes | memoryview) -> None:
    """Writes beside and renames, so that a name never stands for half of a file.

    It does not wait for the disk: what it writes can be made again.

    Raises:
        OSError: the system says no; what stood there still does.
    """
    import tempfile  # noqa: PLC0415 - it is slow to load, and most runs write nothing

    handle, beside = tempfile.mkstemp(dir=place.parent, suffix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).replace(place)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
