"""What runs in a worker process: it takes work from a channel until nobody is at its other end.

Takes: a channel, and a worker or what makes one.
Gives: what came of each piece of work, through the channel.
May assume: the other end is the process that began the build.
Never does: outlive that process, or hear Ctrl-C: whoever began the build ends its workers.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import traceback
from collections.abc import Iterable
from multiprocessing.connection import Connection
from typing import NamedTuple, TypeAlias

from scenelang.compile.compiled_file import CompiledFile
from scenelang.compile.range_lowering import InstanceRange, LoweredRange
from scenelang.compile.worker import Worker, WorkerTask

Work: TypeAlias = tuple[str, ...] | InstanceRange
"""The files of a portion, or a range of instances."""

Done: TypeAlias = tuple[CompiledFile | None, ...] | LoweredRange

_DIE_WITH_PARENT = 1
"""The number of Linux's PR_SET_PDEATHSIG."""


class Failed(NamedTuple):
    """What a piece of work raised, and where."""

    error: Exception
    trace: str


def serve(channel: Connection, task: Worker | WorkerTask, others: Iterable[Connection] = ()) -> None:
    """Works until the channel is closed.

    Args:
        channel: Where work comes from, and results go to.
        task: The worker, where it could be inherited, else what it must know.
        others: Channels that were inherited and are not this worker's.
    """
    for other in others:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with_parent()
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    worker = task if isinstance(task, Worker) else Worker(task)
    gc.freeze()
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            channel.send(_tried(worker, channel.recv()))


def _tried(worker: Worker, work: Work) -> Done | Failed:
    try:
        return done(worker, work)
    except Exception as error:  # noqa: BLE001 - it is raised again where the build began
        return Failed(error, traceback.format_exc())


def done(worker: Worker, work: Work) -> Done:
    """What comes of a piece of work; None for a file of which something is said once in a run."""
    if isinstance(work, InstanceRange):
        return worker.lower(work)
    return tuple(None if file.said_once else file for file in worker.portion(work))


def _die_with_parent() -> None:
    """Has the system end this process with the one that began the build, where it can."""
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 - only workers need it

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
