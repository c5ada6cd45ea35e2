"""From files to values: YAML trees, scenes, archetypes, settings and lexicons, each value with its place.

The JSON Schema of files, the meaning of their keys and models load on first use: linting does without.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from scenelang.reading.archetype import read_archetype
from scenelang.reading.comments import comment_cuts_text
from scenelang.reading.deprecated import DEPRECATED, Deprecated, Where
from scenelang.reading.find_comments import Comment, find_comments
from scenelang.reading.lexicon import read_lexicon
from scenelang.reading.lint_settings import LintSettings, OptionSetting, OptionValue, PathChoice
from scenelang.reading.messages_project import SettingsTwice, TomlUnreadable
from scenelang.reading.messages_yaml import DuplicateKey
from scenelang.reading.project_settings import (
    ProjectSettings,
    Rendering,
    RuleLevel,
    RuleSetting,
    default_settings,
    read_project_settings,
)
from scenelang.reading.read_tree import read_tree, read_trees
from scenelang.reading.scene import SceneDocument, read_documents, read_scene, read_scenes
from scenelang.reading.scene_words import is_name
from scenelang.reading.source_files import decoded_source, load_source, shown_source
from scenelang.reading.yaml_tree import (
    ScalarKind,
    ScalarStyle,
    ScalarValue,
    YamlEntry,
    YamlMapping,
    YamlNode,
    YamlScalar,
    YamlSequence,
)

if TYPE_CHECKING:
    from scenelang.reading.json_schema import archetype_schema, scene_schema
    from scenelang.reading.key_meanings import key_tables
    from scenelang.reading.messages_lint import LintRuleUnknown, PathPatternWrong
    from scenelang.reading.messages_model import FamilyUnknown
    from scenelang.reading.messages_settings import UnknownSetting, WrongSetting
    from scenelang.reading.model_config import read_model_config, read_written_config
    from scenelang.reading.settings import read_settings

__all__ = [
    "DEPRECATED",
    "Comment",
    "Deprecated",
    "DuplicateKey",
    "FamilyUnknown",
    "LintRuleUnknown",
    "LintSettings",
    "OptionSetting",
    "OptionValue",
    "PathChoice",
    "PathPatternWrong",
    "ProjectSettings",
    "Rendering",
    "RuleLevel",
    "RuleSetting",
    "ScalarKind",
    "ScalarStyle",
    "ScalarValue",
    "SceneDocument",
    "SettingsTwice",
    "TomlUnreadable",
    "UnknownSetting",
    "Where",
    "WrongSetting",
    "YamlEntry",
    "YamlMapping",
    "YamlNode",
    "YamlScalar",
    "YamlSequence",
    "archetype_schema",
    "comment_cuts_text",
    "decoded_source",
    "default_settings",
    "find_comments",
    "is_name",
    "key_tables",
    "load_source",
    "read_archetype",
    "read_documents",
    "read_lexicon",
    "read_model_config",
    "read_project_settings",
    "read_scene",
    "read_scenes",
    "read_settings",
    "read_tree",
    "read_trees",
    "read_written_config",
    "scene_schema",
    "shown_source",
]

_HOMES = {
    "FamilyUnknown": "messages_model",
    "LintRuleUnknown": "messages_lint",
    "PathPatternWrong": "messages_lint",
    "UnknownSetting": "messages_settings",
    "WrongSetting": "messages_settings",
    "archetype_schema": "json_schema",
    "key_tables": "key_meanings",
    "read_model_config": "model_config",
    "read_settings": "settings",
    "read_written_config": "model_config",
    "scene_schema": "json_schema",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
