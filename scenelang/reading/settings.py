"""From a YAML file to a validated settings object: recipes, plans, project settings.

Takes: a source text and the pydantic model of the settings. Gives: the model, or messages with places.
May assume: the model forbids what it does not know. Never does: let the validator's own words through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.reading.messages_settings import SettingsNotKeys
from scenelang.reading.read_tree import read_tree
from scenelang.reading.settings_problems import explain_setting
from scenelang.reading.settings_values import allowed_settings, list_words
from scenelang.reading.yaml_tree import ScalarValue, YamlMapping, YamlNode, YamlScalar
from scenelang.source import SourceText, Span

if TYPE_CHECKING:
    from pydantic import BaseModel

Plain: TypeAlias = "ScalarValue | list[Plain] | dict[str, Plain]"
Settings = TypeVar("Settings", bound="BaseModel")


def read_settings(source: SourceText, model: type[Settings]) -> Outcome[Settings]:
    """The settings that a file gives; None where anything in it is wrong.

    Args:
        source: a YAML file (JSON is YAML too) of `key: value` lines.
        model: the pydantic model to fill.
    """
    tree = read_tree(source)
    if tree.value is None:
        return Outcome(None, tree.diagnostics)
    if not isinstance(tree.value, YamlMapping):
        return Outcome(None, (*tree.diagnostics, _not_keys(tree.value, model)))
    value, found = _validated(tree.value, model)
    diagnostics = (*tree.diagnostics, *found)
    return Outcome(None if diagnostics else value, diagnostics)


def plain_data(node: YamlNode) -> Plain:
    """A tree without its places: text, numbers, truth values, None, lists and dictionaries."""
    if isinstance(node, YamlScalar):
        return node.value
    if isinstance(node, YamlMapping):
        return {entry.name: plain_data(entry.value) for entry in node.entries}
    return [plain_data(item) for item in node.items]


def _validated(tree: YamlMapping, model: type[Settings]) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    from pydantic import ValidationError  # noqa: PLC0415 - linting scenes reads no settings

    try:
        return model.model_validate(plain_data(tree)), ()
    except ValidationError as error:
        errors = error.errors(include_url=False)
    return None, explain_setting(tree, model, errors)


def _not_keys(node: YamlNode, model: type[BaseModel]) -> Diagnostic:
    written = "a single value" if isinstance(node, YamlScalar) else "a list"
    place = Span(node.place.file, node.place.start, min(node.place.start + 1, node.place.end))
    return SettingsNotKeys(place, written, list_words(allowed_settings(model, ())))
