"""Reads a recipe or a plan that a command line names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from scenelang.diagnostics import Outcome

if TYPE_CHECKING:
    from pydantic import BaseModel

Settings = TypeVar("Settings", bound="BaseModel")


def read_settings_file(path: Path, model: type[Settings]) -> Outcome[Settings]:
    """The settings in a YAML file; None where the file cannot be read or anything in it is wrong."""
    from scenelang.reading import load_source, read_settings

    source, found = load_source(path)
    if source is None:
        return Outcome(None, found)
    settings, said = read_settings(source, model)
    return Outcome(settings, (*found, *said))
