"""From `[lint]` of a settings file to what a project asks of lint.

Takes: a TOML file and where its table `lint` stands.
Gives: the settings; what cannot be is left out and reported.
May assume: the file is TOML.
Never does: ask whether a rule is known, or open the baseline.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from scenelang.diagnostics import Collector, Outcome, did_you_mean
from scenelang.model import Name
from scenelang.reading.lint_settings import LintSettings, OptionSetting, OptionValue, PathChoice
from scenelang.reading.messages_settings import UnknownSetting, WrongSetting
from scenelang.reading.toml_tree import TomlTree, TomlValue
from scenelang.reading.written_value import listed, written_value
from scenelang.source import Span

_KEYS = ("select", "extend-select", "ignore", "per-path", "options", "require-reason", "baseline")
_PATH_KEYS = ("select", "ignore")
_RULES = 'a list of codes, rules and families, such as `["SL801", "kept-blank-lines", "signs"]`'
_OPTION = "`true`, `false`, a number, a text or a list of texts"


def read_lint_table(
    tree: TomlTree, table: tuple[str, ...], value: TomlValue, folder: Path
) -> Outcome[LintSettings]:
    """The settings under `[lint]`; always a value, with what could be read.

    Args:
        tree: The file.
        table: The keys that lead to the table, `lint` included.
        value: What stands there; None where nothing does.
        folder: The project's folder.
    """
    reader = _LintReader(tree, table, folder)
    return Outcome(reader.read(value), reader.found.sorted())


class _LintReader:
    """Reads the settings one by one; a fault in one leaves the others alone."""

    def __init__(self, tree: TomlTree, table: tuple[str, ...], folder: Path) -> None:
        self.found = Collector()
        self._tree = tree
        self._table = table
        self._folder = folder

    def read(self, value: TomlValue) -> LintSettings:
        """All settings of the table."""
        values = dict(self._entries(value, (), _KEYS))
        baseline = self._baseline(values.get("baseline"))
        return LintSettings(
            select=self._names(values["select"], ("select",)) if "select" in values else None,
            extend_select=self._names(values.get("extend-select", []), ("extend-select",)),
            ignore=self._names(values.get("ignore", []), ("ignore",)),
            per_path=tuple(self._per_path(values.get("per-path"))),
            options=tuple(self._options(values.get("options"))),
            require_reason=self._truth(values.get("require-reason", False), ("require-reason",)),
            baseline=baseline,
            baseline_place=None if baseline is None else self._value_place("baseline"),
        )

    def _key_place(self, *path: str | int) -> Name:
        return Name(str(path[-1]), self._tree.key_place(*self._table, *path))

    def _value_place(self, *path: str | int) -> Span:
        return self._tree.value_place(*self._table, *path)

    def _wrong(self, path: tuple[str | int, ...], value: TomlValue, wanted: str) -> None:
        name = next((step for step in reversed(path) if isinstance(step, str)), self._table[-1])
        self.found.add(WrongSetting(self._value_place(*path), name, written_value(value), wanted))

    def _entries(
        self, value: TomlValue, path: tuple[str, ...], keys: tuple[str, ...] = ()
    ) -> Iterator[tuple[str, TomlValue]]:
        """The entries of a table with keys that may stand there, any where none are listed."""
        if value is None:
            return
        if not isinstance(value, Mapping):
            name = ".".join((*self._table, *path)).removeprefix("tool.scenelang.")
            self._wrong(path, value, f"a table `[{name}]`")
            return
        for key, item in value.items():
            if keys and key not in keys:
                place = self._key_place(*path, key).place
                self.found.add(UnknownSetting(place, key, did_you_mean(key, keys), listed(keys)))
            else:
                yield key, item

    def _names(self, value: TomlValue, path: tuple[str, ...]) -> tuple[Name, ...]:
        """A list of codes, rules and families, each with its place."""
        if not isinstance(value, list):
            self._wrong(path, value, _RULES)
            return ()
        return tuple(self._name_items(value, path))

    def _name_items(self, items: list[object], path: tuple[str, ...]) -> Iterator[Name]:
        for index, item in enumerate(items):
            if isinstance(item, str) and item.strip():
                yield Name(item.strip(), self._value_place(*path, index))
            else:
                self._wrong((*path, index), item, "a code, a rule or a family in quotes, such as `SL801`")

    def _truth(self, value: TomlValue, path: tuple[str, ...]) -> bool:
        if isinstance(value, bool):
            return value
        self._wrong(path, value, "`true` or `false`")
        return False

    def _baseline(self, value: TomlValue) -> Path | None:
        """Where the baseline is: in the project, for it is shared with it."""
        if value is None:
            return None
        if isinstance(value, str) and value.strip() and self._is_inside(value):
            return self._folder / value
        self._wrong(("baseline",), value, 'a path inside the project, such as `"lint-baseline.json"`')
        return None

    def _is_inside(self, written: str) -> bool:
        try:
            return (self._folder / written).resolve().is_relative_to(self._folder.resolve())
        except (OSError, ValueError, RuntimeError):
            return False

    def _per_path(self, value: TomlValue) -> Iterator[PathChoice]:
        for pattern, inside in self._entries(value, ("per-path",)):
            path = ("per-path", pattern)
            if isinstance(inside, list):
                wanted = '`{ignore = ["SL801"]}`, so that it is clear what the list is for'
                self._wrong(path, inside, wanted)
                continue
            chosen = {
                key: self._names(names, (*path, key))
                for key, names in self._entries(inside, path, _PATH_KEYS)
            }
            yield PathChoice(self._key_place(*path), chosen.get("select", ()), chosen.get("ignore", ()))

    def _options(self, value: TomlValue) -> Iterator[OptionSetting]:
        for rule, inside in self._entries(value, ("options",)):
            for name, written in self._entries(inside, ("options", rule)):
                path = ("options", rule, name)
                option = _option_value(written)
                if option is None:
                    self._wrong(path, written, _OPTION)
                else:
                    yield OptionSetting(
                        self._key_place("options", rule),
                        self._key_place(*path),
                        option,
                        self._value_place(*path),
                    )


def _option_value(value: TomlValue) -> OptionValue | None:
    """The value of an option; None where options cannot be of this kind."""
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None
