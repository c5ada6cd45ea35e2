"""Packs to be done with: where there are many, those with the fewest files, whose rows are made anew.

Takes: packs, and numbers of files in them. Gives: those that are to go.
May assume: nothing. Never does: open a pack.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

_MANY_PACKS = 64
_FEW_PACKS = 32
_FULL_PACK = 256
"""A pack with fewer files than this is small; so many small ones beside the full ones are too many."""


def thin_packs(in_packs: Iterable[tuple[str, int]]) -> frozenset[str]:
    """The packs with the fewest files, where there are too many; none else."""
    files: Counter[str] = Counter()
    for pack, count in in_packs:
        files[pack] += count
    full = sum(files.values()) // _FULL_PACK
    if len(files) <= full + _MANY_PACKS:
        return frozenset()
    return frozenset(pack for pack, _ in files.most_common()[full + _FEW_PACKS :])
