"""The examples of a lint rule: they are its tests, and they stand in its manual page.

A text has `⟦` and `⟧` around each place that a bad example is to be told of. What every scene needs and the
example does not write (`scene`, `id`, `archetype`, `beats`) is added at its end by `whole_text`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from textwrap import dedent
from typing import TypeAlias

Option: TypeAlias = "bool | int | float | str | tuple[str, ...]"

_MARKS = re.compile("[⟦⟧]")
_NEEDED = (
    ("id", "id: example"),
    ("archetype", "archetype: reflection"),
    ("beats", "beats:\n  - frame: The kettle was on, and nobody had put it on."),
)


@dataclass(frozen=True, slots=True)
class Good:
    """A scene of which the rule has nothing to say.

    `files` are others of the project, by their paths; `options` those of the rule.
    """

    text: str
    settings: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bad:
    """A scene with marked places that the rule speaks of; `fixed` is its text after the fix, if any."""

    text: str
    fixed: str | None = None
    settings: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)


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
    return Good(whole_text(text), dedent(settings), _whole(files), options or {})


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
    mended = None if fixed is None else whole_text(fixed)
    return Bad(whole_text(text), mended, dedent(settings), _whole(files), options or {})


def _whole(files: Mapping[str, str] | None) -> Mapping[str, str]:
    """The files, with what the scenes among them leave out."""
    every = (files or {}).items()
    return {path: whole_text(text) if path.endswith(".scene") else text for path, text in every}


def whole_text(text: str) -> str:
    """The text with what a scene needs and it does not write; a text that is no part of a scene stays."""
    text = dedent(text)
    bare = _MARKS.sub("", text)
    if bare.startswith("\n"):
        text, bare = text.replace("\n", "", 1), bare[1:]
    if not re.search(r"^scene:", bare, re.MULTILINE):
        text = f"scene: 1\n{text}"
    if text and not text.endswith("\n"):
        text += "\n"
    missing = [line for key, line in _NEEDED if not re.search(rf"^{key}:", bare, re.MULTILINE)]
    return text + "".join(f"{line}\n" for line in missing)


def unmarked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text without its marks, and the ranges that stood between them."""
    parts = _MARKS.split(text)
    ends = [0]
    for part in parts:
        ends.append(ends[-1] + len(part))
    return "".join(parts), tuple(zip(ends[1:-1:2], ends[2::2], strict=False))
