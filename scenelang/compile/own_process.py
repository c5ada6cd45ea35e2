"""How this process behaves while it compiles.

Takes: nothing. Gives: a context. May assume: nothing.
Never does: leave anything as it was not before.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

_PARALLELISM = "TOKENIZERS_PARALLELISM"


@contextmanager
def at_work() -> Iterator[None]:
    """One thread, and no search for garbage: rows make none, and it would walk over all scenes each time."""
    was_on, asked = gc.isenabled(), os.environ.get(_PARALLELISM)
    os.environ[_PARALLELISM] = "false"
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # all are old now: nothing is looked through only because somebody may look again
        gc.unfreeze()
        if was_on:
            gc.enable()
        if asked is None:
            del os.environ[_PARALLELISM]
        else:
            os.environ[_PARALLELISM] = asked
