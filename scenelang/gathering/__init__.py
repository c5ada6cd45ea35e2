"""From paths to checked scenes: which files are meant, their projects, and what findings weigh there."""

from scenelang.gathering.findings import Findings
from scenelang.gathering.known_codes import known_codes
from scenelang.gathering.messages import SceneIdTaken
from scenelang.gathering.rule_levels import RuleLevels, rule_levels
from scenelang.gathering.scene_files import (
    find_scene_files,
    is_archetype,
    project_archetypes,
    project_sources,
)
from scenelang.gathering.scene_run import SceneRun

__all__ = [
    "Findings",
    "RuleLevels",
    "SceneIdTaken",
    "SceneRun",
    "find_scene_files",
    "is_archetype",
    "known_codes",
    "project_archetypes",
    "project_sources",
    "rule_levels",
]
