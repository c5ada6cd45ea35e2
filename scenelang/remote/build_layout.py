"""What a build looks like to whoever takes it elsewhere without knowing what is in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class BuildLayout(NamedTuple):
    """What builds look like: the name of their manifest, what it names, and which names are shards.

    `named` gives None where a manifest is not one of ours. `is_ours` says whether a file beside the shards,
    by its name and content, is one of ours and may be replaced.
    """

    manifest: str
    named: Callable[[bytes], frozenset[str] | None]
    is_shard: Callable[[str], bool]
    is_ours: Callable[[str, bytes], bool]
