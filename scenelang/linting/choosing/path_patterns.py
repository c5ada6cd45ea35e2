"""Which files the patterns under `[lint.per-path]` mean.

Takes: the patterns of a project, and its folder.
Gives: the numbers of those that mean a file.
May assume: nothing about the patterns.
Never does: look at the disk.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.diagnostics import Diagnostic
from scenelang.reading import PathChoice

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class PathPatterns:
    """The patterns of one project, in the order of its settings."""

    def __init__(self, folder: Path, choices: tuple[PathChoice, ...]) -> None:
        self.problems: list[Diagnostic] = []
        self._folder = folder.absolute()
        self._specs = [(number, spec) for number, one in enumerate(choices) if (spec := self._spec(one))]

    def _spec(self, choice: PathChoice) -> GitIgnoreSpec | None:
        from pathspec import GitIgnoreSpec  # noqa: PLC0415 - few projects have such patterns

        from scenelang.reading import PathPatternWrong  # noqa: PLC0415

        written = choice.pattern.text
        try:
            spec = GitIgnoreSpec.from_lines([written])
        except (ValueError, TypeError):
            spec = None
        if spec is None or not any(pattern.include for pattern in spec.patterns):
            self.problems.append(PathPatternWrong(choice.pattern.place, written))
            return None
        return spec

    def of(self, path: Path) -> tuple[int, ...]:
        """The numbers of the patterns that mean a file."""
        if not self._specs:
            return ()
        whole = path.absolute()
        try:
            inside = whole.relative_to(self._folder)
        except ValueError:
            inside = Path(os.path.relpath(path.resolve(), self._folder.resolve()))
        name = inside.as_posix()
        return tuple(number for number, spec in self._specs if spec.match_file(name))
