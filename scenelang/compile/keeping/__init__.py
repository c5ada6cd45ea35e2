"""What keeps compile fast: what earlier builds found out, and shards that are as they were.

What needs Arrow loads on first use: deleting a cache does without.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenelang.compile.keeping.cache import CompileCache, open_cache
    from scenelang.compile.keeping.forgetting import forget_compile_cache
    from scenelang.compile.keeping.packs import PackLost, Packs
    from scenelang.compile.keeping.shard_reuse import WrittenRows
    from scenelang.compile.keeping.whole_build import WholeBuild

__all__ = [
    "CompileCache",
    "PackLost",
    "Packs",
    "WholeBuild",
    "WrittenRows",
    "forget_compile_cache",
    "open_cache",
]

_HOMES = {
    "CompileCache": "cache",
    "PackLost": "packs",
    "Packs": "packs",
    "WholeBuild": "whole_build",
    "WrittenRows": "shard_reuse",
    "forget_compile_cache": "forgetting",
    "open_cache": "cache",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"scenelang.compile.keeping.{_HOMES[name]}"), name)
