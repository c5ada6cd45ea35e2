"""How many processes can work at once."""

from __future__ import annotations

import os


def core_count() -> int:
    """The cores that this process may use; at least one."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # no such call on this system
        return os.cpu_count() or 1
