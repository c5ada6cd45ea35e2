"""What the system says against writing shards, in words for people."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scenelang.diagnostics import Refusal
from scenelang.shards.messages import NoSpaceLeft, ShardsNotWritable
from scenelang.source import Span

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def system_errors(folder: Path) -> Iterator[None]:
    """Retells what goes wrong while a shard folder is written.

    Raises:
        Refusal: the disk is full, or the folder cannot be written.
    """
    try:
        yield
    except OSError as error:
        place = Span.start_of(folder)
        if error.errno in _FULL:
            raise Refusal(NoSpaceLeft(place, str(folder))) from error
        in_the_way = isinstance(error, FileExistsError | NotADirectoryError)
        reason = "a file is in the way" if in_the_way else error.strerror or str(error)
        raise Refusal(ShardsNotWritable(place, str(folder), reason)) from error
