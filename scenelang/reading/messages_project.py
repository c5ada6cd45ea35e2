"""What can be wrong with a project's own settings: SL046 to SL048."""

from __future__ import annotations

from typing import ClassVar

from scenelang.diagnostics import Diagnostic, Related
from scenelang.source import Span


class TomlUnreadable(Diagnostic):
    """A settings file of the project is not TOML.

    TOML has one setting a line, `key = value`, texts in quotes, lists in brackets, and tables that begin with
    a line such as `[axes]`. Nothing of the file is used before it can be read whole.
    """

    code: ClassVar[str] = "SL046"
    title: ClassVar[str] = "this file is not TOML: {what}"
    label: ClassVar[str] = "{what}"
    help: ClassVar[str] = "{advice}"

    what: str
    advice: str


class SettingsTwice(Diagnostic):
    """A project has its settings in two files.

    They may stand in `scenelang.toml`, or in `pyproject.toml` under `[tool.scenelang]`. With both, nobody
    could tell which of two values counts.
    """

    code: ClassVar[str] = "SL047"
    title: ClassVar[str] = "this project has its settings in two files"
    label: ClassVar[str] = "`scenelang.toml` has settings too"
    help: ClassVar[str] = "move these settings to `scenelang.toml`, or delete that file"

    other: Span

    def related(self) -> tuple[Related, ...]:
        """The other file."""
        return (Related(self.other, "the other settings"),)


class SourceMissing(Diagnostic):
    """A source of the project is not there.

    `sources` names the folders and files in which the project keeps its scenes, seen from the folder of the
    settings file.
    """

    code: ClassVar[str] = "SL048"
    title: ClassVar[str] = "there is no file or folder `{path}`"
    label: ClassVar[str] = "no such source"
    help: ClassVar[str] = "write the folder that holds the project's scenes, such as `scenes`"

    path: str
