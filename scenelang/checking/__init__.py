"""Does a scene mean something: names resolve, order holds, supervision can work."""

from scenelang.checking.check_scene import check_scene
from scenelang.checking.checked_scene import CheckedScene, CheckedStep, SpanEntry
from scenelang.checking.project import Project, find_project

__all__ = ["CheckedScene", "CheckedStep", "Project", "SpanEntry", "check_scene", "find_project"]
