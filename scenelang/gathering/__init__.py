"""From paths to checked scenes: which files are meant, their projects, and what findings weigh there.

What few runs need loads on first use.
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
    find_scene_names,
    is_archetype,
    project_archetypes,
    project_sources,
)
from scenelang.gathering.scene_run import SceneRun

if TYPE_CHECKING:
    from scenelang.gathering.cores import core_count
    from scenelang.gathering.findings_as_json import (
        Json,
        NotKept,
        kept_findings,
        kept_value,
        parts_of,
        read_findings,
        span_from,
        text_from,
        value_from,
    )
    from scenelang.gathering.kept_folder import CACHE_FOLDER, forget_kept, make_kept_folder
    from scenelang.gathering.named_model import (
        FoundModel,
        as_set,
        find_model,
        is_there,
        near_path,
        read_map,
    )
    from scenelang.gathering.stamps import NO_STAMP, Stamps, digest_of, is_settled, stamp, stamps_of
    from scenelang.gathering.surroundings import (
        AllScenes,
        named_places,
        outside_state,
        own_digest,
        project_files,
        project_words,
    )

__all__ = [
    "CACHE_FOLDER",
    "NO_STAMP",
    "AllScenes",
    "ErrorSilenced",
    "Findings",
    "FoundFiles",
    "FoundModel",
    "Json",
    "NotKept",
    "RuleLevels",
    "SceneIdTaken",
    "SceneRun",
    "Stamps",
    "as_set",
    "core_count",
    "digest_of",
    "find_files",
    "find_model",
    "find_scene_files",
    "find_scene_names",
    "forget_kept",
    "is_archetype",
    "is_settled",
    "is_there",
    "kept_findings",
    "kept_value",
    "known_codes",
    "make_kept_folder",
    "named_places",
    "near_path",
    "outside_state",
    "own_digest",
    "parts_of",
    "project_archetypes",
    "project_files",
    "project_sources",
    "project_words",
    "read_findings",
    "read_map",
    "rule_levels",
    "span_from",
    "stamp",
    "stamps_of",
    "text_from",
    "value_from",
    "walk_folder",
]

_HOMES = {
    **dict.fromkeys(
        ("FoundModel", "as_set", "find_model", "is_there", "near_path", "read_map"), "named_model"
    ),
    **dict.fromkeys(("Json", "NotKept", "kept_findings", "kept_value", "parts_of"), "findings_as_json"),
    **dict.fromkeys(("read_findings", "span_from", "text_from", "value_from"), "findings_as_json"),
    "core_count": "cores",
    **dict.fromkeys(("CACHE_FOLDER", "forget_kept", "make_kept_folder"), "kept_folder"),
    **dict.fromkeys(("NO_STAMP", "Stamps", "digest_of", "is_settled", "stamp", "stamps_of"), "stamps"),
    **dict.fromkeys(("AllScenes", "named_places", "outside_state"), "surroundings"),
    **dict.fromkeys(("own_digest", "project_files", "project_words"), "surroundings"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"scenelang.gathering.{_HOMES[name]}"), name)
