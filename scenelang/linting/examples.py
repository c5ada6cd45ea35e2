"""The examples of a lint rule: they are its tests, and they stand in its manual page.

A text has `⟦` and `⟧` around each place that a bad example is to be told of. What every scene needs and the
example does not write is added by `whole_text`: `scene`, `id` and `archetype` above it, `beats` behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from textwrap import dedent
from typing import TypeAlias

Option: TypeAlias = "bool | int | float | str | tuple[str, ...]"

_MARKS = re.compile("[⟦⟧]")
_NEEDED = (
    ("scene", "scene: 1"),
    ("id", "id: example"),
    ("archetype", "archetype: reflection"),
    ("beats", "beats:\n  - frame: The kettle was on, and nobody had put it on."),
)


class Example:
    """A scene that a rule is shown with. Its texts are made whole when they are asked for.

    `files` are others of the project, by their paths; `options` those of the rule.
    """

    def __init__(
        self,
        text: str,
        settings: str = "",
        files: Mapping[str, str] | None = None,
        options: Mapping[str, Option] | None = None,
        fixed: str | None = None,
    ) -> None:
        self.options: Mapping[str, Option] = options or {}
        self._text, self._settings, self._files, self._fixed = text, settings, files or {}, fixed

    @cached_property
    def text(self) -> str:
        """The scene, with the marks around places that a rule speaks of."""
        return whole_text(self._text)

    @cached_property
    def settings(self) -> str:
        """What stands in the project's `scenelang.toml`."""
        return dedent(self._settings)

    @cached_property
    def files(self) -> Mapping[str, str]:
        """Further files of the project; scenes among them are whole too."""
        every = self._files.items()
        return {path: whole_text(text) if path.endswith(".scene") else text for path, text in every}


class Good(Example):
    """A scene of which the rule has nothing to say."""


class Bad(Example):
    """A scene with marked places that the rule speaks of."""

    @cached_property
    def fixed(self) -> str | None:
        """Its text after the fix, if there is any."""
        return None if self._fixed is None else whole_text(self._fixed)


def good(
    text: str,
    *,
    settings: str = "",
    files: Mapping[str, str] | None = None,
    options: Mapping[str, Option] | None = None,
) -> Good:
    """A scene of which the rule has nothing to say.

    Args:
        text: The scene, or the part of it that matters.
        settings: What stands in the project's `scenelang.toml`.
        files: Further files of the project, by their paths; scenes among them are made whole too.
        options: Options of the rule that are not its defaults.
    """
    return Good(text, settings, files, options)


def bad(
    text: str,
    *,
    fixed: str | None = None,
    settings: str = "",
    files: Mapping[str, str] | None = None,
    options: Mapping[str, Option] | None = None,
) -> Bad:
    """A scene that the rule finds fault with, at the places between `⟦` and `⟧`.

    Args:
        text: The scene, or the part of it that matters.
        fixed: The same after the rule's fix; None where it offers none.
        settings: What stands in the project's `scenelang.toml`.
        files: Further files of the project, by their paths; scenes among them are made whole too.
        options: Options of the rule that are not its defaults.
    """
    return Bad(text, settings, files, options, fixed)


def whole_text(text: str) -> str:
    """The text with what a scene needs and it does not write; a text that is no part of a scene stays."""
    text = dedent(text)
    bare = _MARKS.sub("", text)
    if bare.startswith("\n"):
        text, bare = text.replace("\n", "", 1), bare[1:]
    if text and not text.endswith("\n"):
        text += "\n"
    at = 0
    for key, line in _NEEDED:
        written = re.search(rf"^⟦?{key}:.*\n", text, re.MULTILINE)
        if written is not None:
            at = written.end()
        elif not re.search(rf"^{key}:", bare, re.MULTILINE):
            at = len(text) if key == "beats" else at
            text = f"{text[:at]}{line}\n{text[at:]}"
            at += len(line) + 1
    return text


def unmarked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text without its marks, and the ranges that stood between them."""
    parts = _MARKS.split(text)
    ends = [0]
    for part in parts:
        ends.append(ends[-1] + len(part))
    return "".join(parts), tuple(zip(ends[1:-1:2], ends[2::2], strict=False))
