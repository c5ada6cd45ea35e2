"""Does a scene mean something: names resolve, order holds, supervision can work."""

from importlib import import_module
from typing import TYPE_CHECKING

from scenelang.checking.beat_order import follows_pattern
from scenelang.checking.project import Project, find_project
from scenelang.checking.scene_files import (
    ARCHETYPES,
    SCENE_SUFFIX,
    FolderFiles,
    files_under,
    is_archetype_name,
    is_left_out,
    read_scene_file,
    scenes_under,
)
from scenelang.checking.shown_path import shown_path

if TYPE_CHECKING:
    from scenelang.checking.checked_scene import CheckedScene, CheckedStep, SpanEntry
    from scenelang.checking.scene_card import SceneCard
    from scenelang.checking.scene_check import check_scene
    from scenelang.checking.scene_index import SceneIndex
    from scenelang.checking.tension_values import tension_of

__all__ = [
    "ARCHETYPES",
    "SCENE_SUFFIX",
    "CheckedScene",
    "CheckedStep",
    "FolderFiles",
    "Project",
    "SceneCard",
    "SceneIndex",
    "SpanEntry",
    "check_scene",
    "files_under",
    "find_project",
    "follows_pattern",
    "is_archetype_name",
    "is_left_out",
    "read_scene_file",
    "scenes_under",
    "shown_path",
    "tension_of",
]

_LATE = {
    "CheckedScene": "checked_scene",
    "CheckedStep": "checked_scene",
    "SceneCard": "scene_card",
    "SceneIndex": "scene_index",
    "SpanEntry": "checked_scene",
    "check_scene": "scene_check",
    "tension_of": "tension_values",
}


def __getattr__(name: str) -> object:
    """Loads what checks a scene, and what finds others, when it is asked for: a clean scene needs neither."""
    if name in _LATE:
        return getattr(import_module(f"scenelang.checking.{_LATE[name]}"), name)
    raise AttributeError(f"scenelang.checking has no {name}")
