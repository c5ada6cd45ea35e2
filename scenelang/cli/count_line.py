"""One line on a terminal that says how far a build is, and is gone when it is done."""

from __future__ import annotations

import sys
from typing import Self


class CountLine:
    """Counts scenes and rows on standard error; silent where that is no terminal.

    `scenes` is how many scenes the build has, as far as it was told.
    """

    def __init__(self, title: str = "") -> None:
        self.scenes = 0
        self._title = title
        self._shown = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, scenes: int, rows: int) -> None:
        """Shows how far the build is."""
        self.scenes = scenes
        if self._shown:
            line = f"\r{self._title}{done}/{scenes} scenes, {rows:,} rows\x1b[K"
            print(line, end="", file=sys.stderr, flush=True)

    def __exit__(self, *_: object) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
