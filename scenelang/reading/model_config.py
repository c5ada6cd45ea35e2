"""From a model's `config.json` to its map, without torch or transformers.

Takes: a `config.json`, or the folder of a saved model. Gives: a `ModelMap`, and what is wrong with the file.
May assume: nothing. Never does: load weights, look anything up on a network.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from scenelang.diagnostics import Diagnostic, Outcome, did_you_mean, nearest
from scenelang.reading.config_map import map_config
from scenelang.reading.config_values import ConfigValues
from scenelang.reading.messages_model import (
    ConfigMissing,
    ConfigUnreadable,
    ConfigWithoutValue,
    FamilyUnknown,
    NotCausal,
)
from scenelang.reading.model_family import (
    UNKNOWN,
    family_names,
    find_family,
    is_not_causal,
    text_part,
)
from scenelang.reading.source_files import load_source
from scenelang.signals import ModelMap
from scenelang.source import SourceText, Span

CONFIG_FILE = "config.json"
"""The name that transformers gives to a configuration."""

_TEXT_PART = "text_config"


def read_model_config(path: Path) -> Outcome[ModelMap]:
    """The map of a model by its configuration.

    Args:
        path: a `config.json` under any name, or a folder that holds one.
    """
    if path.is_dir() and not (path / CONFIG_FILE).exists():
        return Outcome(None, (ConfigMissing(Span.start_of(path), str(path), _near(path)),))
    source, found = load_source(path / CONFIG_FILE if path.is_dir() else path)
    if source is None:
        return Outcome(None, found)
    written = _parse(source)
    if isinstance(written, Diagnostic):
        return Outcome(None, (*found, written))
    model, said = _read(ConfigValues(Span.start_of(source.name), source.text, written))
    return Outcome(model, (*found, *said))


def read_written_config(written: Mapping[str, object], place: Span) -> Outcome[ModelMap]:
    """The map of a model whose configuration is written out in a settings file, at this place."""
    return _read(ConfigValues(place, "", written))


def _parse(source: SourceText) -> dict[str, object] | Diagnostic:
    whole = Span.start_of(source.name)
    try:
        written = json.loads(source.text)
    except json.JSONDecodeError as error:
        at = min(error.pos, len(source.text) - 1)
        return ConfigUnreadable(Span(source.name, at, at + 1), source.name, "this is not JSON")
    except (ValueError, RecursionError):
        return ConfigUnreadable(whole, source.name, "this does not read as JSON")
    if not isinstance(written, dict):
        return ConfigUnreadable(whole, source.name, "this is no JSON object")
    return written


def _read(whole: ConfigValues) -> Outcome[ModelMap]:
    name = whole.word("model_type")
    if name is None:
        what = "which family the model is of"
        missing = ConfigWithoutValue(whole.beginning, what, "`model_type`", '"model_type": "llama"')
        return Outcome(None, (missing,))
    key, family_name = _part_of(name, whole)
    values = whole.part(key) if key else whole
    family_name = values.word("model_type") or family_name
    place = whole.place("model_type")
    if is_not_causal(family_name):
        return Outcome(None, (NotCausal(place, family_name),))
    found: list[Diagnostic] = []
    family = find_family(family_name)
    if family is None:
        found.append(FamilyUnknown(place, family_name, did_you_mean(family_name, family_names())))
        family = UNKNOWN
    model, said = map_config(values.with_defaults(family.defaults), family_name, family)
    return Outcome(model, (*found, *said))


def _part_of(name: str, whole: ConfigValues) -> tuple[str, str]:
    """Under which key a configuration speaks of text, if under one, and the family of that part."""
    known = text_part(name)
    if known is not None:
        return known
    if find_family(name) is None and whole.part(_TEXT_PART):
        return _TEXT_PART, name
    return "", name


def _near(folder: Path) -> str:
    """`; did you mean ...?` where a folder inside holds one, or another JSON file has a name like it."""
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        return ""
    for path in _models_among(inside):
        return f"; did you mean `{path}`?"
    meant = nearest(CONFIG_FILE, [path.name for path in inside])
    return f"; did you mean `{folder / meant}`?" if meant else ""


def _models_among(paths: list[Path]) -> Iterator[Path]:
    return (path for path in paths if (path / CONFIG_FILE).is_file())
