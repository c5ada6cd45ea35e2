"""From a TOML file to the settings of a project.

Takes: a TOML file, the settings that hold where it says nothing, and the table that is meant.
Gives: the settings; None where the file has no such table, or a fault.
May assume: nothing.
Never does: open the files that are named, or ask whether a rule or a model is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from scenelang.diagnostics import Collector, Outcome, did_you_mean
from scenelang.model import Name
from scenelang.reading.lint_settings import LintSettings
from scenelang.reading.messages_project import SourceMissing
from scenelang.reading.messages_settings import UnknownSetting, WrongSetting
from scenelang.reading.project_settings import ProjectSettings, Rendering, RuleLevel, RuleSetting, TomlValue
from scenelang.reading.read_lint_table import read_lint_table
from scenelang.reading.toml_tree import TomlTree, read_toml
from scenelang.reading.written_value import listed, written_value
from scenelang.remote import is_url
from scenelang.source import SourceText, Span

_NAME = re.compile(r"\w(?:[-.]?\w)*\Z")
_INSIDE = "a path inside the project"
_SOURCES = 'where the scenes are, such as `sources = ["scenes"]`, or take the line out'
_NO_URL = "a path in the project; URLs are given on the command line, such as `--out s3://bucket/shards`"
_KEYS = ("sources", "out", "tokenizers", "models", "recipes", "axes", "rules", "rendering", "lint")

Choice = TypeVar("Choice", bound=StrEnum)


def read_table(
    source: SourceText, default: ProjectSettings, table: tuple[str, ...]
) -> Outcome[ProjectSettings]:
    """The settings in a table of a TOML file."""
    tree, said = read_toml(source)
    if tree is None:
        return Outcome(None, said)
    values: TomlValue = tree.values
    for key in table:
        values = values.get(key) if isinstance(values, Mapping) else None
    if values is None:
        return Outcome(None)
    reader = _TableReader(tree, default, table)
    settings = reader.read(values)
    return Outcome(None if reader.found.has_errors else settings, reader.found.sorted())


class _TableReader:
    """Reads the settings one by one; a fault in one leaves the others alone."""

    def __init__(self, tree: TomlTree, default: ProjectSettings, table: tuple[str, ...]) -> None:
        self.found = Collector()
        self._tree = tree
        self._default = default
        self._table = table
        self._places: dict[str, Span] = {}

    def read(self, values: TomlValue) -> ProjectSettings:
        """All settings of the table."""
        settings = dict(self._entries(values, ()))
        for key in settings:
            if key not in _KEYS:
                place = self._tree.key_place(*self._table, key)
                self.found.add(UnknownSetting(place, key, did_you_mean(key, _KEYS), listed(_KEYS)))
        paths = {key: tuple(self._paths(settings.get(key), key)) for key in ("sources", "out", "recipes")}
        sources = paths["sources"] if "sources" in settings else self._default.sources
        rendering = self._choice(settings.get("rendering"), ("rendering",), Rendering)
        return ProjectSettings(
            folder=self._default.folder,
            sources=sources,
            out=next((out for out in paths["out"] if self._is_apart(out, sources, settings["out"])), None),
            tokenizers=dict(self._named_paths(settings, "tokenizers")),
            models=dict(self._models(settings)),
            recipes=paths["recipes"],
            axes=dict(self._axes(settings)),
            rules=tuple(self._rules(settings)),
            rendering=self._default.rendering if rendering is None else rendering,
            lint=self._lint(settings.get("lint")),
            places=self._places,
            place=self._tree.value_place(*self._table),
        )

    def _entries(self, value: TomlValue, path: tuple[str, ...]) -> Iterator[tuple[str, TomlValue]]:
        """The entries of a table; anything else is reported."""
        if isinstance(value, Mapping):
            yield from value.items()
        elif value is not None:
            self._wrong(
                path, value, "a table, such as `[tool.scenelang]`" if not path else f"a table `[{path[-1]}]`"
            )

    def _wrong(self, path: tuple[str | int, ...], value: TomlValue, wanted: str) -> None:
        names = [step for step in (*self._table, *path) if isinstance(step, str)]
        place = self._tree.value_place(*self._table, *path)
        self.found.add(WrongSetting(place, names[-1] if names else "settings", written_value(value), wanted))

    def _text(self, value: TomlValue, path: tuple[str | int, ...], wanted: str) -> str | None:
        if isinstance(value, str) and value.strip():
            self._places[".".join(map(str, path))] = self._tree.value_place(*self._table, *path)
            return value
        self._wrong(path, value, wanted)
        return None

    def _path(self, value: TomlValue, path: tuple[str | int, ...]) -> Path | None:
        written = self._text(value, path, "a path in quotes")
        if written is not None and is_url(written):
            self._wrong(path, value, _NO_URL)
            return None
        return None if written is None else self._default.folder / written

    def _paths(self, value: TomlValue, key: str) -> Iterator[Path]:
        """One path, or a list of them where the setting takes one."""
        if value is None:
            return
        is_list = isinstance(value, list) and key != "out"
        if value == [] and key == "sources":
            self._wrong((key,), value, _SOURCES)
        for index, item in enumerate(value if isinstance(value, list) and is_list else (value,)):
            where = (key, index) if is_list else (key,)
            path = self._path(item, where)
            if path is not None and (key != "sources" or self._is_source(path, item, where)):
                yield path

    def _is_source(self, path: Path, written: TomlValue, where: tuple[str | int, ...]) -> bool:
        """Sources lie in the project, and are there."""
        place = self._tree.value_place(*self._table, *where)
        try:
            is_inside = path.resolve().is_relative_to(self._default.folder.resolve())
            is_there = path.exists()
        except (OSError, ValueError, RuntimeError):
            is_inside, is_there = True, False
        if not is_inside:
            self._wrong(where, written, _INSIDE)
        elif not is_there:
            self.found.add(SourceMissing(place, str(written)))
        return is_inside and is_there

    def _is_apart(self, out: Path, sources: tuple[Path, ...], written: TomlValue) -> bool:
        """What is compiled lies in the project, and never where writing it would sweep scenes away."""
        try:
            whole = out.resolve()
            is_inside = whole.is_relative_to(self._default.folder.resolve())
            holds_scenes = any(source.resolve().is_relative_to(whole) for source in sources)
        except (OSError, ValueError, RuntimeError):
            is_inside, holds_scenes = False, False
        if not is_inside:
            self._wrong(("out",), written, _INSIDE)
        elif holds_scenes:
            self._wrong(
                ("out",), written, "a folder of its own, with no source in it, such as `build/shards`"
            )
        return is_inside and not holds_scenes

    def _named_paths(self, settings: Mapping[str, TomlValue], key: str) -> Iterator[tuple[str, Path]]:
        for name, value in self._entries(settings.get(key), (key,)):
            path = self._path(value, (key, name))
            if path is not None:
                yield name, path

    def _models(
        self, settings: Mapping[str, TomlValue]
    ) -> Iterator[tuple[str, Path | Mapping[str, TomlValue]]]:
        for name, value in self._entries(settings.get("models"), ("models",)):
            if isinstance(value, Mapping):
                self._places[f"models.{name}"] = self._tree.value_place(*self._table, "models", name)
                yield name, value
            elif (path := self._path(value, ("models", name))) is not None:
                yield name, path

    def _axes(self, settings: Mapping[str, TomlValue]) -> Iterator[tuple[str, str]]:
        for name, value in self._entries(settings.get("axes"), ("axes",)):
            meaning = self._text(value, ("axes", name), "a sentence in quotes that says what the axis means")
            if not _NAME.match(name):
                place = self._tree.key_place(*self._table, "axes", name)
                wanted = "a name of letters, digits and `_`"
                self.found.add(WrongSetting(place, "axes", written_value(name), wanted))
            elif meaning is not None:
                yield name, meaning

    def _rules(self, settings: Mapping[str, TomlValue]) -> Iterator[RuleSetting]:
        for code, value in self._entries(settings.get("rules"), ("rules",)):
            level = self._choice(value, ("rules", code), RuleLevel)
            if level is not None:
                yield RuleSetting(Name(code, self._tree.key_place(*self._table, "rules", code)), level)

    def _lint(self, value: TomlValue) -> LintSettings:
        lint, said = read_lint_table(self._tree, (*self._table, "lint"), value, self._default.folder)
        for found in said:
            self.found.add(found)
        return lint or LintSettings()

    def _choice(self, value: TomlValue, path: tuple[str, ...], kind: type[Choice]) -> Choice | None:
        if value is None:
            return None
        allowed = [each.value for each in kind]
        if isinstance(value, str) and value in allowed:
            return kind(value)
        *most, last = (f'`"{each}"`' for each in allowed)
        self._wrong(path, value, f"{', '.join(most)} or {last}")
        return None
