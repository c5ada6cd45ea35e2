"""What can go wrong while Parquet shards are unpacked."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class NoRoomToUnpack(Diagnostic):
    """A Parquet shard cannot be unpacked, because the temporary folder has no room for it.

    Rows are read from Arrow files, which are mapped into memory. A Parquet shard takes about an eighth of
    the room and cannot be mapped, so it is unpacked into the system's temporary folder when it is first read,
    and what was unpacked goes when the process ends.

    To mend it, free some space there, name another folder in the variable `TMPDIR`, or compile the scenes
    with `--shards arrow`, which needs no unpacking.
    """

    code: ClassVar[str] = "SL630"
    title: ClassVar[str] = "shard `{name}` cannot be unpacked into `{folder}`: {reason}"
    help: ClassVar[str] = (
        "free some space there, set `TMPDIR` to another folder, or compile with `--shards arrow`"
    )
    name: str
    folder: str
    reason: str
