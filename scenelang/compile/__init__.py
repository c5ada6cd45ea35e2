"""The whole pipeline: from paths to checked scenes, and on to shards."""

from importlib import import_module
from typing import TYPE_CHECKING

from scenelang.compile.scene_plans import PlannedScene, check_file, plan_file, plan_paths

if TYPE_CHECKING:
    from scenelang.compile.compile import Headway, Progress, compile_paths
    from scenelang.compile.keeping.forgetting import forget_compile_cache

__all__ = [
    "Headway",
    "PlannedScene",
    "Progress",
    "check_file",
    "compile_paths",
    "forget_compile_cache",
    "plan_file",
    "plan_paths",
]


def __getattr__(name: str) -> object:
    """Loads what needs tokenizers and Arrow only when it is asked for: checking does without."""
    if name in {"Headway", "Progress", "compile_paths"}:
        return getattr(import_module("scenelang.compile.compile"), name)
    if name == "forget_compile_cache":
        return import_module("scenelang.compile.keeping.forgetting").forget_compile_cache
    raise AttributeError(f"scenelang.compile has no {name}")
