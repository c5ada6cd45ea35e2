"""Which file holds the settings of a project, and what they are.

Takes: the root of a project.
Gives: its settings, or what is wrong with them.
May assume: nothing.
Never does: read a `pyproject.toml` that does not speak of scenelang, or a file twice that has not changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from scenelang.checking.messages_project import RecipeMissing
from scenelang.checking.shown_path import shown_path
from scenelang.diagnostics import Diagnostic, Outcome, Severity
from scenelang.reading import (
    ProjectSettings,
    SettingsTwice,
    TomlUnreadable,
    default_settings,
    load_source,
    read_project_settings,
)
from scenelang.source import Span

OWN_FILE = "scenelang.toml"
SHARED_FILE = "pyproject.toml"
_SHARED_TABLE = ("tool", "scenelang")
_SPEAKS_OF_US = rb"""tool["']?\s*\.\s*["']?scenelang|^\s*\[?\s*["']?tool["']?\s*[]=]"""
"""What opens our table in a shared file, and now and then another."""


class _File(NamedTuple):
    """A settings file, its name for authors, and what tells whether it has changed."""

    path: Path
    shown: Path
    changed: int
    size: int


def project_settings(root: Path) -> Outcome[ProjectSettings]:
    """The settings of the project with this root; the defaults where it says nothing."""
    own, shared = _file(root / OWN_FILE), _file(root / SHARED_FILE)
    default = default_settings(root)
    if own is None and shared is None:
        return Outcome(default)
    return _read_both(own, shared, default.sources, default.folder)


def _file(path: Path) -> _File | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return _File(path, shown_path(path), status.st_mtime_ns, status.st_size) if status.st_size else None


@lru_cache(maxsize=64)
def _read_both(
    own: _File | None, shared: _File | None, sources: tuple[Path, ...], root: Path
) -> Outcome[ProjectSettings]:
    in_own = Outcome[ProjectSettings](None) if own is None else _read(own, root, ())
    in_shared = Outcome[ProjectSettings](None)
    if shared is not None and _may_be_ours(_bytes_of(shared.path)):
        in_shared = _read(shared, root, _SHARED_TABLE)
    found = (*in_own.diagnostics, *in_shared.diagnostics)
    if in_own.value is not None and in_shared.value is not None:
        found = (*found, SettingsTwice(in_shared.value.place, in_own.value.place))
    if any(one.severity is Severity.ERROR for one in found):
        return Outcome(None, found)
    settings = in_own.value or in_shared.value or ProjectSettings(root, sources)
    return Outcome(settings, (*found, *_missing_recipes(settings)))


def _missing_recipes(settings: ProjectSettings) -> Iterator[Diagnostic]:
    """Recipes are asked for by `train` alone; that one is not there stops nothing else."""
    for number, path in enumerate(settings.recipes):
        place = settings.places.get(f"recipes.{number}", settings.places.get("recipes", settings.place))
        if not _is_file(path):
            yield RecipeMissing(place, str(shown_path(path)))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _bytes_of(path: Path) -> bytes | None:
    """What a file holds; None where it is a folder or cannot be opened."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _may_be_ours(content: bytes | None) -> bool:
    return (
        content is not None
        and b"scenelang" in content
        and re.search(_SPEAKS_OF_US, content, re.MULTILINE) is not None
    )


def _read(file: _File, root: Path, table: tuple[str, ...]) -> Outcome[ProjectSettings]:
    if file.path.is_dir():
        advice = "rename the folder or move it away: settings stand in a file of this name"
        return Outcome(None, (TomlUnreadable(Span.start_of(file.shown), "it is a folder", advice),))
    content = _bytes_of(file.path)
    if content is not None and not content.strip():
        return Outcome(None)
    source, found = load_source(file.shown)
    return Outcome(None, found) if source is None else read_project_settings(source, root, table)
