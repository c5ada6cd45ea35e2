"""Findings about local copies, told as what they are copies of.

Takes: diagnostics whose places and words name files of a copy.
Gives: the same diagnostics, naming URLs.
May assume: that a copy's folder is named like nothing else.
Never does: change a place within a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from scenelang.diagnostics import Diagnostic
from scenelang.source import Span


class ShownUrls:
    """Which local folders stand for which URLs."""

    def __init__(self) -> None:
        self._urls: dict[str, str] = {}

    def add(self, folder: Path, url: str) -> None:
        """From now on, `folder` is told as `url`, however the folder is named."""
        self._urls[folder.as_posix()] = url
        try:
            self._urls[folder.relative_to(Path.cwd()).as_posix()] = url
        except (ValueError, OSError):
            return

    def shown(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The findings with URLs in the place of copies."""
        return tuple(map(self._retold, found)) if self._urls else tuple(found)

    def local(self, file: str) -> str:
        """The file of the copy that a URL names; any other name as it is."""
        for folder, url in self._urls.items():
            if file.startswith(f"{url}/"):
                return folder + file[len(url) :]
        return file

    def _retold(self, found: Diagnostic) -> Diagnostic:
        changed = {}
        for field in fields(found):
            value = getattr(found, field.name)
            told = self._value(value)
            if told is not value and told != value:
                changed[field.name] = told
        if not changed:
            return found
        other = copy(found)
        for name, value in changed.items():
            object.__setattr__(other, name, value)
        return other

    def _value(self, value: Any) -> Any:
        """A field's value: places, texts, and tuples and frozen values of them."""
        if isinstance(value, Span):
            return replace(value, file=self._text(value.file))
        if isinstance(value, Path):
            return self._text(value.as_posix())
        if isinstance(value, str):
            return self._text(value) if type(value) is str else value
        if isinstance(value, tuple):
            parts = [self._value(part) for part in value]
            return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
        if is_dataclass(value) and not isinstance(value, type):
            parts_of = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
            told = {name: self._value(part) for name, part in parts_of.items()}
            return replace(value, **told) if told != parts_of else value
        return value

    def _text(self, text: str) -> str:
        for folder, url in self._urls.items():
            if folder in text:
                text = text.replace(f"{folder}/", f"{url}/").replace(folder, url)
        return text
