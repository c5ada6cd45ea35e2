"""Numbers of bytes as people say them."""

from __future__ import annotations

_UNITS = ("kB", "MB", "GB", "TB")


def size_in_words(count: int) -> str:
    """A number of bytes with its unit: `512 bytes`, `1.5 MB`, `20 GB`."""
    if count < 1_000:
        return f"{count} byte{'' if count == 1 else 's'}"
    size = float(count)
    for unit in _UNITS:
        size /= 1_000
        if size < 999.5 or unit == _UNITS[-1]:
            return f"{size:.1f} {unit}" if size < 9.95 else f"{size:,.0f} {unit}"
    raise AssertionError("the last unit takes all")
