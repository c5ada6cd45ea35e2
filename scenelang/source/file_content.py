"""What a file holds, for those who read thousands: no `Path`, no waiting, and nothing raised."""

from __future__ import annotations

import os

_AS_IT_IS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Bytes as they are; and what is no file on the disk must not keep a run waiting."""
_ENOUGH = 1 << 16


def file_content(file: str, most: int | None = None) -> bytes | None:
    """What a file holds; None for what cannot be read, or is no file.

    Args:
        file: The path of the file.
        most: So many bytes are asked for at the most; None is all.
    """
    try:
        handle = os.open(file, _AS_IT_IS)
    except (OSError, ValueError):
        return None
    try:
        if most is not None:
            return os.read(handle, most)
        parts = [os.read(handle, _ENOUGH)]
        while parts[-1]:
            parts.append(os.read(handle, _ENOUGH))
    except OSError:
        return None
    finally:
        os.close(handle)
    return b"".join(parts)
