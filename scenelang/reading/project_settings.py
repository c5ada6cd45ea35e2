"""What a project says of itself in `scenelang.toml`, or in `[tool.scenelang]` of `pyproject.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeAlias

from scenelang.diagnostics import Outcome
from scenelang.model import Name
from scenelang.reading.lint_settings import LintSettings
from scenelang.source import SourceText, Span

DEFAULT_SOURCE = "scenes"

_NOWHERE = Span("", 0, 0)

TomlValue: TypeAlias = object
"""A text, a number, a truth value, a date, a list of values or a table of them."""


class RuleLevel(StrEnum):
    """How much a finding weighs in a project."""

    OFF = "off"
    WARNING = "warning"
    ERROR = "error"


class Rendering(StrEnum):
    """How scenes become text."""

    PLAIN = "plain"
    CHAT = "chat"


class RuleSetting(NamedTuple):
    """`SL214 = "off"`: a code, and what it weighs here."""

    code: Name
    level: RuleLevel


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """The settings of a project; paths are seen from its folder.

    `sources` are its scene files and the folders that hold some; the folder `scenes` unless it says
    otherwise, or all of the project without such a folder. `models` are model folders, configuration files,
    or configurations written out. `places` says where each setting is written: `out`, `tokenizers.small`;
    `place` is where all of them begin.
    """

    folder: Path
    sources: tuple[Path, ...]
    out: Path | None = None
    tokenizers: Mapping[str, Path] = field(default_factory=dict)
    models: Mapping[str, Path | Mapping[str, TomlValue]] = field(default_factory=dict)
    recipes: tuple[Path, ...] = ()
    axes: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[RuleSetting, ...] = ()
    rendering: Rendering = Rendering.PLAIN
    lint: LintSettings = LintSettings()  # noqa: RUF009 - it is frozen
    places: Mapping[str, Span] = field(default_factory=dict)
    place: Span = _NOWHERE


def default_settings(folder: Path) -> ProjectSettings:
    """The settings of a project that says nothing."""
    scenes = folder / DEFAULT_SOURCE
    return ProjectSettings(folder, (scenes if scenes.is_dir() else folder,))


def read_project_settings(
    source: SourceText, folder: Path, table: tuple[str, ...] = ()
) -> Outcome[ProjectSettings]:
    """The settings in a table of a TOML file, the whole of it unless said otherwise.

    The value is None where the file has no such table, or a fault.
    """
    from scenelang.reading.read_settings_table import read_table  # noqa: PLC0415 - few projects have one

    return read_table(source, default_settings(folder), table)
