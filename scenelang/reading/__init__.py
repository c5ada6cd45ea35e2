"""From files to values: YAML trees, scenes, archetypes, settings and lexicons, each value with its place."""

from scenelang.reading.archetype import read_archetype
from scenelang.reading.comments import comment_cuts_text
from scenelang.reading.lexicon import read_lexicon
from scenelang.reading.read_tree import read_tree
from scenelang.reading.scene import read_scene
from scenelang.reading.settings import read_settings
from scenelang.reading.source_files import load_source
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

__all__ = [
    "ScalarKind",
    "ScalarStyle",
    "ScalarValue",
    "YamlEntry",
    "YamlMapping",
    "YamlNode",
    "YamlScalar",
    "YamlSequence",
    "comment_cuts_text",
    "load_source",
    "read_archetype",
    "read_lexicon",
    "read_scene",
    "read_settings",
    "read_tree",
]
