"""What can be said of a disk before anything is written to it."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic


class NotEnoughRoom(Diagnostic):
    """The disk has less room than the shards need.

    A build is written beside the old one and takes its place only when it is whole, so for a moment both
    need room. Compile looks before it writes: first at what the whole build needs, as far as that is known,
    then before each part of it. Nothing was written over; shards that were in the folder before are as they
    were.

    To mend it, free some space, or compile into a folder on another disk. `scenelang clean` deletes what
    earlier runs kept in the project; it is made again when it is needed.
    """

    code: ClassVar[str] = "SL962"
    title: ClassVar[str] = "the shards need {needed}, and the disk of `{folder}` has {free} free"
    help: ClassVar[str] = (
        "free some space, try `scenelang clean`, or choose another `--out`;"
        " the shards that were there before are untouched"
    )
    folder: str
    needed: str
    free: str
