"""Deletes the compile cache of a project.

Takes: the root of a project. Gives: how many bytes are free now.
May assume: nothing.
Never does: load what a build needs.
"""

from __future__ import annotations

from pathlib import Path

from scenelang.gathering import forget_kept

CACHE_NAME = "compile-cache"


def forget_compile_cache(root: Path) -> int | None:
    """Deletes the cache of a project and says how many bytes it had; None where there is none."""
    return forget_kept(root, CACHE_NAME)
