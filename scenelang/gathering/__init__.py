"""From paths to checked scenes: which files are meant, their projects, and what findings weigh there.

What a model is loads on first use: most runs name none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from scenelang.gathering.findings import Findings
from scenelang.gathering.folder_walk import walk_folder
from scenelang.gathering.known_codes import known_codes
from scenelang.gathering.messages import ErrorSilenced, SceneIdTaken
from scenelang.gathering.rule_levels import RuleLevels, rule_levels
from scenelang.gathering.scene_files import (
    FoundFiles,
    find_files,
    find_scene_files,
    is_archetype,
    project_archetypes,
    project_sources,
)
from scenelang.gathering.scene_run import SceneRun

if TYPE_CHECKING:
    from scenelang.gathering.named_model import (
        FoundModel,
        as_set,
        find_model,
        is_there,
        near_path,
        read_map,
    )

__all__ = [
    "ErrorSilenced",
    "Findings",
    "FoundFiles",
    "FoundModel",
    "RuleLevels",
    "SceneIdTaken",
    "SceneRun",
    "as_set",
    "find_files",
    "find_model",
    "find_scene_files",
    "is_archetype",
    "is_there",
    "known_codes",
    "near_path",
    "project_archetypes",
    "project_sources",
    "read_map",
    "rule_levels",
    "walk_folder",
]

_OF_MODELS = {"FoundModel", "as_set", "find_model", "is_there", "near_path", "read_map"}


def __getattr__(name: str) -> object:
    if name not in _OF_MODELS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("scenelang.gathering.named_model"), name)
