"""The whole pipeline: from paths to checked scenes, and on to shards."""

from importlib import import_module
from typing import TYPE_CHECKING

from scenelang.compile.scene_plans import PlannedScene, check_file, plan_file, plan_paths

if TYPE_CHECKING:
    from scenelang.compile.compile import Progress, compile_paths

__all__ = [
    "PlannedScene",
    "Progress",
    "check_file",
    "compile_paths",
    "plan_file",
    "plan_paths",
]


def __getattr__(name: str) -> object:
    """Loads what needs tokenizers and Arrow only when it is asked for: checking does without."""
    if name in {"Progress", "compile_paths"}:
        return getattr(import_module("scenelang.compile.compile"), name)
    raise AttributeError(f"scenelang.compile has no {name}")
